/** `arnsubst check`: its operands, options and help. */

import { CHECK_FORMATS, type CheckFormat } from "../../report/check-formats/index.js";
import { collect, named } from "../option-values.js";
import {
  addDirectoryOptions,
  addFetchOptions,
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
    findings: "a reference is wrong",
  },
  addOptions(command) {
    command
      .optionsGroup("Rules:")
      .option("--allow-account <id>", "any other account is an error; repeatable", collect)
      .option("--allow-region <region>", "any other region is an error; repeatable", collect)
      .option("--require-suffix", "a partial ARN is an error, not a note")
      .option("--policy <file>", "an IAM policy that has to allow every reference; repeatable", collect)
      .optionsGroup("Report:")
      .addOption(formatOption(CHECK_FORMATS, "pretty"))
      .option("-o, --output <file>", "write the report there", named);
    addDirectoryOptions(command)
      .optionsGroup("Asking AWS:")
      .option("--online", "ask AWS too: is each secret there, may it be read, has it the JSON key?");
    addFetchOptions(command);
  },
};
