/** From one place of a text to the next. */

/** The offset behind the spaces from here on. */
export function skipSpaces(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === 0x20) end += 1;
  return end;
}

/** The start of the next line, or `end` where there is none before it. */
export function nextLine(text: string, at: number, end: number): number {
  const newline = text.indexOf("\n", at);
  return newline < 0 || newline >= end ? end : newline + 1;
}
