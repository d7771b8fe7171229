/**
 * Which texts plain and quoted scalars can hold, and how. Parsers of YAML 1.2 and of YAML 1.1, such as PyYAML, read what
 * is written here as the same string.
 */

import { memoized } from "../../text/memoized.js";

/**
 * Every character that both versions allow unescaped, except those that one of them takes for a line break (U+0085,
 * U+2028, U+2029) or drops (U+FEFF).
 */
const PRINTABLE = /^[\t\x20-\x7E\xA0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

/** Whether a text without line breaks can stand unescaped inside quotes or a block. */
export function isPrintableLine(text: string): boolean {
  return PRINTABLE.test(text);
}

/** `?` in flow collections: PyYAML ends a plain scalar there, other readers do not. */
const BREAKS_PLAIN = { block: /: |:$| #|\t/, flow: /[,[\]{}?]|:$|: | #|\t/ } as const;
const INDICATOR_FIRST = /^[-?:,[\]{}#&*!|>'"%@`\s]/;

/** Texts that a schema of YAML 1.1 or 1.2 does not read as a string. */
const OTHER_TYPES: readonly RegExp[] = [
  /^(?:~|null|true|false|yes|no|on|off|y|n|=|<<|[!&*])$/i,
  /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-f_]+)$/i,
  /^[-+]?[0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]*)?$/i,
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/,
  /^[-+]?\.(?:inf|nan)$/i,
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}/,
];

/** Whether a reader could take the text for another type than a string. PyYAML ignores one line break at its end. */
export function isOtherType(text: string): boolean {
  const line = text.endsWith("\n") ? text.slice(0, -1) : text;
  return OTHER_TYPES.some((type) => type.test(line));
}

/** Whether the text is read back as the same string if it is written without quotes on one line. */
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

/** The inside of a single-quoted scalar. The text has to pass {@link isPrintableLine}. */
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

/** The inside of a double-quoted scalar, which can hold every text without lone surrogates. */
export function insideDoubleQuotes(text: string): string {
  return text.replace(TO_ESCAPE, escapeOf);
}

/** Cached, because a large value has each character many times. */
const escapeOf = memoized((character: string) => ESCAPES[character] ?? codePointEscape(character));

function codePointEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
}

function hex(code: number, width: number): string {
  return code.toString(16).toUpperCase().padStart(width, "0");
}

/** The text in single or double quotes, whichever need fewer escapes. */
export function quote(text: string): string {
  const single = isPrintableLine(text) && !text.includes("\t");
  if (single && (!text.includes("'") || /["\\]/.test(text))) return `'${insideSingleQuotes(text)}'`;
  return `"${insideDoubleQuotes(text)}"`;
}
