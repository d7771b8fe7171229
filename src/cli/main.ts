/** The whole command line as one function: arguments and streams in, exit status out. */

import { DONE, WORLD_WRONG } from "./exit-status.js";
import { madeText } from "./made-texts.js";
import { print, tell, type World } from "./world.js";

/** Runs the command that the arguments name. Never throws; ends the process only where a fetch was given up or a signal came. */
export async function main(args: readonly string[], world: World): Promise<number> {
  try {
    const made = madeText(args);
    if (made === undefined) return await (await import("./program.js")).runProgram(args, world);
    await print(world, made);
    return DONE;
  } catch (thrown) {
    if (isOutputError(thrown)) await tell(world, `the output cannot be written (${thrown.code})`);
    else await tell(world, `a bug in arnsubst: ${nameOf(thrown)}`, REPORT_IT);
    return WORLD_WRONG;
  }
}

const REPORT_IT = "please report it, with the command and without the secrets";

/** Of a stream that the shell has opened: a full disk behind `>`, for one. */
function isOutputError(thrown: unknown): thrown is NodeJS.ErrnoException {
  return thrown instanceof Error && (thrown as NodeJS.ErrnoException).syscall === "write";
}

/** An error's name and where it arose. Its message could hold text that was being worked on, a value for one. */
function nameOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return "something was thrown that is no error";
  const at = /[\w.-]+\.c?[jt]s:\d+:\d+/.exec(
    thrown.stack?.split("\n").find((line) => /^\s+at /.test(line)) ?? "",
  )?.[0];
  const { code } = thrown as NodeJS.ErrnoException;
  return [thrown.name, code, at === undefined ? undefined : `at ${at}`].filter(Boolean).join(" ");
}
