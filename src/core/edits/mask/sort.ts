/** Sorts patterns lexicographically and drops duplicates. */

/** Where the bytes of each pattern are: in which block, from which offset on, and how many. */
export interface Table {
  readonly blocks: readonly Uint8Array[];
  readonly blockOf: Uint32Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint32Array;
}

/** As few are sorted by insertion. */
const FEW = 16;

/**
 * Multikey quicksort (Bentley and Sedgewick): sorts by one byte after the other, so that common beginnings are not compared
 * again and again. Returns the indexes of the distinct patterns in order.
 */
export function sortDistinct({ blocks, blockOf, starts, lengths }: Table): Uint32Array<ArrayBuffer> {
  const order = new Uint32Array(starts.length).map((_, index) => index);
  const twins = new Set<number>();
  /** -1 after the end. */
  const byteAt = (pattern: number, depth: number): number =>
    depth < (lengths[pattern] as number)
      ? ((blocks[blockOf[pattern] as number] as Uint8Array)[(starts[pattern] as number) + depth] as number)
      : -1;
  const compare = (a: number, b: number, depth: number): number => {
    const [inA, inB] = [
      blocks[blockOf[a] as number] as Uint8Array,
      blocks[blockOf[b] as number] as Uint8Array,
    ];
    const [ofA, ofB] = [starts[a] as number, starts[b] as number];
    const least = Math.min(lengths[a] as number, lengths[b] as number);
    let at = depth;
    while (at < least && inA[ofA + at] === inB[ofB + at]) at += 1;
    return byteAt(a, at) - byteAt(b, at);
  };
  const swap = (a: number, b: number) => {
    const kept = order[a] as number;
    order[a] = order[b] as number;
    order[b] = kept;
  };
  const insert = (from: number, to: number, depth: number) => {
    for (let next = from + 1; next < to; next += 1)
      for (let at = next; at > from; at -= 1) {
        if (compare(order[at - 1] as number, order[at] as number, depth) <= 0) break;
        swap(at - 1, at);
      }
    for (let at = from + 1; at < to; at += 1)
      if (compare(order[at - 1] as number, order[at] as number, depth) === 0) twins.add(at);
  };

  const todo: [from: number, to: number, depth: number][] = [[0, order.length, 0]];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const [from, to, depth] = next;
    if (to - from <= FEW) {
      insert(from, to, depth);
      continue;
    }
    const middle = byteAt(order[(from + to) >>> 1] as number, depth);
    let [below, at, above] = [from, from, to];
    while (at < above) {
      const byte = byteAt(order[at] as number, depth);
      if (byte < middle) swap(below++, at++);
      else if (byte > middle) swap(at, --above);
      else at += 1;
    }
    todo.push([from, below, depth], [above, to, depth]);
    if (middle >= 0) todo.push([below, above, depth + 1]);
    else for (let twin = below + 1; twin < above; twin += 1) twins.add(twin);
  }
  return twins.size === 0 ? order : order.filter((_, index) => !twins.has(index));
}
