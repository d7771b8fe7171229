/** "Did you mean": the closest of a list of names, where one is close enough to be meant. */

import { closest, distance } from "fastest-levenshtein";

/** Edits that a slip of the hand can take; beyond a third of the word it is another word. */
const MOST_EDITS = 3;

/** The name nearest to `word`, ignoring case; undefined where none is near. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  if (names.length === 0 || word.length > 100) return undefined;
  const lowered = word.toLowerCase();
  const same = names.map((name) => name.toLowerCase());
  const name = names[same.indexOf(closest(lowered, same))] ?? "";
  return isNear(lowered, name) ? name : undefined;
}

/** Whether `word` is `name` but for a few slips of the hand or its case. */
export function isNear(word: string, name: string): boolean {
  const allowed = Math.min(MOST_EDITS, Math.ceil(name.length / 3));
  if (Math.abs(word.length - name.length) > allowed) return false;
  const [written, meant] = [word.toLowerCase(), name.toLowerCase()];
  return written === meant || distance(written, meant) <= allowed;
}
