/**
 * Which texts a plain or quoted scalar can carry, and how. Whatever is written here is read back as the same
 * string by YAML 1.2 parsers and by those of YAML 1.1, PyYAML first among them.
 */

/**
 * Every character that either version allows to stand unescaped, but for those that one of them takes for a
 * line break (U+0085, U+2028, U+2029) or drops (U+FEFF).
 */
const PRINTABLE = /^[\t\x20-\x7E\xA0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

/** Whether a text without line breaks can stand unescaped inside quotes or a block. */
export function isPrintableLine(text: string): boolean {
  return PRINTABLE.test(text);
}

/** `?` ends a plain scalar inside flow collections for PyYAML; no other reader minds it. */
const BREAKS_PLAIN = { block: /: |:$| #|\t/, flow: /[,[\]{}?]|:$|: | #|\t/ } as const;
const INDICATOR_FIRST = /^[-?:,[\]{}#&*!|>'"%@`\s]/;

/** Texts that some schema of YAML 1.1 or 1.2 takes for something other than a string. */
const OTHER_TYPES: readonly RegExp[] = [
  /^(?:~|null|true|false|yes|no|on|off|y|n|=|<<|[!&*])$/i,
  /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-f_]+)$/i,
  /^[-+]?[0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]*)?$/i,
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/,
  /^[-+]?\.(?:inf|nan)$/i,
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}/,
];

/** Whether some reader could take the text for something other than a string. PyYAML overlooks one line break at its end. */
export function isOtherType(text: string): boolean {
  const line = text.endsWith("\n") ? text.slice(0, -1) : text;
  return OTHER_TYPES.some((type) => type.test(line));
}

/** Whether the text, written as it is on one line, is read back as that string. */
export function isPlainSafe(text: string, inFlow: boolean): boolean {
  return (
    text !== "" &&
    isPrintableLine(text) &&
    !INDICATOR_FIRST.test(text) &&
    !text.startsWith("...") &&
    !/\s$/.test(text) &&
    !BREAKS_PLAIN[inFlow ? "flow" : "block"].test(text) &&
    !isOtherType(text)
  );
}

/** The inside of a single-quoted scalar; the text has to be a printable line. */
export function insideSingleQuotes(text: string): string {
  return text.replaceAll("'", "''");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\0": "\\0",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\",
};
const TO_ESCAPE =
  /["\\]|[^\x20-\x7E\xA0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** The inside of a double-quoted scalar, which can carry every well-formed text. */
export function insideDoubleQuotes(text: string): string {
  return text.replace(TO_ESCAPE, escapeOf);
}

const escapeOf = remembered((character) => ESCAPES[character] ?? codePointEscape(character));

/** What is made of a character, made once: a large value has each of them many times. */
export function remembered(make: (character: string) => string): (character: string) => string {
  const known = new Map<string, string>();
  return (character) => {
    const made = known.get(character) ?? make(character);
    known.set(character, made);
    return made;
  };
}

function codePointEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
}

function hex(code: number, width: number): string {
  return code.toString(16).toUpperCase().padStart(width, "0");
}

/** The text in the quotes that need the fewest escapes. */
export function quote(text: string): string {
  const single = isPrintableLine(text) && !text.includes("\t");
  if (single && (!text.includes("'") || /["\\]/.test(text))) return `'${insideSingleQuotes(text)}'`;
  return `"${insideDoubleQuotes(text)}"`;
}
