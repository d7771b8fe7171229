#!/usr/bin/env node
"use strict";

const { join } = require("node:path");

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`arnsubst: Node ${process.versions.node} is too old: it needs 20.19 or later\n`);
  process.exit(3);
}

/** @type {typeof import("../src/cli/start.js")} */
const { start } = require(join(__dirname, "../dist/cli/start.cjs"));

void start(process);
