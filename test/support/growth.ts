/** Whether work on four times as much takes four times as long, and not sixteen times: by the processor's time for n and 4n. */

import { expect } from "vitest";

/** Prepares work on `n` pieces, which is not measured, and gives back the work. */
export type Work = (n: number) => () => unknown;

/** Long enough to be measured, and for n² to outweigh n where it is there. */
const LONG_ENOUGH_MS = 50;
/** Where even so many are worked on in less time, nothing is done for each pair of them. */
const MOST = 2 ** 21;
const FACTOR = 4;
/**
 * Between the 4 of what is linear and the 16 of what is square. Where a text outgrows the processor's cache a doubling alone
 * takes three times as long.
 */
const BOUND = 8;
const TRIES = 3;

export async function expectLinear(work: Work): Promise<void> {
  let n = 1_000;
  while (n < MOST && (await millisecondsOf(work(n))) < LONG_ENOUGH_MS) n *= 2;
  const ratios: number[] = [];
  while (ratios.length < TRIES && (ratios.at(-1) ?? Infinity) > BOUND) {
    const [once, more] = [await leastOf(work(n)), await leastOf(work(FACTOR * n))];
    ratios.push(more < LONG_ENOUGH_MS ? 1 : more / once);
  }
  expect(ratios.at(-1), `${FACTOR} × ${n} against ${n}, by turns: ${ratios}`).toBeLessThanOrEqual(BOUND);
}

async function leastOf(run: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) times.push(await millisecondsOf(run));
  return Math.min(...times);
}

async function millisecondsOf(run: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
