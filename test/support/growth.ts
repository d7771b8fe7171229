/** Whether work on twice as much takes twice as long, and not four times: told by the processor's time for n and 2n. */

import { expect } from "vitest";

/** Prepares work on `n` pieces, which is not measured, and gives back the work. */
export type Work = (n: number) => () => unknown;

/** Long enough to be measured, and for n² to outweigh n where it is there. */
const LONG_ENOUGH_MS = 50;
/** Where even so many are worked on in less time, nothing is done for each pair of them. */
const MOST = 2 ** 21;
/** Between the 2 of what is linear and the 4 of what is square. Collecting garbage and other processes blur it. */
const BOUND = 3;
const TRIES = 3;

export async function expectLinear(work: Work): Promise<void> {
  let n = 1_000;
  while (n < MOST && (await millisecondsOf(work(n))) < LONG_ENOUGH_MS) n *= 2;
  const ratios: number[] = [];
  while (ratios.length < TRIES && (ratios.at(-1) ?? Infinity) > BOUND) {
    const [once, twice] = [await leastOf(work(n)), await leastOf(work(2 * n))];
    ratios.push(twice < LONG_ENOUGH_MS ? 1 : twice / once);
  }
  expect(ratios.at(-1), `2 × ${n} against ${n}, by turns: ${ratios}`).toBeLessThanOrEqual(BOUND);
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
