/** The whole command line as one function: arguments and streams in, exit status out. */

import { type CliContext, logMessage, writeStdout } from "./context/context.js";
import { loggingIn } from "./context/node-debug.js";
import { EXIT_ENVIRONMENT, EXIT_OK } from "./exit-status.js";
import { version } from "./version.js";

/** Runs the command that the arguments name. Never throws; ends the process only where a signal came. */
export async function main(args: readonly string[], context: CliContext): Promise<number> {
  try {
    if (context.program !== undefined && loggingIn(context.env).length > 0)
      return await (await import("./child/start-over.js")).startOver(context.program, args, context);
    if (!asksVersion(args)) return await (await import("./program.js")).runProgram(args, context);
    await writeStdout(context, `${version()}\n`);
    return EXIT_OK;
  } catch (thrown) {
    await logMessage(context, ...(await wordsFor(thrown)));
    return EXIT_ENVIRONMENT;
  }
}

/** Scripts ask for it at every start, and need not wait for the rest of the program. */
export function asksVersion([first, ...more]: readonly string[]): boolean {
  return more.length === 0 && (first === "--version" || first === "-V");
}

async function wordsFor(thrown: unknown): Promise<[message: string, hint?: string]> {
  const { syscall, code } = (thrown instanceof Error ? thrown : {}) as NodeJS.ErrnoException;
  // Of a stream that the shell has opened: a full disk behind `>`, for one.
  if (syscall === "write") return [`the output cannot be written (${code})`];
  if (syscall === "uv_cwd")
    return ["the working directory is not there any more", "go to one that is, with cd"];
  return [
    `a bug in arnsubst: ${await nameOf(thrown)}`,
    "please report it, with the command and without the secrets",
  ];
}

/** An error's name and where it arose. Its message could hold text that was being worked on, a value for one. */
async function nameOf(thrown: unknown): Promise<string> {
  if (!(thrown instanceof Error)) return "something was thrown that is no error";
  const { sourcePlace } = await import("./context/source-place.js");
  const at = sourcePlace(thrown);
  const { code } = thrown as NodeJS.ErrnoException;
  return [thrown.name, code, at === undefined ? undefined : `at ${at}`].filter(Boolean).join(" ");
}
