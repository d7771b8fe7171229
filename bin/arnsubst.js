#!/usr/bin/env node
"use strict";
const { main, worldOf } = require("../dist/cli/start.cjs");

main(process.argv.slice(2), worldOf(process)).then((status) => {
  process.exitCode = status;
});
