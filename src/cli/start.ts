/** What `bin` starts: the command line in this process. */

import { keepCompiled } from "./context/compile-cache.js";
import { contextOf } from "./context/process-context.js";
import { asksVersion, main } from "./main.js";

/** Ends the process with the command's status. */
export async function start(process: NodeJS.Process): Promise<void> {
  const args = process.argv.slice(2);
  if (!asksVersion(args)) keepCompiled(process.env);
  const context = contextOf(process);
  const status = await main(args, context);
  // All output is written by now. With an exit code alone, what a fetch leaves when its time is up would hold the process:
  // a credential process and the SDK's next attempts, for a quarter of a minute.
  context.exit?.(status);
}
