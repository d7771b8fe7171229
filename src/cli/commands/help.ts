/** How help looks, and what stands below the options: examples, which a test runs, and what the exit statuses mean. */

import { type Command, Help, type HelpConfiguration, type Option } from "commander";

/** The heading of the options that every command has. */
export const GENERAL_HEADING = "General options:";

export interface HelpText {
  /** Each can be pasted into a shell; what explains it is a shell comment. */
  readonly examples: readonly string[];
  /** Lines above the examples. */
  readonly about?: readonly string[];
  /** What exit status 1 means; left out where there is none. */
  readonly findings?: string;
  /** Set where the command does not ask AWS, and maybe reads no files. */
  readonly reads?: "files" | "nothing";
  /** Exit statuses beyond the usual ones. */
  readonly statuses?: readonly string[];
}

/** Status 3 of the commands that do not ask AWS. */
const UNUSABLE = {
  files: "a file cannot be read, or the output not written",
  nothing: "the output cannot be written",
} as const;

/** Status 1 of the commands that resolve. */
export const NOT_RESOLVED = "an input is wrong, or a secret is unavailable";

/** The text below the options of a command. */
export function textBelowOptions({ examples, about, findings, reads, statuses }: HelpText): string {
  return [
    ...(about === undefined ? [] : ["", ...about]),
    "",
    "Examples:",
    ...examples.map((example) => `  ${example}`),
    "",
    "Exit status:",
    `  0  done${findings === undefined ? "" : "; there may be warnings and notes"}`,
    ...(findings === undefined ? [] : [`  1  ${findings}`]),
    ...(reads === "nothing"
      ? ["  2  usage error: the command line is wrong"]
      : [
          "  2  usage error: the command line or the config file is wrong, or a file is",
          "     missing or of the wrong kind",
        ]),
    `  3  environment error: ${reads === undefined ? "credentials, network, disk" : UNUSABLE[reads]}`,
    ...(statuses ?? []).map((line) => `  ${line}`),
  ].join("\n");
}

/** Lines fit the narrowest terminals in use; the options that every command has come last, in the order of the program's. */
export const HELP_LAYOUT: HelpConfiguration = {
  helpWidth: 80,
  visibleOptions(command: Command) {
    const visible = new Help().visibleOptions(command);
    if (command.parent === null) return visible;
    const isHelp = ({ long }: Option) => long === "--help";
    const own = visible.filter((option) => !isHelp(option));
    return [...own, ...command.parent.options, ...visible.filter(isHelp)];
  },
};
