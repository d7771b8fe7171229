/** Numbers that look like chance and are the same in every run, so that every run measures the same texts. */

export interface Random {
  /** A whole number from 0 to one less than this. */
  below(limit: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** The same items in another order. */
  shuffled<T>(list: readonly T[]): readonly T[];
}

/** Mulberry32: 32 bits of state are plenty for texts, and no library is needed for it. */
export function seeded(seed: number): Random {
  let state = seed;
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return {
    below,
    pick: (list) => list[below(list.length)] ?? list[0],
    shuffled<T>(list: readonly T[]) {
      const left = [...list];
      const taken: T[] = [];
      while (left.length > 0) taken.push(...left.splice(below(left.length), 1));
      return taken;
    },
  };
}
