/** The whole command line as one function: arguments and streams in, exit status out. */

import { type Command, CommanderError } from "commander";
import { hearErrors, writeText } from "../io/output.js";
import { DONE, USAGE_WRONG, WORLD_WRONG } from "./exit-status.js";
import { programFor } from "./program.js";
import { say, tell, type World } from "./world.js";

/** Runs the command that the arguments name. Never throws; ends the process only where a fetch was given up or a signal came. */
export async function main(args: readonly string[], world: World): Promise<number> {
  hearErrors(world.stdout);
  hearErrors(world.stderr);
  try {
    const { program, args: own, status, printed } = programFor(args, world);
    const parsed = await parse(program, own);
    await writeText(world.stdout, printed.out.join(""));
    await say(world, printed.err.join(""));
    return parsed ?? status();
  } catch (thrown) {
    if (isOutputError(thrown)) await tell(world, `the output cannot be written (${thrown.code})`);
    else await tell(world, `a bug in arnsubst: ${nameOf(thrown)}`, REPORT_IT);
    return WORLD_WRONG;
  }
}

const REPORT_IT = "please report it, with the command and without the secrets";

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

/** Of a stream that the shell has opened: a full disk behind `>`, for one. */
function isOutputError(thrown: unknown): thrown is NodeJS.ErrnoException {
  return thrown instanceof Error && (thrown as NodeJS.ErrnoException).syscall === "write";
}

/** An error's name and where it arose. Its message could hold text that was being worked on, a value for one. */
function nameOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return "something was thrown that is no error";
  const at = /[\w.-]+\.[jt]s:\d+/.exec(
    thrown.stack?.split("\n").find((line) => /^\s+at /.test(line)) ?? "",
  )?.[0];
  const { code } = thrown as NodeJS.ErrnoException;
  return [thrown.name, code, at === undefined ? undefined : `at ${at}`].filter(Boolean).join(" ");
}
