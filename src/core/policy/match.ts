/** How IAM compares actions and resources with the patterns of a policy. */

/** Without regard to case. `*` and `?` are the only wildcards. */
export function matchesAction(pattern: string, action: string): boolean {
  return matchesGlob(pattern.toLowerCase(), action.toLowerCase(), () => true);
}

/**
 * With regard to case. A `*` that ends a segment reaches beyond its colon, one within a segment does not ("IAM JSON
 * policy elements: Resource" in the IAM user guide).
 */
export function matchesResource(pattern: string, arn: string): boolean {
  return matchesGlob(pattern, arn, (signs, at, character) => {
    const next = signs[at + 1];
    return character !== ":" || (signs[at] === "*" && (next === undefined || next === ":"));
  });
}

/**
 * Walks the text once with all the places in the pattern that it could have come to. `covers` says whether the wildcard
 * at a place may stand for a character.
 */
function matchesGlob(
  written: string,
  text: string,
  covers: (pattern: string, at: number, character: string) => boolean,
): boolean {
  // Each star would reach all that follow it, and a policy is no longer than whoever wrote it liked.
  const pattern = written.replace(/\*+/g, "*");
  /** A star may stand for nothing, so where it is reached, what follows it is reached too. */
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
