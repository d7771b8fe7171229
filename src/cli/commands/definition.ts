/** What a command's file defines, and how commander gets it. */

import type { Command, OptionValues } from "commander";
import type { CommandName } from "../command-names.js";
import type { CliContext } from "../context/context.js";
import { GENERAL_HEADING, type HelpText, textBelowOptions } from "./help.js";

export interface CommandDefinition {
  readonly name: CommandName;
  /**
   * `<paths...>`. Completion goes by these names and those of options' values: `<file>` and `<paths...>` are completed
   * with files, `<directory>` with directories.
   */
  readonly operands: string;
  /** The choices for the operand, where there are few. */
  readonly choices?: readonly string[];
  /** Left out, commander makes it. Words behind ` -- ` in it belong to another program. */
  readonly usage?: string;
  readonly description: string;
  readonly isDefault?: boolean;
  readonly help: HelpText;
  /** Each option stands under the heading of the `optionsGroup` before it. */
  addOptions?(command: Command): void;
}

/** What a command's work gets beside its operands and flags. */
export interface Invocation {
  readonly context: CliContext;
  /** The arguments behind `--`. */
  readonly behind: readonly string[];
  readonly program: Command;
}

/** A module with the work of a command; its status is the process's. */
interface Work<Operands, Flags> {
  run(operands: Operands, flags: Flags, invocation: Invocation): Promise<number>;
}

export interface Runner extends Omit<Invocation, "program"> {
  /** Called with the status of the command that has run. */
  ended(status: number): void;
}

export type AddCommand = (program: Command, runner: Runner) => void;

/** The work is loaded when the command runs: no start pays for the work of another. */
export function lazyCommand<Operands, Flags extends OptionValues>(
  { name, operands, choices, usage, description, isDefault = false, help, addOptions }: CommandDefinition,
  load: () => Promise<Work<Operands, Flags>>,
): AddCommand {
  return (program, { context, behind, ended }) => {
    const command = program
      .command(`${name} ${operands}`, { isDefault })
      .description(description)
      .optionsGroup(GENERAL_HEADING)
      .helpOption("-h, --help", "print this help")
      .optionsGroup("Options:")
      .addHelpText("after", textBelowOptions(help))
      .showHelpAfterError(`  = arnsubst ${name} --help lists the options`)
      .action(async (given: Operands) => {
        const { run } = await load();
        ended(await run(given, command.optsWithGlobals<Flags>(), { context, behind, program }));
      });
    if (usage !== undefined) command.usage(usage);
    if (choices !== undefined) command.registeredArguments[0]?.choices(choices);
    addOptions?.(command);
  };
}
