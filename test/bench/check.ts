/**
 * `npm run bench:check`: a tree of 2,000 files of which 100 hold references, checked, against a bare program that
 * reads the same files. Whole processes, in turn; prints Markdown, and every ratio is of figures of this run.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EXECUTABLE, measure, print } from "./measure.js";
import { median } from "./statistics.js";

const FILES = 2_000;
const WITH_REFERENCES = 100;
const ROUNDS = 15;
const READ = fileURLToPath(new URL("./read-files.js", import.meta.url));

/** As Mage writes it, of 0 to 9 blocks; 3 MB in all. */
function pipeline(at: number): string {
  const block = (index: number) => `- all_upstream_blocks_executed: true
  color: null
  configuration: {}
  downstream_blocks: [block_${index + 1}]
  executor_type: local_python  # runs on the worker
  language: python
  name: "load orders ${at}.${index}"
  retry_config: null
  status: updated
  timeout: null
  type: data_loader
  upstream_blocks: []
  uuid: block_${index}
`;
  const reference = `  password: arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db${at}-AbCdEf:password\n`;
  return [
    `name: pipeline ${at}\ndescription: |\n  Loads orders.\n  Runs daily.\nblocks:\n`,
    ...Array.from({ length: at % 10 }, (_, index) => block(index)),
    "variables:\n  host: db.internal\n",
    at % (FILES / WITH_REFERENCES) === 0 ? reference : "",
  ].join("");
}

const folder = mkdtempSync(join(tmpdir(), "arnsubst-bench-"));
try {
  for (let at = 0; at < FILES; at += 1) {
    const pipelines = join(folder, "tree", `team${at % 50}`, `pipeline${at}`);
    mkdirSync(pipelines, { recursive: true });
    writeFileSync(join(pipelines, "metadata.yaml"), pipeline(at));
  }
  mkdirSync(join(folder, "empty"));
  const programs: Readonly<Record<string, readonly string[]>> = {
    "node -e 0": ["-e", "0"],
    "reading the files": [READ, "tree"],
    "arnsubst check, an empty folder": [EXECUTABLE, "check", "-q", "empty"],
    "arnsubst check": [EXECUTABLE, "check", "-q", "tree"],
  };
  const figures = new Map(Object.keys(programs).map((name) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, args] of Object.entries(programs)) {
      figures.get(name)?.push((await measure(args, folder)).milliseconds);
    }
  }
  const time = (name: string) => median(figures.get(name) ?? []);
  print(
    `Node ${process.version}, ${FILES} files, ${WITH_REFERENCES} with references, medians of ${ROUNDS}\n`,
  );
  print("| what | wall time |\n|---|---|");
  for (const name of Object.keys(programs)) print(`| ${name} | ${time(name).toFixed(0)} ms |`);
  const whole = time("arnsubst check") / time("reading the files");
  const ownWork = time("arnsubst check") - time("arnsubst check, an empty folder");
  const net = ownWork / (time("reading the files") - time("node -e 0"));
  print(`\ncheck ÷ reading: ${whole.toFixed(2)}; without the start of both: ${net.toFixed(2)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
