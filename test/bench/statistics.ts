/** What is made of figures: the middle of them, how far they spread, and ratios that are taken pair by pair. */

export function median(figures: readonly number[]): number {
  return quantile(figures, 0.5);
}

/** Between two figures it is where the share falls between them. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/**
 * Each figure divided by the one that was measured right beside it: what slows the machine down for a while slows both,
 * and leaves their ratio alone.
 */
export function ratios(figures: readonly number[], others: readonly number[]): readonly number[] {
  return pairwise(figures, others, (figure, other) => figure / other);
}

export function differences(figures: readonly number[], others: readonly number[]): readonly number[] {
  return pairwise(figures, others, (figure, other) => figure - other);
}

function pairwise(
  figures: readonly number[],
  others: readonly number[],
  join: (figure: number, other: number) => number,
): readonly number[] {
  if (figures.length !== others.length) throw new Error("figures without a partner");
  return figures.map((figure, at) => join(figure, others[at] ?? Number.NaN));
}
