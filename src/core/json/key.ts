/** Names → the JSON key that leads through them. `path.ts` looks it up. Apart from it, so that no JSON parser is loaded. */

/** Writes names as a JSON key, whatever characters they hold. */
export function keyOf(names: readonly [string, ...string[]]): string {
  const [first, ...others] = names;
  const start = /^[^.[\]]+$/.test(first) ? first : `[${JSON.stringify(first)}]`;
  // A key with dots would first be looked up as one name.
  return start + others.map((name) => `[${JSON.stringify(name)}]`).join("");
}
