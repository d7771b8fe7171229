/** Where a text holds what makes it worth reading. */

export interface Marks {
  /** The first mark from `at` on, infinity where there is none. What is asked for may only grow. */
  from(at: number): number;
  /** Whether a text holds one. */
  in(text: string): boolean;
}

export function marksOf(text: string, pattern: RegExp): Marks {
  const searched = new RegExp(pattern.source, `${pattern.flags.replace("g", "")}g`);
  let found = -1;
  return {
    from(at) {
      if (found < at) {
        searched.lastIndex = at;
        found = searched.exec(text)?.index ?? Number.POSITIVE_INFINITY;
      }
      return found;
    },
    in(part) {
      searched.lastIndex = 0;
      return searched.test(part);
    },
  };
}
