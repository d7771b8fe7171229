/** What the declarations of the commands share: how one is added and run, and the options that several have. */

import type { Command, OptionValues } from "commander";
import type { CliContext } from "../context/context.js";
import { after, type CommandName, GENERAL } from "../help.js";
import { collect, httpUrl, named, seconds, wholeNumber } from "../option-values.js";

/** What a command needs to be run: the process around it, and where its status goes. */
export interface Runner {
  readonly context: CliContext;
  /** What stands behind `--`. */
  readonly behind: readonly string[];
  ended(status: number): void;
}

/** Adds a command with its help; the options that follow stand under the headings of `optionsGroup`. */
export function addCommand(
  program: Command,
  name: CommandName,
  operands: string,
  options: { isDefault?: boolean } = {},
): Command {
  return program
    .command(`${name} ${operands}`, options)
    .optionsGroup(GENERAL)
    .helpOption("-h, --help", "print this help")
    .optionsGroup("Options:")
    .addHelpText("after", after(name))
    .showHelpAfterError(`  = arnsubst ${name} --help lists the options`);
}

/** Runs `work` with the operands and options of its command, which it loads itself: no start pays for another's work. */
export function runs<Operands, Options extends OptionValues>(
  command: Command,
  { context, ended }: Runner,
  work: (operands: Operands, options: Options, context: CliContext) => Promise<number>,
): void {
  command.action(async (operands: Operands) => {
    ended(await work(operands, command.optsWithGlobals<Options>(), context));
  });
}

/** Of the commands that take directories. */
export function addDirectoryOptions(command: Command): Command {
  return command
    .optionsGroup("Directories:")
    .option("--allow-empty", "a directory without any YAML file to look at is no error");
}

/** Of the commands that say where secrets are. */
export function addRemapOptions(command: Command): Command {
  return command
    .optionsGroup("Other accounts and regions:")
    .option("--map-account <from=to>", "ask another account than the ARNs say; repeatable", collect)
    .option("--map-region <from=to>", "ask another region than the ARNs say; repeatable", collect)
    .option("--region <region>", "the run's own region, for names and STS", named);
}

/** Of the commands that ask AWS; `check` only with --online. */
export function addFetchOptions(command: Command): Command {
  return addRemapOptions(command)
    .optionsGroup("Asking AWS:")
    .option("--profile <name>", "credentials of this profile, and of no other place")
    .option("--endpoint-url <url>", "ask this server instead of AWS", httpUrl)
    .option("--concurrency <n>", "requests in flight (default: 100)", wholeNumber)
    .option("--timeout <seconds>", "limit for the whole fetch", seconds, 60);
}
