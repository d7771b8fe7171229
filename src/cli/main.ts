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
    const { messageFor } = await import("./context/thrown.js");
    await logMessage(context, ...(await messageFor(thrown)));
    return EXIT_ENVIRONMENT;
  }
}

/** Whether the user asks for the version only. Scripts often do, so this needs no other part of the program. */
export function asksVersion([first, ...more]: readonly string[]): boolean {
  return more.length === 0 && (first === "--version" || first === "-V");
}
