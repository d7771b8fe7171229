/** `arnsubst exec`: its operands, options and help. */

import { collect, type OnChange, onChange, seconds } from "../option-values.js";
import type { RefreshFlags } from "../refresh/watch.js";
import { addRefreshOptions, addValueOptions, type ValueFlags } from "../shared-options.js";
import type { CommandDefinition } from "./definition.js";
import { NOT_RESOLVED } from "./help.js";

export interface ExecFlags extends ValueFlags, Partial<RefreshFlags> {
  /** `KEY=path`; repeatable. */
  readonly env?: readonly string[];
  /** Used in place of `{}`; empty where no argument stands for a file. */
  readonly placeholder?: string;
  /** What a change means for the command. */
  readonly onChange?: OnChange;
  /** In seconds. */
  readonly stopTimeout?: number;
}

export const exec: CommandDefinition = {
  name: "exec",
  operands: "<files...>",
  usage: "[options] <files...> -- <command> [args...]",
  description:
    "run a command with the resolved files in a private temporary directory, which is removed on exit",
  help: {
    about: [
      "The command gets the variables ARNSUBST_DIR, the directory of the files, and",
      "ARNSUBST_FILE, the path of the first file. An argument {} or {0} becomes that",
      "path, and {1} the path of the second file.",
    ],
    examples: [
      "arnsubst exec io_config.yaml -- cat {}",
      "arnsubst exec io_config.yaml --mask -- sh -c 'cat \"$ARNSUBST_FILE\"'",
    ],
    findings: `${NOT_RESOLVED}; the command was not started`,
    statuses: [
      "the command's own exit status, if it was started",
      "126 if the command cannot be started, 127 if it is not found",
    ],
  },
  addOptions(command) {
    command
      .optionsGroup("Output:")
      .option("--mask", "replace every value in the command's output with ***")
      .option("--no-mask", "on GitHub Actions, do not ask GitHub to mask the values in its log")
      .option(
        "--env <key=path>",
        "set a variable to the value at this YAML path, such as DB_PASSWORD=db.password, and write no files; repeatable",
        collect,
      )
      .option("--placeholder <text>", "use this text in place of {}; '' turns it off");
    addRefreshOptions(
      command,
      "while the command runs, look again after each interval, and replace its files: 30s, 5m, 1h",
    )
      .option(
        "--on-change <what>",
        "then: none, restart, or a signal for the command, such as HUP (default: none)",
        onChange,
      )
      .option(
        "--stop-timeout <seconds>",
        "seconds from SIGTERM to SIGKILL in a restart (default: 10)",
        seconds,
      );
    addValueOptions(command);
  },
};
