/** The command line as commander takes it: the program itself and the options of all commands. */

import { Command, CommanderError } from "commander";
import { visible } from "../report/visible.js";
import { addCommands } from "./commands.js";
import type { Runner } from "./declare.js";
import { DONE, USAGE_WRONG } from "./exit-status.js";
import { after, GENERAL, HELP } from "./help.js";
import { named } from "./values.js";
import { version } from "./version.js";
import { print, say, type World } from "./world.js";

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
export async function runProgram(given: readonly string[], world: World): Promise<number> {
  const { program, args, status, printed } = programFor(given, world);
  const parsed = await parse(program, args);
  await print(world, printed.out.join(""));
  await say(world, printed.err.join(""));
  return parsed ?? status();
}

/** Runs the command; a status of its own where commander has ended it. Asking for help or the version is no error. */
async function parse(program: Command, args: readonly string[]): Promise<number | undefined> {
  try {
    await program.parseAsync([...args], { from: "user" });
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return thrown.exitCode === 0 ? DONE : USAGE_WRONG;
  }
}

const SUMMARY = "Turns the AWS Secrets Manager ARNs in pipeline YAML into values.";

interface Split {
  /** The first that is no option of all commands: a command, a file, or an option of the default command. */
  readonly name: string | undefined;
  readonly args: readonly string[];
  readonly behind: readonly string[];
}

const OF_ALL_COMMANDS = /^(?:-[qv]+|--quiet|--verbose|--(?:no-)?color|--config(?:=.*)?|--no-config)$/s;

/** Commander forgets where `--` stood. What is behind it belongs to the command of `exec`, whatever it looks like. */
function splitCommand(args: readonly string[]): Split {
  const name = args.find((arg, index) => args[index - 1] !== "--config" && !OF_ALL_COMMANDS.test(arg));
  const at = name === "exec" ? args.indexOf("--") : -1;
  return at < 0 ? { name, args, behind: [] } : { name, args: args.slice(0, at), behind: args.slice(at + 1) };
}

/** What commander says quotes arguments as they are. Its own line break is the one before a suggestion. */
function visibleError(text: string): string {
  const [, message = "", suggestion = ""] =
    /^(?:error: )?(.*?)(\n\(Did you mean [^\n]*\))?\n?$/s.exec(text) ?? [];
  return `${visible(message)}${suggestion}`;
}

export function programFor(given: readonly string[], world: World): Program {
  const { name, args, behind } = splitCommand(given);
  let status: number = DONE;
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
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", after("arnsubst"))
    .exitOverride()
    .configureHelp(HELP)
    .configureOutput({
      writeOut: (text) => printed.out.push(text),
      writeErr: (text) => printed.err.push(text),
      outputError: (text, write) => write(`arnsubst: ${visibleError(text)}\n`),
    })
    .showHelpAfterError("  = arnsubst --help lists the commands");
  const runner: Runner = {
    world,
    behind,
    ended(result) {
      status = result;
    },
  };
  addCommands(program, runner, name);
  return { program, args, status: () => status, printed };
}
