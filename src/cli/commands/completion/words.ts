/** What a shell can complete. It is read from commander's own commands, so the scripts cannot be out of date. */

import type { Argument, Command, Option } from "commander";
import { DEFAULT_COMMAND } from "../../command-names.js";
import { collect } from "../../option-values.js";

/** What an operand or an option's value can be; `free` is text that cannot be completed. */
export type Values =
  | { readonly kind: "file" | "directory" | "free" }
  | { readonly kind: "words"; readonly words: readonly string[] };

export interface CompletedOption {
  /** `-o` and `--output`, or one of them. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Set where the option takes a value. */
  readonly value?: { readonly name: string; readonly values: Values };
  readonly repeatable: boolean;
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  /** Without the general options. */
  readonly options: readonly CompletedOption[];
  readonly operands: Values;
  /** Whether words behind `--` belong to another program. */
  readonly foreign: boolean;
}

export interface Completed {
  readonly program: string;
  readonly commands: readonly CompletedCommand[];
  /** The default command. */
  readonly standard: CompletedCommand;
  /** The options that every command has. */
  readonly general: readonly CompletedOption[];
}

/** The flags that take a value. */
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

/** The first operand counts. A command that commander has added is `help`, whose operand is a command's name. */
function operandsOf(command: Command, program: Command): Values {
  if (!program.commands.includes(command)) {
    return { kind: "words", words: program.commands.map((each) => each.name()) };
  }
  const argument: Argument | undefined = command.registeredArguments[0];
  return argument === undefined ? { kind: "free" } : valuesOf(argument.name(), argument.argChoices);
}

/** The name of a value tells its kind: `<file>`, `<files...>`, `<paths...>`, `<directory>`. */
function valuesOf(name: string, choices: readonly string[] | undefined): Values {
  if (choices !== undefined) return { kind: "words", words: choices };
  if (/^(?:files?|paths?)$/.test(name)) return { kind: "file" };
  return /^(?:directories?|dirs?|director(?:y|ies))$/.test(name) ? { kind: "directory" } : { kind: "free" };
}
