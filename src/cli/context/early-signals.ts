/** Listens for signals that end this process: during a fetch, and before `exec` starts its command or files are replaced. */

import { SIGNALLED } from "../exit-status.js";
import type { CliContext, Signal } from "./context.js";

/** Ends the process at the first signal, until the returned function is called. */
export function endOnSignals(context: CliContext, before: () => void = () => {}): () => void {
  return onSignals(context, (status) => {
    before();
    context.exit?.(status);
  });
}

/** Calls `listen` with the exit status of each signal, until the returned function is called. */
export function onSignals(context: CliContext, listen: (status: number) => void): () => void {
  const listeners = Object.entries(SIGNALLED).map(([name, status]) => {
    const [signal, listener] = [name as Signal, () => listen(status)];
    context.once?.(signal, listener);
    return () => context.off?.(signal, listener);
  });
  return () => {
    for (const remove of listeners) remove();
  };
}

/**
 * Resolves when the listeners of all signals so far have run. Node looks for signals once in each turn of its event loop,
 * and may already have done so in this turn.
 */
export async function signalsHeard(): Promise<void> {
  for (let turns = 0; turns < 2; turns += 1) await new Promise<void>((done) => setImmediate(done));
}
