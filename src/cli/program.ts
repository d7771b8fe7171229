/** Builds the commander program with the general options, and runs the command that the arguments name. */

import { Command, CommanderError } from "commander";
import { nearest } from "../core/text/nearest.js";
import { visible } from "../report/visible.js";
import { COMMAND_NAMES } from "./command-names.js";
import {
  GENERAL_HEADING,
  HELP_LAYOUT,
  type HelpText,
  NOT_RESOLVED,
  textBelowOptions,
} from "./commands/help.js";
import { addCommands } from "./commands/index.js";
import { type CliContext, failWith, writeStderr, writeStdout } from "./context/context.js";
import { EXIT_OK, EXIT_USAGE } from "./exit-status.js";
import { GENERAL_OPTIONS } from "./shared-options.js";
import { version } from "./version.js";

export interface Program {
  readonly program: Command;
  /** The arguments that commander parses. */
  readonly args: readonly string[];
  /** The exit status of the command, after it has run. */
  status(): number;
  /** Help, the version and usage errors. The caller writes them. */
  readonly printed: { readonly out: readonly string[]; readonly err: readonly string[] };
}

/** Runs the command that the arguments name, and returns its exit status. */
export async function runProgram(given: readonly string[], context: CliContext): Promise<number> {
  const { program, args, status, printed } = programFor(given, context);
  const topic = helpTopic(args);
  if (topic !== undefined && !COMMAND_NAMES.includes(topic) && !IS_HELP.test(topic)) {
    return failWith(EXIT_USAGE, context, `help ${topic}: there is no such command`, hintFor(topic));
  }
  // Commander has no help for its command `help`.
  const parsed = await parse(program, topic === "help" ? ["help"] : args);
  await writeStdout(context, printed.out.join(""));
  await writeStderr(context, printed.err.join(""));
  return parsed ?? status();
}

/** Runs the command. Returns a status where commander ended it: after help, the version, or a usage error. */
async function parse(program: Command, args: readonly string[]): Promise<number | undefined> {
  try {
    await program.parseAsync([...args], { from: "user" });
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return thrown.exitCode === 0 ? EXIT_OK : EXIT_USAGE;
  }
}

const SUMMARY = "Turns the ARNs of AWS secrets and SSM parameters in pipeline YAML into values.";

const HELP_TEXT: HelpText = {
  examples: [
    "arnsubst io_config.yaml -o /run/io_config.yaml",
    "arnsubst check pipelines/",
    "arnsubst list pipelines/",
    "arnsubst policy pipelines/ -o policy.json",
    "arnsubst check --help   # the options of a command",
  ],
  findings: NOT_RESOLVED,
};

/** What follows `help`: mostly a command. */
function helpTopic(args: readonly string[]): string | undefined {
  const { name, at } = commandIn(args);
  return name === "help" ? commandIn(args.slice(at + 1)).name : undefined;
}

const IS_HELP = /^(?:help|--help|-h)$/;

function hintFor(topic: string): string {
  const near = nearest(topic, COMMAND_NAMES);
  return near === undefined ? `the commands are ${COMMAND_NAMES.join(", ")}` : `did you mean ${near}?`;
}

/** General options with a value (VALUED) and without one (SWITCHES). */
const VALUED = GENERAL_OPTIONS.flatMap(({ required, long }) => (required && long ? [long] : []));
const SWITCHES = GENERAL_OPTIONS.flatMap(({ required, short, long }) => (required ? [] : [short, long]));

/** The first argument that is not of a general option, and its index: a command, a file, or an option of `resolve`. */
function commandIn(args: readonly string[]): { readonly name: string | undefined; readonly at: number } {
  const at = args.findIndex((arg, index) => !VALUED.includes(args[index - 1] ?? "") && !isGeneral(arg));
  return { name: args[at], at };
}

function isGeneral(arg: string): boolean {
  if (/^-\w+$/.test(arg)) return Array.from(arg.slice(1)).every((letter) => SWITCHES.includes(`-${letter}`));
  return SWITCHES.includes(arg) || VALUED.some((long) => arg === long || arg.startsWith(`${long}=`));
}

/** Splits at the `--` of `exec`, because commander does not report it. What follows is the command that `exec` runs. */
function splitCommand(args: readonly string[]) {
  const { name } = commandIn(args);
  const at = name === "exec" ? args.indexOf("--") : -1;
  return at < 0 ? { name, args, behind: [] } : { name, args: args.slice(0, at), behind: args.slice(at + 1) };
}

/** Escapes what commander quotes from the arguments. Keeps the line break before its suggestion. */
function visibleError(text: string): string {
  const [, message = "", suggestion = ""] =
    /^(?:error: )?(.*?)(\n\(Did you mean [^\n]*\))?\n?$/s.exec(text) ?? [];
  return `${visible(message)}${suggestion}`;
}

/** A hint for users who write `check < file`. */
function stdinHint(error: string): string {
  const missing = /missing required argument '(paths|files)'/.exec(error)?.[1];
  if (missing === undefined) return "";
  return `  = name files${missing === "paths" ? " or directories" : ""}, or - to read standard input\n`;
}

export function programFor(given: readonly string[], context: CliContext): Program {
  const { name, args, behind } = splitCommand(given);
  let status: number = EXIT_OK;
  const printed = { out: [] as string[], err: [] as string[] };
  const program = new Command("arnsubst")
    .description(SUMMARY)
    .usage("[resolve] [options] [files...]\n       arnsubst <command> [options] [arguments...]")
    .optionsGroup(GENERAL_HEADING);
  for (const option of GENERAL_OPTIONS) program.addOption(option);
  program
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", textBelowOptions(HELP_TEXT))
    .exitOverride()
    .configureHelp(HELP_LAYOUT)
    .configureOutput({
      writeOut: (text) => printed.out.push(text),
      writeErr: (text) => printed.err.push(text),
      outputError: (text, write) => write(`arnsubst: ${visibleError(text)}\n${stdinHint(text)}`),
    })
    .showHelpAfterError("  = arnsubst --help lists the commands");
  const ended = (result: number) => {
    status = result;
  };
  addCommands(program, { context, behind, ended }, name);
  return { program, args, status: () => status, printed };
}
