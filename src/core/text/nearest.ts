/** "Did you mean": finds the name that a misspelled word probably means. */

import { closest, distance } from "fastest-levenshtein";

/** The most edits that a misspelling takes. More than a third of the name makes another word. */
const MOST_EDITS = 3;

/** The name nearest to `word`, regardless of case; undefined where none is near. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  if (names.length === 0 || word.length > 100) return undefined;
  const lowered = word.toLowerCase();
  const same = names.map((name) => name.toLowerCase());
  const name = names[same.indexOf(closest(lowered, same))] ?? "";
  return isNear(lowered, name) ? name : undefined;
}

/** Whether `word` is probably a misspelling of `name`, or `name` itself, regardless of case. */
export function isNear(word: string, name: string): boolean {
  const allowed = Math.min(MOST_EDITS, Math.ceil(name.length / 3));
  if (Math.abs(word.length - name.length) > allowed) return false;
  const [written, meant] = [word.toLowerCase(), name.toLowerCase()];
  return written === meant || distance(written, meant) <= allowed;
}
