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
