/** The texts in a value and the ways in which programs print them, for masks. The values are unwrapped already. */

import { isJson, isList, isNumber, isObject, type JsonValue, toJsonText } from "../../json/text.js";
import { itemsOf } from "../../secrets/string-list.js";
import { escapeTemplates } from "../../templates/jinja.js";
import { memoized } from "../../text/memoized.js";
import type { Span } from "../../text/source.js";
import type { Selected } from "../../values/select/selected.js";
import type { Passage } from "../mask/patterns.js";
import { insideDoubleQuotes, insideSingleQuotes } from "./text.js";

/** A shorter text is too likely to appear by accident. */
const SHORTEST = 6;

/** Not only spaces, brackets and words of JSON, which appear everywhere. */
const DISTINCTIVE = /^(?!(?:true|false|null|[\s{}[\],]*)$)/;

/** Characters that at least one of the spellings writes in another way. */
const CHANGES = /[^ !#-&(-[\]-~]|\{[{%#]/;

const CHANGES_IN_LINE = /[^ !#-&(-[\]-~\r\n]|\{[{%#]/;

/** Each changes single characters, or an opening of two, so that the lines of a text can be spelled one by one. */
const SPELLINGS: readonly ((text: string) => string)[] = [
  insideJson,
  insideAsciiJson,
  insideDoubleQuotes,
  insideSingleQuotes,
];

/** Additional ones for files that are rendered. */
const RENDERED: readonly ((text: string) => string)[] = [
  (text) => escapeTemplates(text, '"', false),
  (text) => escapeTemplates(text, "'", false),
  (text) => escapeTemplates(insideDoubleQuotes(text), "'", false),
  (text) => escapeTemplates(insideSingleQuotes(text), '"', false),
];

/**
 * The value as text and, if it is JSON or a StringList, its strings and numbers too: a program that gets the whole prints
 * parts of it.
 * Without `true`, `false` and `null`, which appear everywhere.
 */
export function textsIn(value: Selected): readonly string[] {
  switch (value.kind) {
    case "binary":
      return [value.base64, ...decoded(value.base64)];
    case "json":
      return leavesOf(value.json, [toJsonText(value.json)]);
    case "text":
      return [value.text, ...(itemsOf(value) ?? leavesInText(value.text))];
  }
}

/** Whether a text is too short to be masked. A text such as `true`, which need not be masked, is not too short. */
export function isTooShort(text: string): boolean {
  return DISTINCTIVE.test(text) && !isLong(text);
}

/** A text as programs print it: whole or line by line, as it is, in JSON, or in the YAML of the resolved files. */
export function* spellingsOf(text: string): Iterable<Passage> {
  if (!isLong(text)) return;
  const lines = linesIn(text);
  yield { text, spans: [{ start: 0, end: text.length }, ...lines] };
  if (!CHANGES.test(text)) return;
  const known = new Set([text]);
  const changing = CHANGES_IN_LINE.test(text) ? lines : [];
  for (const spell of /\{[{%#]/.test(text) ? [...SPELLINGS, ...RENDERED] : SPELLINGS) {
    const passage = spelled(text, changing, spell);
    if (!known.has(passage.text)) yield passage;
    known.add(passage.text);
  }
}

/** The whole, and those of its lines that the spelling changes. */
function spelled(text: string, lines: readonly Span[], spell: (text: string) => string): Passage {
  const written = (part: string) => (CHANGES.test(part) ? spell(part) : part);
  const spans: Span[] = [];
  let [made, at] = ["", 0];
  for (const { start, end } of lines) {
    made += written(text.slice(at, start));
    const line = text.slice(start, end);
    const wrote = written(line);
    if (wrote !== line) spans.push({ start: made.length, end: made.length + wrote.length });
    made += wrote;
    at = end;
  }
  made += written(text.slice(at));
  return { text: made, spans: [{ start: 0, end: made.length }, ...spans] };
}

/** A GitHub runner masks each line of a registered text too, however short, so no line may be short. */
export function canRegister(text: string): boolean {
  return text.split(/[\r\n]+/).every((line) => line === "" || needsMask(line.trim()));
}

/** The lines that are masked by themselves, without the spaces around them. */
function linesIn(text: string): readonly Span[] {
  const lines: Span[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const trimmed = line.trim();
    const start = index + line.indexOf(trimmed);
    if (needsMask(trimmed) && trimmed.length < text.length)
      lines.push({ start, end: start + trimmed.length });
  }
  return lines;
}

function needsMask(line: string): boolean {
  return isLong(line) && DISTINCTIVE.test(line);
}

function isLong(text: string): boolean {
  // A character is at most two UTF-16 units.
  return text.length >= 2 * SHORTEST || Array.from(text).length >= SHORTEST;
}

function insideJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** As Python writes it. */
function insideAsciiJson(text: string): string {
  return insideJson(text).replace(/[^ -~]/g, unitEscape);
}

const unitEscape = memoized((unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

const TOKEN = /"((?:[^"\\]|\\.)*)"(\s*:)?|-?\d[\d.eE+-]*/gs;

/** The strings and numbers of a JSON text, without parsed values, which take many times the memory. */
function leavesInText(text: string): readonly string[] {
  if (!/^\s*[[{]/.test(text) || !isJson(text)) return [];
  const leaves: string[] = [];
  for (const [token, inside, colon] of text.matchAll(TOKEN)) {
    if (inside === undefined) leaves.push(token);
    else if (colon === undefined) leaves.push(inside.includes("\\") ? (JSON.parse(token) as string) : inside);
  }
  return leaves;
}

function leavesOf(json: JsonValue, whole: readonly string[]): readonly string[] {
  if (typeof json === "string") return [json];
  if (json === null || typeof json === "boolean") return [];
  if (isNumber(json)) return [json.value];
  const items = isList(json) ? json : isObject(json) ? [...json.values()] : [];
  return [...whole, ...items.flatMap((item) => leavesOf(item, []))];
}

/** The bytes as text, if they are UTF-8. */
function decoded(base64: string): readonly string[] {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  try {
    return [new TextDecoder("utf-8", { fatal: true }).decode(bytes)];
  } catch {
    return [];
  }
}
