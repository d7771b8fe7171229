/** Makes text of files, and their names, safe to print: no escape sequences reach the terminal, and no line breaks. */

/** Control characters (C0, DEL, C1), direction marks, characters without width, line separators. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Each unsafe character becomes one visible character, so that columns stay where they are. */
export function visible(text: string): string {
  return text.replace(UNSAFE, shown);
}

/** For a file's name at the start of a line, where a GitHub runner would run `::name::` as a command. */
export function visibleName(name: string): string {
  return visible(/^\s*::/.test(name) ? `./${name}` : name);
}

/** For a line of a file: tabs stay, so that it looks as it does in the file. */
export function visibleLine(text: string): string {
  return text.replace(UNSAFE, (character) => (character === "\t" ? character : shown(character)));
}

function shown(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\uFFFD";
}

/** JSON, ended by a line break, with unsafe characters escaped, because people look at it too. */
export function visibleJson(value: unknown): string {
  return `${escapedJson(JSON.stringify(value, null, 2))}\n`;
}

/** The same on one line. */
export function visibleJsonLine(value: unknown): string {
  return `${escapedJson(JSON.stringify(value))}\n`;
}

/** Line breaks stand between the parts only; those in strings are escaped already. */
function escapedJson(json: string): string {
  return json.replace(UNSAFE, (character) =>
    character === "\n" ? character : character.split("").map(escaped).join(""),
  );
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
