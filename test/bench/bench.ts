/**
 * `npm run bench`: the table of docs/performance.md, with the figures of this run. With `--node PATH`, once or more, only
 * the rows of starting, on each of these Nodes; with `--program PATH`, of an `arnsubst` that was installed in another way.
 * Every ratio is of figures of this run. Runs on nothing but the project; other tools are measured too where they are on
 * the PATH.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { largeRows } from "./large.js";
import { run, writeStdout } from "./measure.js";
import { peersOnPath } from "./peers.js";
import { readingRows } from "./reading.js";
import { table } from "./report.js";
import type { Bench } from "./rows.js";
import { startUpRows } from "./start-up.js";

const PATHS = { type: "string", multiple: true } as const;
const { node: nodes = [], program: programs = [] } = parseArgs({
  options: { node: PATHS, program: PATHS },
}).values;
const directory = mkdtempSync(join(tmpdir(), "arnsubst-bench-"));
const server = spawn(process.execPath, [scriptOf("secrets"), "20"], { stdio: ["ignore", "pipe", "inherit"] });

function scriptOf(name: string): string {
  return fileURLToPath(new URL(`./${name}.js`, import.meta.url));
}

/** A path counts from here, and not from where the texts are; a bare name is one on the PATH. */
function located(program: string): string {
  return program.includes("/") ? resolve(program) : program;
}

async function versionOf(node: string): Promise<string> {
  return (await run({ command: node, args: ["--version"] }, directory)).stdout.trim();
}

async function heading(node: string): Promise<string> {
  const date = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  return `Node ${await versionOf(node)}, ${availableParallelism()} cores, ${date}:\n`;
}

async function whole(bench: Bench): Promise<void> {
  const rows = [...(await startUpRows(bench)), ...(await largeRows(bench)), ...(await readingRows(bench))];
  writeStdout(`${await heading(bench.node)}\n${table(rows)}`);
}

async function starts(bench: Bench): Promise<void> {
  for (const node of nodes.map(located))
    writeStdout(`${await heading(node)}\n${table(await startUpRows({ ...bench, node }))}\n`);
  for (const program of programs.map(located))
    writeStdout(
      `${program}, ${await heading(bench.node)}\n${table(await startUpRows({ ...bench, program }))}\n`,
    );
}

try {
  const [endpoint] = (await once(createInterface({ input: server.stdout }), "line")) as [string];
  await run({ command: process.execPath, args: [scriptOf("write-texts"), directory] }, directory);
  const bench = {
    directory,
    endpoint,
    node: process.execPath,
    peers: await peersOnPath(directory, endpoint),
  };
  await (nodes.length + programs.length > 0 ? starts(bench) : whole(bench));
} finally {
  server.kill();
  rmSync(directory, { recursive: true, force: true });
}
