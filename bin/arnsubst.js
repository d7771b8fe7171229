#!/usr/bin/env node
"use strict";

const { join } = require("node:path");

/** @type {typeof import("../src/cli/start.js")} */
const { start } = require(join(__dirname, "../dist/cli/start.cjs"));

void start(process);
