#!/usr/bin/env node
"use strict";
const { main } = require("../dist/cli/main.cjs");

main(process.argv.slice(2), process).then((status) => {
  process.exitCode = status;
});
