/** Runs the command line in this process, for `bin/arnsubst.js` and for the executable. */

import { enableCompileCache } from "./context/compile-cache.js";
import { contextOf } from "./context/process-context.js";
import { asksVersion, main } from "./main.js";

/** Ends the process with the command's status. */
export async function start(process: NodeJS.Process): Promise<void> {
  if (!asksVersion(process.argv.slice(2))) enableCompileCache(process.env);
  await run(process, [process.execPath, ...process.execArgv, process.argv[1] ?? ""]);
}

/** The same for the executable: the file is the whole program, and has its compiled code in it. */
export async function startExecutable(process: NodeJS.Process): Promise<void> {
  await run(process, [process.execPath]);
}

async function run(process: NodeJS.Process, program: readonly string[]): Promise<void> {
  const context = contextOf(process, program);
  const status = await main(process.argv.slice(2), context);
  // All output is written by now. With `process.exitCode` alone, the process would wait some 15 seconds for what a fetch
  // leaves behind after a timeout: a credential process, or the SDK's next attempts.
  context.exit?.(status);
}
