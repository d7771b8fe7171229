/** When to look again: after each interval, and sooner after a look that failed; and the wait until then. */

/** Many tasks that start at once spread their looks over this part of the interval. */
const SPREAD = 0.1;
/** After the first failure, in seconds; it doubles with each one that follows. */
const FIRST_PAUSE = 5;

/** In milliseconds. `every` is in seconds; `random` is from 0 to 1; `failures` counts the looks that failed in a row. */
export function nextDelay(every: number, failures: number, random: number): number {
  const spread = 1 - SPREAD * random;
  const pause = failures === 0 ? every : Math.min(every, FIRST_PAUSE * 2 ** (failures - 1));
  return Math.round(pause * spread * 1_000);
}

/** Resolves after so many milliseconds, or as soon as the signal is aborted. Leaves no listener behind: looks can be many. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, milliseconds);
    if (signal?.aborted === true) end();
    else signal?.addEventListener("abort", end);
  });
}
