/** The texts in a value, for who has to recognise them in what a program prints. Nothing here unwraps a secret. */

import { isList, isNumber, isObject, type JsonValue, parseJson, toJsonText } from "../json/text.js";
import type { Selected } from "../select.js";
import { insideDoubleQuotes, insideSingleQuotes } from "./text.js";

/** A shorter text is too likely to stand somewhere by chance. */
const SHORTEST = 6;

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
    case "text": {
      const json = /^\s*[[{]/.test(value.text) ? parseJson(value.text) : undefined;
      return json === undefined ? [value.text] : leavesOf(json, [value.text]);
    }
  }
}

/** A text as programs print it: whole or line by line, as it is, or as JSON and the YAML of the files write it. */
export function spellingsOf(text: string): readonly string[] {
  return [text, ...linesIn(text)]
    .filter((each) => Array.from(each).length >= SHORTEST)
    .flatMap((each) => [
      each,
      insideJson(each),
      // As Python writes it.
      inAscii(insideJson(each)),
      insideDoubleQuotes(each),
      insideSingleQuotes(each),
    ]);
}

/** The lines of a text that tell something, more than brackets and words of JSON, without the blanks around them. */
export function linesIn(text: string): readonly string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => !/^(?:true|false|null|[\s{}[\],]*)$/.test(line));
}

function insideJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function inAscii(json: string): string {
  return json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
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
