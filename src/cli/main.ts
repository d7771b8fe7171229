/** The command line as one function: from arguments and streams to an exit status. */

import { type CliContext, logMessage, writeStdout } from "./context/context.js";
import { loggingIn } from "./context/node-debug.js";
import { EXIT_ENVIRONMENT, EXIT_OK } from "./exit-status.js";
import { version } from "./version.js";

/** Runs the command that the arguments name, and returns its exit status. Never throws. Only a signal ends the process. */
export async function main(args: readonly string[], context: CliContext): Promise<number> {
  try {
    if (context.program !== undefined && loggingIn(context.env).length > 0)
      return await (await import("./child/start-over.js")).startOver(context.program, args, context);
    if (!asksVersion(args)) return await (await import("./program.js")).runProgram(args, context);
    await writeStdout(context, `${version()}\n`);
    return EXIT_OK;
  } catch (thrown) {
    await logMessage(context, ...(await messageFor(thrown)));
    return EXIT_ENVIRONMENT;
  }
}

/** Whether the user asks for the version only. Scripts often do, so this needs no other part of the program. */
export function asksVersion([first, ...more]: readonly string[]): boolean {
  return more.length === 0 && (first === "--version" || first === "-V");
}

async function messageFor(thrown: unknown): Promise<[message: string, hint?: string]> {
  const { syscall, code } = (thrown instanceof Error ? thrown : {}) as NodeJS.ErrnoException;
  // A stream that the shell has opened: a full disk behind `>`, for example.
  if (syscall === "write") return [`the output cannot be written (${code})`];
  if (syscall === "uv_cwd")
    return ["the working directory no longer exists", "change to another directory with cd, and run again"];
  return [
    `a bug in arnsubst: ${await nameOf(thrown)}`,
    "please report it, with the command and without the secrets",
  ];
}

/** An error's name, and its place in the source. Leaves out the message, which could quote a secret's value. */
async function nameOf(thrown: unknown): Promise<string> {
  if (!(thrown instanceof Error)) return "it threw a value that is not an Error";
  const { sourcePlace } = await import("./context/source-place.js");
  const at = sourcePlace(thrown);
  const { code } = thrown as NodeJS.ErrnoException;
  return [thrown.name, code, at === undefined ? undefined : `at ${at}`].filter(Boolean).join(" ");
}
