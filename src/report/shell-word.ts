/** Words of commands in hints, which users paste into a shell. */

/** The text as one word of a POSIX shell, with quotes where it needs them. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
