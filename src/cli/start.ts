/** Runs the command line in this process, for `bin/arnsubst.js`. */

import { enableCompileCache } from "./context/compile-cache.js";
import { contextOf } from "./context/process-context.js";
import { asksVersion, main } from "./main.js";

/** Ends the process with the command's status. */
export async function start(process: NodeJS.Process): Promise<void> {
  const args = process.argv.slice(2);
  if (!asksVersion(args)) enableCompileCache(process.env);
  const context = contextOf(process);
  const status = await main(args, context);
  // All output is written by now. With `process.exitCode` alone, the process would wait some 15 seconds for what a fetch
  // leaves behind after a timeout: a credential process, or the SDK's next attempts.
  context.exit?.(status);
}
