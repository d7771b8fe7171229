#!/usr/bin/env node
/**
 * `arnsubst check` from a clone of this repository: what the GitHub action runs where it takes no release, and the recipes
 * of docs/ci.md. Builds the tool in the clone the first time, and leaves everything else to it.
 */

import { execSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const clone = fileURLToPath(new URL("..", import.meta.url));
const executable = fileURLToPath(new URL("../bin/arnsubst.js", import.meta.url));

if (!existsSync(fileURLToPath(new URL("../dist/cli/start.cjs", import.meta.url)))) build();
const { status } = spawnSync(process.execPath, [executable, "check", ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exitCode = status ?? 3;

/** Hides the output, which would mix with the annotations. Shows errors. */
function build() {
  process.stderr.write("arnsubst: building the program once, which takes about a minute\n");
  for (const command of [
    "npm ci --include=dev --no-audit --no-fund --loglevel=error",
    "npm run build --silent",
  ])
    execSync(command, { cwd: clone, stdio: ["ignore", "ignore", "inherit"] });
}
