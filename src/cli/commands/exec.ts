/** `arnsubst exec`: its operands, options and help. */

import { collect } from "../option-values.js";
import { addValueOptions, type ValueFlags } from "../shared-options.js";
import type { CommandDefinition } from "./definition.js";
import { NOT_RESOLVED } from "./help.js";

export interface ExecFlags extends ValueFlags {
  /** `KEY=path`; repeatable. */
  readonly env?: readonly string[];
  /** Used in place of `{}`; empty where no argument stands for a file. */
  readonly placeholder?: string;
}

export const exec: CommandDefinition = {
  name: "exec",
  operands: "<files...>",
  usage: "[options] <files...> -- <command> [args...]",
  description:
    "run a command with the resolved files, in a private temporary directory, which is removed on exit",
  help: {
    about: [
      "The command finds the files below ARNSUBST_DIR, the first one as ARNSUBST_FILE,",
      "and their paths where an argument is {} or {0}, {1}, ...",
    ],
    examples: [
      "arnsubst exec io_config.yaml -- cat {}",
      "arnsubst exec io_config.yaml --mask -- sh -c 'cat \"$ARNSUBST_FILE\"'",
    ],
    findings: `${NOT_RESOLVED}; the command was not started`,
    statuses: ["its own, where the command was started", "126 or 127 where it cannot be, or is not found"],
  },
  addOptions(command) {
    command
      .optionsGroup("Output:")
      .option("--mask", "put *** in the place of every value in the command's output")
      .option("--no-mask", "on GitHub Actions, do not register the values to be hidden in the log")
      .option(
        "--env <key=path>",
        "set a variable to the value at this path; no file then; repeatable",
        collect,
      )
      .option(
        "--placeholder <text>",
        "put the first file's path in the place of this instead of {}; '' for nothing",
      );
    addValueOptions(command);
  },
};
