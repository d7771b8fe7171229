/** How long something takes. Not by `performance`, which Node loads when somebody asks for it. */

/** Starts one; it tells the milliseconds since then, whatever becomes of the machine's clock. */
export function stopwatch(): () => number {
  const start = process.hrtime.bigint();
  return () => Number(process.hrtime.bigint() - start) / 1e6;
}
