/** Moves from one offset of a text to the next. */

/** The first offset from `at` on that is not a space. */
export function skipSpaces(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === 0x20) end += 1;
  return end;
}

/** The start of the next line, at most `end`. */
export function nextLine(text: string, at: number, end: number): number {
  const newline = text.indexOf("\n", at);
  return newline < 0 || newline >= end ? end : newline + 1;
}

/** The end of a match of a sticky pattern at `at`; undefined where it does not match. */
export function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
