/** `arnsubst policy`: its operands, options and help. */

import { named } from "../option-values.js";
import {
  addDirectoryOptions,
  addRemapOptions,
  type DirectoryFlags,
  type RemapFlags,
} from "../shared-options.js";
import type { CommandDefinition } from "./definition.js";

export interface PolicyFlags extends DirectoryFlags, RemapFlags {
  /** A committed policy, to compare with what the files need. */
  readonly check?: string;
  /** The file for the policy, instead of stdout. */
  readonly output?: string;
}

export const policy: CommandDefinition = {
  name: "policy",
  operands: "<paths...>",
  description: "print the least-privilege IAM policy that these files need",
  help: {
    examples: [
      "arnsubst policy pipelines/ -o policy.json",
      "arnsubst policy pipelines/ --check policy.json   # does it still fit?",
    ],
    findings: "there are errors, or the policy given to --check does not fit",
  },
  addOptions(command) {
    const output = command.createOption(
      "-o, --output <file>",
      "write the policy to this file, unless there are errors",
    );
    command
      .optionsGroup("Report:")
      .option(
        "--check <file>",
        "compare the needed policy with this file; exit status 1 if they differ",
        named,
      )
      .addOption(output.argParser(named).conflicts("check"));
    addRemapOptions(addDirectoryOptions(command));
  },
};
