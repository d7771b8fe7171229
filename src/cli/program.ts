/** The command line as commander takes it: the program itself and the options of all commands. */

import { Command } from "commander";
import { addCommands } from "./commands.js";
import { DONE, type ExitStatus } from "./exit-status.js";
import { after, GENERAL, HELP } from "./help.js";
import { version } from "./version.js";
import type { World } from "./world.js";

export interface Program {
  readonly program: Command;
  /** The status of the command that has run. */
  status(): ExitStatus;
  /** Help, the version and usage errors, for the caller to write. */
  readonly printed: { readonly out: readonly string[]; readonly err: readonly string[] };
}

const SUMMARY = "Turns the AWS Secrets Manager ARNs in pipeline YAML into values.";

export function programFor(world: World): Program {
  let status: ExitStatus = DONE;
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
    ended(given) {
      status = given;
    },
  });
  return { program, status: () => status, printed };
}
