/** Matches actions and resources with the patterns of a policy, as IAM does. */

/** Without regard to case. `*` and `?` are the only wildcards. */
export function matchesAction(pattern: string, action: string): boolean {
  return matchesGlob(pattern.toLowerCase(), action.toLowerCase(), () => true);
}

/**
 * Case-sensitive. A `*` at the end of a segment also matches colons, one within a segment does not ("IAM JSON policy
 * elements: Resource" in the IAM user guide).
 */
export function matchesResource(pattern: string, arn: string): boolean {
  return matchesGlob(pattern, arn, (glob, at, character) => {
    const next = glob[at + 1];
    return character !== ":" || (glob[at] === "*" && (next === undefined || next === ":"));
  });
}

/**
 * Walks the text once, and keeps all the offsets in the pattern that the text so far can lead to.
 * @param covers whether the wildcard at an offset may stand for a character
 */
function matchesGlob(
  written: string,
  text: string,
  covers: (pattern: string, at: number, character: string) => boolean,
): boolean {
  // Repeated stars mean the same as one, and would make this slow.
  const pattern = written.replace(/\*+/g, "*");
  /** A star may stand for nothing, so the offset after it is reached too. */
  const reach = (places: Set<number>, at: number): void => {
    places.add(at);
    if (pattern[at] === "*") places.add(at + 1);
  };
  let places = new Set<number>();
  reach(places, 0);
  for (const character of text) {
    const next = new Set<number>();
    for (const at of places) {
      const sign = pattern[at];
      if (sign === "*") {
        if (covers(pattern, at, character)) reach(next, at);
      } else if (sign === character || (sign === "?" && covers(pattern, at, character))) reach(next, at + 1);
    }
    places = next;
  }
  return places.has(pattern.length);
}
