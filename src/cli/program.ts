/** The command line as commander takes it: the program itself and the options of all commands. */

import { Command } from "commander";
import { addCommands } from "./commands.js";
import { DONE } from "./exit-status.js";
import { after, GENERAL, HELP } from "./help.js";
import { version } from "./version.js";
import type { World } from "./world.js";

export interface Program {
  readonly program: Command;
  /** The arguments that are for commander. */
  readonly args: readonly string[];
  /** The status of the command that has run. */
  status(): number;
  /** Help, the version and usage errors, for the caller to write. */
  readonly printed: { readonly out: readonly string[]; readonly err: readonly string[] };
}

const SUMMARY = "Turns the AWS Secrets Manager ARNs in pipeline YAML into values.";

/** Commander forgets where `--` stood. What is behind it belongs to the command of `exec`, whatever it looks like. */
function splitCommand(args: readonly string[]): { args: readonly string[]; behind?: readonly string[] } {
  const name = args.find((arg) => !/^(?:-[qv]+|--quiet|--verbose|--(?:no-)?color)$/.test(arg));
  const at = name === "exec" ? args.indexOf("--") : -1;
  return at < 0 ? { args } : { args: args.slice(0, at), behind: args.slice(at + 1) };
}

export function programFor(given: readonly string[], world: World): Program {
  const { args, behind = [] } = splitCommand(given);
  let status: number = DONE;
  const printed = { out: [] as string[], err: [] as string[] };
  const program = new Command("arnsubst")
    .description(SUMMARY)
    .usage("[resolve] [options] [files...]\n       arnsubst <command> [options] [operands...]")
    .optionsGroup(GENERAL)
    .option("-q, --quiet", "say nothing but errors")
    .option("-v, --verbose", "say more")
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
      outputError: (text, write) => write(text.replace(/^error: /, "arnsubst: ")),
    })
    .showHelpAfterError("  = arnsubst --help lists the commands");
  addCommands(program, {
    world,
    behind,
    ended(result) {
      status = result;
    },
  });
  return { program, args, status: () => status, printed };
}
