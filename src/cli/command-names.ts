/** The names of all commands, under the headings by which help lists them. */

export const COMMAND_GROUPS = {
  "Replace references:": ["resolve", "exec"],
  "Inspect references:": ["check", "list", "policy", "explain"],
  "Shell integration:": ["completion"],
} as const;

export type CommandName = (typeof COMMAND_GROUPS)[keyof typeof COMMAND_GROUPS][number];

export const COMMAND_NAMES: readonly string[] = Object.values(COMMAND_GROUPS).flat();

/** The command that runs where none is named. */
export const DEFAULT_COMMAND: CommandName = "resolve";
