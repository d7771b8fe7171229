/** What a shell can complete, read off commander's own commands: the scripts are made of it, so they cannot be out of date. */

import type { Argument, Command, Option } from "commander";
import { DEFAULT_COMMAND } from "../../help.js";
import { collect } from "../../option-values.js";

/** What stands for an operand or for the value of an option; `free` is text that only the user knows. */
export type Values =
  | { readonly kind: "file" | "directory" | "free" }
  | { readonly kind: "words"; readonly words: readonly string[] };

export interface CompletedOption {
  /** `-o` and `--output`, or one of them. */
  readonly flags: readonly string[];
  readonly description: string;
  /** The name of the value and what it can be, where the option takes one. */
  readonly value?: { readonly name: string; readonly values: Values };
  readonly repeatable: boolean;
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  /** Without those that every command has. */
  readonly options: readonly CompletedOption[];
  readonly operands: Values;
  /** Set where the words behind `--` are another program's. */
  readonly foreign: boolean;
}

export interface Completed {
  readonly program: string;
  readonly commands: readonly CompletedCommand[];
  /** The one that is meant where none is named. */
  readonly standard: CompletedCommand;
  /** The options that every command has. */
  readonly general: readonly CompletedOption[];
}

/** The flags behind which a value stands. */
export function valuedFlags(options: readonly CompletedOption[]): readonly string[] {
  return options.flatMap(({ flags, value }) => (value === undefined ? [] : flags));
}

export function completedIn(program: Command): Completed {
  const help = program.createHelp();
  const general = help.visibleOptions(program).map(completedOption);
  const shared = new Set(general.flatMap(({ flags }) => flags));
  const commands = help.visibleCommands(program).map((command): CompletedCommand => {
    const options = help.visibleOptions(command).map(completedOption);
    return {
      name: command.name(),
      description: command.description(),
      options: options.filter(({ flags }) => !flags.some((flag) => shared.has(flag))),
      operands: operandsOf(command, program),
      foreign: command.usage().includes(" -- "),
    };
  });
  const standard = commands.find(({ name }) => name === DEFAULT_COMMAND);
  if (standard === undefined) throw new Error("no default command");
  return { program: program.name(), commands, standard, general };
}

function completedOption({ flags, short, long, description, argChoices, parseArg }: Option): CompletedOption {
  const name = /[<[]([^\]>.]+)/.exec(flags)?.[1];
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    description,
    ...(name === undefined ? {} : { value: { name, values: valuesOf(name, argChoices) } }),
    repeatable: (parseArg as unknown) === collect,
  };
}

/** Of several the first counts. The command that commander adds itself is `help`, and takes the others' names. */
function operandsOf(command: Command, program: Command): Values {
  if (!program.commands.includes(command)) {
    return { kind: "words", words: program.commands.map((each) => each.name()) };
  }
  const argument: Argument | undefined = command.registeredArguments[0];
  return argument === undefined ? { kind: "free" } : valuesOf(argument.name(), argument.argChoices);
}

/** The name of a value says what it is: `<file>`, `<files...>`, `<paths...>`, `<directory>`. */
function valuesOf(name: string, choices: readonly string[] | undefined): Values {
  if (choices !== undefined) return { kind: "words", words: choices };
  if (/^(?:files?|paths?)$/.test(name)) return { kind: "file" };
  return /^(?:directories?|dirs?|director(?:y|ies))$/.test(name) ? { kind: "directory" } : { kind: "free" };
}
