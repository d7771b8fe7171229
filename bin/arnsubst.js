#!/usr/bin/env node
"use strict";
const { mkdirSync } = require("node:fs");
const { enableCompileCache } = require("node:module");
const { join } = require("node:path");

if (enableCompileCache !== undefined) keepCompiled(join(__dirname, "../dist/compile-cache"));
const { main, worldOf } = require("../dist/cli/start.cjs");

main(process.argv.slice(2), worldOf(process)).then((status) => {
  process.exitCode = status;
});

/**
 * From Node 22.8 on. What is kept is run, so it is where nobody else can put something: beside the code, and not in the
 * system's temporary folder as Node would have it. Where that cannot be written, it is done without.
 */
function keepCompiled(folder) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    enableCompileCache(folder);
  } catch {}
}
