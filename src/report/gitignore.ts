/** The line of a `.gitignore` that names one file or directory. */

import { visible } from "./visible.js";

/** `name` counts from the directory of the `.gitignore`, with slashes; a directory ends with one. */
export function gitignoreLine(name: string): string {
  const escaped = Array.from(name, (character) =>
    // What cannot be shown cannot be copied: a ? stands for any byte.
    visible(character) === character
      ? character.replace(/[\\*?[]/, "\\$&")
      : "?".repeat(Buffer.byteLength(character)),
  );
  return `/${escaped.join("").replace(/ +$/, (spaces) => "\\ ".repeat(spaces.length))}`;
}
