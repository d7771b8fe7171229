/** Starts the program once more as a child process, in an environment in which Node logs nothing. */

import { Writable } from "node:stream";
import { inheritedDescriptors } from "../../io/descriptors.js";
import { type CliContext, logMessage } from "../context/context.js";
import { loggingIn, withoutLogging } from "../context/node-debug.js";
import { runChild } from "./run.js";

/** Returns the status of the second run. `program` is the command line of this one, without our arguments. */
export async function startOver(
  program: readonly string[],
  args: readonly string[],
  context: CliContext,
): Promise<number> {
  const names = loggingIn(context.env);
  const without = names.length === 1 ? "it" : "them";
  if (!isQuiet(args))
    await logMessage(
      context,
      `${names.join(" and ")} would print secret values, so arnsubst started again without ${without}`,
    );
  silenceNode(context);
  return runChild(
    {
      command: [...program, ...args],
      env: withoutLogging(context.env),
      files: [],
      stdin: true,
      descriptors: inheritedDescriptors(),
    },
    context,
  );
}

/** Reads --quiet itself, because this comes before commander. */
function isQuiet(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? args.length : end).some((arg) => /^-v*q[qv]*$|^--quiet$/.test(arg));
}

/** Node logs the start of a process with all its variables to this stream. The context's own has to be open by then. */
function silenceNode({ stderr: _ }: CliContext): void {
  const value = new Writable({ write: (_chunk, _encoding, done) => done() });
  Object.defineProperty(process, "stderr", { value, configurable: true });
}
