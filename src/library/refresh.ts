/** Resolves again and again: an iterator over the results that differ from the one before. */

import { nextDelay, sleep } from "./schedule.js";

/** When to look, and when to end. */
export interface RefreshOptions {
  /** The time between two looks, in milliseconds. Up to a tenth is taken off at random; after a failure it is shorter. */
  readonly every: number;
  /** Ends the iteration, also while it waits. */
  readonly signal?: AbortSignal;
}

interface Look {
  readonly texts?: readonly string[];
  readonly diagnostics: readonly { readonly code: string }[];
  readonly fetchErrors: readonly { readonly kind: string }[];
}

export async function* differing<T extends Look>(
  look: () => Promise<T>,
  { every, signal }: RefreshOptions,
): AsyncGenerator<T, void, undefined> {
  let [last, failures] = ["", 0];
  const isOver = () => signal?.aborted === true;
  while (!isOver()) {
    const found = await look();
    if (isOver()) return;
    failures = found.texts === undefined ? failures + 1 : 0;
    const content = contentOf(found);
    if (content !== last) yield found;
    last = content;
    await sleep(nextDelay(every / 1_000, failures, Math.random()), signal);
  }
}

/** Equal where two looks have the same texts, or fail for the same reasons. */
function contentOf({ texts, diagnostics, fetchErrors }: Look): string {
  if (texts !== undefined) return JSON.stringify(texts);
  return JSON.stringify([diagnostics.map(({ code }) => code), fetchErrors.map(({ kind }) => kind)]);
}
