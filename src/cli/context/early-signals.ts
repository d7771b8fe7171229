/** Signals before anything is written, and before a command runs: they end us, and nothing comes after them. */

import { SIGNALLED } from "../exit-status.js";
import type { CliContext, Signal } from "./context.js";

/** Ends the process at the first that comes, until the end that is returned: nothing is written by then. */
export function endOnSignals(context: CliContext, before: () => void = () => {}): () => void {
  const listeners = Object.entries(SIGNALLED).map(([name, status]) => {
    const signal = name as Signal;
    const listener = () => {
      before();
      context.exit?.(status);
    };
    context.once?.(signal, listener);
    return { signal, listener };
  });
  return () => {
    for (const { signal, listener } of listeners) context.off?.(signal, listener);
  };
}

/**
 * Comes when the signals that have arrived by now have been heard. Node looks for them once in a turn of its event loop,
 * and may have done so in this one.
 */
export async function signalsHeard(): Promise<void> {
  for (let turns = 0; turns < 2; turns += 1) await new Promise<void>((done) => setImmediate(done));
}
