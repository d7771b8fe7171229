/** `arnsubst resolve`, the default command: its operands, options and help. */

import { Option } from "commander";
import { FILE_MODES, fileMode, named } from "../option-values.js";
import type { OutputFlags } from "../outputs/targets.js";
import type { RefreshFlags } from "../refresh/watch.js";
import { addRefreshOptions, addValueOptions, type ValueFlags } from "../shared-options.js";
import type { CommandDefinition } from "./definition.js";
import { NOT_RESOLVED } from "./help.js";

export interface ResolveFlags extends OutputFlags, ValueFlags, Partial<RefreshFlags> {
  readonly dryRun?: boolean;
}

export const resolve: CommandDefinition = {
  name: "resolve",
  operands: "[files...]",
  description: "write the resolved YAML (the default command); without files, or with -, it reads stdin",
  isDefault: true,
  help: {
    examples: [
      "arnsubst io_config.yaml -o /run/io_config.yaml",
      "arnsubst resolve --secrets-file dev-secrets.yaml < io_config.yaml",
      "arnsubst io_config.yaml --dry-run   # what would be fetched",
    ],
    findings: NOT_RESOLVED,
  },
  addOptions(command) {
    const outDir = new Option(
      "-d, --out-dir <dir>",
      "write one file per input into this directory, under the same relative path",
    );
    const mode = new Option("--mode <mode>", "the mode of the files instead of 0600").choices(FILE_MODES);
    const inPlace = new Option("-i, --in-place", "rewrite the input files");
    command
      .optionsGroup("Output:")
      .option("-o, --output <file>", "write to this file, atomically, with mode 0600", named)
      .addOption(outDir.argParser(named).conflicts(["output", "inPlace"]))
      .addOption(inPlace.conflicts("output"))
      .addOption(mode.argParser(fileMode))
      .option("--group <group>", "the group of the files, by name or number", named)
      .option("--force", "write even to a file that git tracks or would add")
      .option("--dry-run", "print what list prints, and fetch nothing")
      .option("--no-mask", "on GitHub Actions, do not ask GitHub to mask the values in its log");
    addRefreshOptions(
      command,
      "stay, look again after each interval, and write what has changed: 30s, 5m, 1h",
    );
    addValueOptions(command);
  },
};
