/**
 * Writes a file of as many references as are asked for, to 3,000 secrets, and the secrets file for it:
 * `node dist/bench/bench/references-file.js DIRECTORY [COUNT]`. For a look at what a very large file takes.
 */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { arnOf, secretsFile } from "./references.js";

const SECRETS = 3_000;
const [directory = ".", count = "1000000"] = process.argv.slice(2);

const lines = Array.from({ length: Number(count) }, (_, at) => `k${at}: ${arnOf(at % SECRETS)}\n`);
writeFileSync(join(directory, "references.yaml"), lines.join(""));
writeFileSync(join(directory, "references-secrets.yaml"), secretsFile(SECRETS));
