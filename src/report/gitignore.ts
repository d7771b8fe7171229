/** The line of a `.gitignore` that names one file or directory. */

import { visible } from "./visible.js";

/** `name` is relative to the directory of the `.gitignore`, with slashes; a directory ends with one. */
export function gitignoreLine(name: string): string {
  const escaped = Array.from(name, (character) =>
    // An invisible character cannot be copied from the message: a ? matches any byte.
    visible(character) === character
      ? character.replace(/[\\*?[]/, "\\$&")
      : "?".repeat(Buffer.byteLength(character)),
  );
  return `/${escaped.join("").replace(/ +$/, (spaces) => "\\ ".repeat(spaces.length))}`;
}
