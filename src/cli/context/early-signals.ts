/** Signals that come before anything is written, and before a command runs: they end the process. */

import { SIGNALLED } from "../exit-status.js";
import type { CliContext, Signal } from "./context.js";

/** Ends the process at the first signal, until the returned function is called. */
export function endOnSignals(context: CliContext, before: () => void = () => {}): () => void {
  return onSignals(context, (status) => {
    before();
    context.exit?.(status);
  });
}

/** Passes on the exit status for each signal that comes, until the returned function is called. */
export function onSignals(context: CliContext, hear: (status: number) => void): () => void {
  const listeners = Object.entries(SIGNALLED).map(([name, status]) => {
    const [signal, listener] = [name as Signal, () => hear(status)];
    context.once?.(signal, listener);
    return () => context.off?.(signal, listener);
  });
  return () => {
    for (const remove of listeners) remove();
  };
}

/**
 * Resolves when the listeners of all signals that have arrived by now have run. Node looks for signals once in a turn of
 * its event loop, and may already have done so in this one.
 */
export async function signalsHeard(): Promise<void> {
  for (let turns = 0; turns < 2; turns += 1) await new Promise<void>((done) => setImmediate(done));
}
