/** The commands as commander knows them, for tests that hold other texts against them. */

import { PassThrough, Readable } from "node:stream";
import type { Command } from "commander";
import { programFor } from "../../src/cli/program.js";
import { ROOT } from "./run.js";

/** The program, of which nothing is run. */
export const PROGRAM: Command = programFor([], {
  stdin: Readable.from([]),
  stdout: new PassThrough(),
  stderr: new PassThrough(),
  env: {},
  cwd: () => ROOT,
}).program;

/** The program itself and each of its commands, by what is typed for them. */
export const COMMANDS = new Map<string, Command>([
  ["", PROGRAM],
  ...PROGRAM.commands.map((command) => [command.name(), command] as const),
]);
