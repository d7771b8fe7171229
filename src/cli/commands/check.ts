/** `arnsubst check`: its operands, options and help. */

import { CHECK_FORMATS, type CheckFormat } from "../../report/check-formats/index.js";
import { collect, named } from "../option-values.js";
import {
  addDirectoryOptions,
  addFetchingRemapOptions,
  addRequestOptions,
  type DirectoryFlags,
  type FetchFlags,
  formatOption,
} from "../shared-options.js";
import type { CommandDefinition } from "./definition.js";

export interface CheckFlags extends DirectoryFlags, FetchFlags {
  readonly format: CheckFormat;
  /** The file for the report, in place of stdout. */
  readonly output?: string;
  readonly allowAccount?: readonly string[];
  readonly allowRegion?: readonly string[];
  readonly requireSuffix?: boolean;
  /** False where comments silence nothing. */
  readonly ignore?: boolean;
  /** Ask AWS too. */
  readonly online?: boolean;
  /** Files of policies; each policy has to allow every reference. */
  readonly policy?: readonly string[];
}

export const check: CommandDefinition = {
  name: "check",
  operands: "<paths...>",
  description: "validate references offline: no credentials, no network",
  help: {
    examples: [
      "arnsubst check pipelines/",
      "arnsubst check pipelines/ --allow-account 123456789012 --format github",
      "arnsubst check io_config.yaml --policy policy.json",
    ],
    findings: "there are errors",
  },
  addOptions(command) {
    command
      .optionsGroup("Rules:")
      .option("--allow-account <id>", "allow only this account; repeatable", collect)
      .option("--allow-region <region>", "allow only this region; repeatable", collect)
      .option("--require-suffix", "report a partial ARN as an error, not as a note")
      .option("--policy <file>", "check that this IAM policy allows every reference; repeatable", collect)
      .option(
        "--no-ignore",
        "report findings that a comment ignores, too: for a check that a pull request must not change",
      )
      .optionsGroup("Report:")
      .addOption(formatOption(CHECK_FORMATS, "pretty"))
      .option("-o, --output <file>", "write the report to this file", named);
    addFetchingRemapOptions(addDirectoryOptions(command))
      .optionsGroup("AWS:")
      .option("--online", "also ask AWS whether each secret exists, can be read and has the JSON key");
    addRequestOptions(command, "With --online:");
  },
};
