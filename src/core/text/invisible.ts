/** Characters that nobody sees, which come along when a text is copied from a web page or a chat. */

/** Inside of a character class with the flag `u`. Line breaks and tabs are none: they show. */
export const INVISIBLE =
  "\\p{Default_Ignorable_Code_Point}\\p{Cf}\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F";

/** `U+200B`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
