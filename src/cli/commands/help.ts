/** How help looks, and what stands below the options: examples, which a test runs, and what the exit statuses mean. */

import { type Command, Help, type HelpConfiguration } from "commander";

/** The heading of the options that every command has. */
export const GENERAL_HEADING = "General options:";

export interface HelpText {
  /** Each can be pasted into a shell; what explains it is a shell comment. */
  readonly examples: readonly string[];
  /** Lines above the examples. */
  readonly about?: readonly string[];
  /** What exit status 1 means; left out where there is none. */
  readonly findings?: string;
  /** Set where the command reads no files and does not ask AWS. */
  readonly standalone?: true;
  /** Exit statuses beyond the usual ones. */
  readonly statuses?: readonly string[];
}

/** Status 1 of the commands that resolve. */
export const NOT_RESOLVED = "an input is wrong, or a secret is unavailable";

/** The text below the options of a command. */
export function textBelowOptions({ examples, about, findings, standalone, statuses }: HelpText): string {
  return [
    ...(about === undefined ? [] : ["", ...about]),
    "",
    "Examples:",
    ...examples.map((example) => `  ${example}`),
    "",
    "Exit status:",
    `  0  done${findings === undefined ? "" : "; there may be warnings and notes"}`,
    ...(findings === undefined ? [] : [`  1  ${findings}`]),
    `  2  usage error: the command line${standalone ? "" : ", or a file that it names,"} is wrong`,
    `  3  environment error: ${standalone ? "the output cannot be written" : "credentials, network, disk"}`,
    ...(statuses ?? []).map((line) => `  ${line}`),
  ].join("\n");
}

/** Lines fit the narrowest terminals in use; the options that every command has come last. */
export const HELP_LAYOUT: HelpConfiguration = {
  helpWidth: 80,
  visibleOptions(command: Command) {
    const own = new Help().visibleOptions(command);
    return command.parent === null ? own : [...own, ...command.parent.options];
  },
};
