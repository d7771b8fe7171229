/**
 * Runs the program as its users do, so that V8 compiles the functions that they need. In the executable they are there
 * compiled. Each run begins with what the runs before it have left.
 */

import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { devNull } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../..");
const CONFIG = "fixtures/mage/io_config.yaml";
const FILE = ["--secrets-file", "fixtures/secrets.yaml"];
const RUNS = [
  ["--version"],
  ["check", CONFIG],
  ["check", "fixtures/bad/yaml-indentation.yaml"],
  ["list", CONFIG],
  ["policy", CONFIG],
  [CONFIG, ...FILE],
  ["exec", CONFIG, ...FILE, "--", process.execPath, "--version"],
  ["fixtures/dbt/profiles.yml"],
  ["fixtures/compose/parameters.yaml"],
];

/** Writes what V8 has compiled beside the main script. */
export async function train(node, main) {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const env = {
    PATH: process.env.PATH,
    AWS_ACCESS_KEY_ID: "none",
    AWS_SECRET_ACCESS_KEY: "none",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL: `http://127.0.0.1:${server.address().port}`,
  };
  for (const args of RUNS) await promisify(execFile)(node, [main, ...args], { cwd: ROOT, env });
  server.close();
}

/** Answers BatchGetSecretValue and GetParameters. Each secret has the keys that the fixtures name. */
async function answer(request, response) {
  const chunks = await request.toArray();
  const { SecretIdList = [], Names = [] } = JSON.parse(Buffer.concat(chunks).toString());
  const SecretString = JSON.stringify({ host: "h", username: "u", password: "p", port: 1 });
  const SecretValues = SecretIdList.map((ARN) => ({
    ARN,
    Name: ARN.split(":")[6].slice(0, -7),
    SecretString,
  }));
  const Parameters = Names.map((ARN) => ({ ARN, Type: "String", Value: "v", Version: 1 }));
  response.end(JSON.stringify({ SecretValues, Errors: [], Parameters, InvalidParameters: [] }));
}
