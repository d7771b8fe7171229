/** `arnsubst resolve`, the default command: its operands, options and help. */

import { Option } from "commander";
import { duration, FILE_MODES, fileMode, named } from "../option-values.js";
import type { OutputFlags } from "../outputs/targets.js";
import type { RefreshFlags } from "../refresh/watch.js";
import { addValueOptions, type ValueFlags } from "../shared-options.js";
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
    const logFormat = new Option("--log-format <format>", "with --refresh: the messages on stderr");
    logFormat.choices(["text", "json"]).default("text");
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
      .option(
        "--refresh <time>",
        "stay, and write again what has changed after each interval: 30s, 5m, 1h",
        duration,
      )
      .option("--ready-file <file>", "with --refresh: make this file after the first write", named)
      .option(
        "--status-file <file>",
        "with --refresh: write the last look and its result there, as JSON",
        named,
      )
      .addOption(logFormat)
      .option("--no-mask", "on GitHub Actions, do not ask GitHub to mask the values in its log");
    addValueOptions(command);
  },
};
