/** The command line as commander takes it: the program itself and the options of all commands. */

import { Command, CommanderError } from "commander";
import { nearest } from "../core/text/nearest.js";
import { visible } from "../report/visible.js";
import { addCommands } from "./commands/commands.js";
import type { Runner } from "./commands/declare.js";
import { type CliContext, logMessage, writeStderr, writeStdout } from "./context/context.js";
import { EXIT_OK, EXIT_USAGE } from "./exit-status.js";
import { after, COMMAND_NAMES, GENERAL, HELP } from "./help.js";
import { bytes, named } from "./option-values.js";
import { version } from "./version.js";

export interface Program {
  readonly program: Command;
  /** The arguments that are for commander. */
  readonly args: readonly string[];
  /** The status of the command that has run. */
  status(): number;
  /** Help, the version and usage errors, for the caller to write. */
  readonly printed: { readonly out: readonly string[]; readonly err: readonly string[] };
}

/** Runs the command that the arguments name; its exit status. */
export async function runProgram(given: readonly string[], context: CliContext): Promise<number> {
  const { program, args, status, printed } = programFor(given, context);
  const topic = helpTopic(args);
  if (topic !== undefined && !COMMAND_NAMES.includes(topic) && !IS_HELP.test(topic)) {
    await logMessage(context, `help ${topic}: there is no such command`, hintFor(topic));
    return EXIT_USAGE;
  }
  // To commander that is a command without help.
  const parsed = await parse(program, topic === "help" ? ["help"] : args);
  await writeStdout(context, printed.out.join(""));
  await writeStderr(context, printed.err.join(""));
  return parsed ?? status();
}

/** Runs the command; a status of its own where commander has ended it. Asking for help or the version is no error. */
async function parse(program: Command, args: readonly string[]): Promise<number | undefined> {
  try {
    await program.parseAsync([...args], { from: "user" });
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return thrown.exitCode === 0 ? EXIT_OK : EXIT_USAGE;
  }
}

const SUMMARY = "Turns the AWS Secrets Manager ARNs in pipeline YAML into values.";

interface Split {
  /** The first that is no option of all commands: a command, a file, or an option of the default command. */
  readonly name: string | undefined;
  readonly args: readonly string[];
  readonly behind: readonly string[];
}

/** What `help` is asked about. */
function helpTopic(args: readonly string[]): string | undefined {
  const { name, at } = commandIn(args);
  return name === "help" ? commandIn(args.slice(at + 1)).name : undefined;
}

const IS_HELP = /^(?:help|--help|-h)$/;

function hintFor(topic: string): string {
  const near = nearest(topic, COMMAND_NAMES);
  return near === undefined ? `the commands are ${COMMAND_NAMES.join(", ")}` : `did you mean ${near}?`;
}

const FLAG = /^(?:-[qv]+|--quiet|--verbose|--(?:no-)?color|--no-config|--(?:config|max-size)=.*)$/s;
/** Of the options of all commands, those whose value is an argument of its own. */
const WITH_VALUE: readonly string[] = ["--config", "--max-size"];

/** The first argument that is no option of all commands, and where it stands. */
function commandIn(args: readonly string[]): { readonly name: string | undefined; readonly at: number } {
  const at = args.findIndex((arg, index) => {
    const isValue = WITH_VALUE.includes(args[index - 1] ?? "");
    return !isValue && !FLAG.test(arg) && !WITH_VALUE.includes(arg);
  });
  return { name: args[at], at };
}

/** Commander forgets where `--` stood. What is behind it belongs to the command of `exec`, whatever it looks like. */
function splitCommand(args: readonly string[]): Split {
  const { name } = commandIn(args);
  const at = name === "exec" ? args.indexOf("--") : -1;
  return at < 0 ? { name, args, behind: [] } : { name, args: args.slice(0, at), behind: args.slice(at + 1) };
}

/** What commander says quotes arguments as they are. Its own line break is the one before a suggestion. */
function visibleError(text: string): string {
  const [, message = "", suggestion = ""] =
    /^(?:error: )?(.*?)(\n\(Did you mean [^\n]*\))?\n?$/s.exec(text) ?? [];
  return `${visible(message)}${suggestion}`;
}

/** Who writes `check < file` has what the command reads, and only does not say so. */
function stdinHint(error: string): string {
  return /missing required argument '(?:paths|files)'/.test(error)
    ? "  = name files, or - to read standard input\n"
    : "";
}

export function programFor(given: readonly string[], context: CliContext): Program {
  const { name, args, behind } = splitCommand(given);
  let status: number = EXIT_OK;
  const printed = { out: [] as string[], err: [] as string[] };
  const program = new Command("arnsubst")
    .description(SUMMARY)
    .usage("[resolve] [options] [files...]\n       arnsubst <command> [options] [operands...]")
    .optionsGroup(GENERAL)
    .option("-q, --quiet", "say nothing but errors")
    .option("-v, --verbose", "say more")
    .option("--config <file>", "in place of the .arnsubst.yaml that is found", named)
    .option("--no-config", "use no config file")
    .option("--color", "use colour, whatever the output is")
    .option("--no-color", "use no colour")
    .option("--max-size <bytes>", "refuse larger inputs (default: 100 MB)", bytes)
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", after("arnsubst"))
    .exitOverride()
    .configureHelp(HELP)
    .configureOutput({
      writeOut: (text) => printed.out.push(text),
      writeErr: (text) => printed.err.push(text),
      outputError: (text, write) => write(`arnsubst: ${visibleError(text)}\n${stdinHint(text)}`),
    })
    .showHelpAfterError("  = arnsubst --help lists the commands");
  const runner: Runner = {
    context,
    behind,
    ended(result) {
      status = result;
    },
  };
  addCommands(program, runner, name);
  return { program, args, status: () => status, printed };
}
