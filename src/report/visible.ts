/** Makes text of a file or a file's name safe to show: no escape sequence of it reaches the terminal, and no line of its own. */

/** All that Unicode has of them: C0, DEL and C1, marks of direction, what has no width, separators of lines. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Each unsafe character becomes one visible character, so that columns stay where they are. */
export function visible(text: string): string {
  return text.replace(UNSAFE, shown);
}

/** A file's name at the start of a line, where a GitHub runner would take `::name::` for a command to it. */
export function visibleName(name: string): string {
  return visible(/^\s*::/.test(name) ? `./${name}` : name);
}

/** For a line of a file, whose tabs stay, so that it looks as it does in the file. */
export function visibleLine(text: string): string {
  return text.replace(UNSAFE, (character) => (character === "\t" ? character : shown(character)));
}

function shown(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\uFFFD";
}

/** JSON for programs, which people look at too: it holds the same, and no unsafe character but its own line breaks. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(UNSAFE, (character) =>
    character === "\n" ? character : character.split("").map(escaped).join(""),
  );
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
