/** Finds the places in a text that make it worth parsing. */

export interface Matches {
  /** The offset of the first match at or after `at`; infinity without one. Offsets must not decrease from call to call. */
  nextFrom(at: number): number;
  /** Whether another text holds a match. */
  isIn(text: string): boolean;
}

export function matchesOf(text: string, pattern: RegExp): Matches {
  const global = new RegExp(pattern.source, `${pattern.flags.replace("g", "")}g`);
  let found = -1;
  return {
    nextFrom(at) {
      if (found < at) {
        global.lastIndex = at;
        found = global.exec(text)?.index ?? Number.POSITIVE_INFINITY;
      }
      return found;
    },
    isIn(other) {
      global.lastIndex = 0;
      return global.test(other);
    },
  };
}
