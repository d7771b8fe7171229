/** `arnsubst list`: its operands, options and help. */

import { LIST_FORMATS, type ListFormat } from "../../report/list-formats/index.js";
import {
  addDirectoryOptions,
  addRemapOptions,
  type DirectoryFlags,
  formatOption,
  type RemapFlags,
} from "../shared-options.js";
import type { CommandDefinition } from "./definition.js";

export interface ListFlags extends DirectoryFlags, RemapFlags {
  readonly format: ListFormat;
}

export const list: CommandDefinition = {
  name: "list",
  operands: "<paths...>",
  description: "show which secrets are needed, where, and in how many calls",
  help: {
    examples: [
      "arnsubst list pipelines/",
      "arnsubst list pipelines/ --format csv > secrets.csv",
      "arnsubst list pipelines/ --format arns | wc -l   # how many secrets",
    ],
    findings: "there are errors; the valid references are listed",
  },
  addOptions(command) {
    command.optionsGroup("Report:").addOption(formatOption(LIST_FORMATS, "table"));
    addRemapOptions(addDirectoryOptions(command));
  },
};
