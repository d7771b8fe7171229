/** How a JSON key is written, for who has the names apart. Looking it up is the business of `path.ts`. */

/** The way through names as a JSON key that means just that way, whatever the names hold. */
export function keyOf(names: readonly [string, ...string[]]): string {
  const [first, ...others] = names;
  const start = /^[^.[\]]+$/.test(first) ? first : `[${JSON.stringify(first)}]`;
  // With dots between them they would be looked up as one name first.
  return start + others.map((name) => `[${JSON.stringify(name)}]`).join("");
}
