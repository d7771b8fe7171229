/** The texts in a value, for who has to recognise them in what a program prints. Nothing here unwraps a secret. */

import { isJson, isList, isNumber, isObject, type JsonValue, toJsonText } from "../../json/text.js";
import { escapeTemplates } from "../../templates/jinja.js";
import type { Span } from "../../text/source.js";
import type { Selected } from "../../values/select/selected.js";
import type { Passage } from "../mask/patterns.js";
import { insideDoubleQuotes, insideSingleQuotes, remembered } from "./text.js";

/** A shorter text is too likely to stand somewhere by chance. */
const SHORTEST = 6;

/** More than spaces, brackets and words of JSON, which are everywhere. */
const TELLING = /^(?!(?:true|false|null|[\s{}[\],]*)$)/;

/** What one of the spellings writes in another way. */
const CHANGES = /[^ !#-&(-[\]-~]|\{[{%#]/;

const CHANGES_IN_LINE = /[^ !#-&(-[\]-~\r\n]|\{[{%#]/;

/** Each takes a character by itself, or two braces, so that the lines of a text can be spelled one by one. */
const SPELLINGS: readonly ((text: string) => string)[] = [
  insideJson,
  insideAsciiJson,
  insideDoubleQuotes,
  insideSingleQuotes,
];

/** Of files that are rendered. */
const RENDERED: readonly ((text: string) => string)[] = [
  (text) => escapeTemplates(text, '"', false),
  (text) => escapeTemplates(text, "'", false),
  (text) => escapeTemplates(insideDoubleQuotes(text), "'", false),
  (text) => escapeTemplates(insideSingleQuotes(text), '"', false),
];

/**
 * The value as text, and where it is JSON its strings and numbers too: whoever gets the whole prints its parts. Not
 * `true`, `false` and `null`, which tell nothing and are everywhere.
 */
export function textsIn(value: Selected): readonly string[] {
  switch (value.kind) {
    case "binary":
      return [value.base64, ...decoded(value.base64)];
    case "json":
      return leavesOf(value.json, [toJsonText(value.json)]);
    case "text":
      return [value.text, ...leavesInText(value.text)];
  }
}

/** Whether a text is too short to be hidden. One that tells nothing at all is not. */
export function isTooShort(text: string): boolean {
  return TELLING.test(text) && !isLong(text);
}

/** A text as programs print it: whole or line by line, as it is, or as JSON and the YAML of the files write it. */
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

/** A GitHub runner hides each line of a text by itself too, however short it is. */
export function canRegister(text: string): boolean {
  return text.split(/[\r\n]+/).every((line) => line === "" || isHidden(line.trim()));
}

/** The lines that are hidden by themselves, without the spaces around them. */
function linesIn(text: string): readonly Span[] {
  const lines: Span[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const trimmed = line.trim();
    const start = index + line.indexOf(trimmed);
    if (isHidden(trimmed) && trimmed.length < text.length) lines.push({ start, end: start + trimmed.length });
  }
  return lines;
}

/** Of a line: whether it is to be. */
function isHidden(line: string): boolean {
  return isLong(line) && TELLING.test(line);
}

function isLong(text: string): boolean {
  // A character is two units at most.
  return text.length >= 2 * SHORTEST || Array.from(text).length >= SHORTEST;
}

function insideJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** As Python writes it. */
function insideAsciiJson(text: string): string {
  return insideJson(text).replace(/[^ -~]/g, unitEscape);
}

const unitEscape = remembered((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

const TOKEN = /"((?:[^"\\]|\\.)*)"(\s*:)?|-?\d[\d.eE+-]*/gs;

/** The same of a text, without making anything of it that large secrets would multiply. */
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

/** What the bytes say, where they are a text. */
function decoded(base64: string): readonly string[] {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  try {
    return [new TextDecoder("utf-8", { fatal: true }).decode(bytes)];
  } catch {
    return [];
  }
}
