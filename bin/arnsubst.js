#!/usr/bin/env node
"use strict";
const { join } = require("node:path");
const { enableCompileCache } = require("node:module");

// Where Node has it, from 22.8 on. Beside the code and not in the system's temporary folder: what is in it is run, and
// who can write here can change the code as well. Where it cannot be written it is done without.
enableCompileCache?.(join(__dirname, "../dist/compile-cache"));
const { main, worldOf } = require("../dist/cli/start.cjs");

main(process.argv.slice(2), worldOf(process)).then((status) => {
  process.exitCode = status;
});
