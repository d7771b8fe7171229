/** Invisible characters, which get into a text when it is copied from a web page or a chat. */

/** For a character class of a regular expression with the flag `u`. Does not include line breaks and tabs. */
export const INVISIBLE =
  "\\p{Default_Ignorable_Code_Point}\\p{Cf}\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F";

/** `U+200B`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
