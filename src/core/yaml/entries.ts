/**
 * The YAML of a `--secrets-file` → its entries, with redacted values. Errors name the place and what was expected there.
 * They never quote the text, because it consists of secrets.
 */

import { type Document, isMap, isScalar, isSeq, type Scalar } from "yaml";
import { parseJson, STRING } from "../json/text.js";
import { type Redacted, redact } from "../secrets/redacted.js";
import { stringListOf } from "../secrets/string-list.js";
import type { SecretValue } from "../secrets/value.js";
import type { Span } from "../text/source.js";
import { firstDocuments, isLeftOut, scalarText, spanOf } from "./compose.js";
import { expectedIn } from "./entries/expected.js";

export interface Entry extends Span {
  /** The key: an ARN or a name. */
  readonly id: string;
  /** Left out where the entry has no value. */
  readonly value?: Redacted<SecretValue>;
  /** The same as a StringList, which the value of a parameter can be. Set where the value is a list of texts without commas. */
  readonly list?: Redacted<SecretValue>;
}

interface EntryFault extends Span {
  readonly expected: string;
}

/** The entries in the order of the file, or the first error. */
export function readEntries(text: string): readonly Entry[] | EntryFault {
  return readLines(text) ?? readYaml(text);
}

/** An entry, a comment or nothing. Only what YAML has one reading of, and nothing too long or too deep for its readers. */
const LINE =
  /(?:([\w/][\w/+=.@:-]{0,900}(?<!:)): +(?:"([ !#-[\]-~]*)"|'([ -&(-~]*)'|(\w[\w/+=.@-]*)|([[{][ -~]{0,900})))? *(?:(?<=[ \n]|^)#[ -~]*)?(?:\r?\n|$)/y;

/** Most files have each entry on one line: then this takes a fifth of the time. Undefined where any line is different. */
export function readLines(text: string): readonly Entry[] | undefined {
  const entries: Entry[] = [];
  for (let start = 0; start < text.length; start = LINE.lastIndex) {
    LINE.lastIndex = start;
    const line = LINE.exec(text);
    if (line === null) return undefined;
    const [, id, double, single, plain, json = ""] = line;
    if (id === undefined) continue;
    const value = double ?? single ?? plain ?? compactJson(json);
    if (value === undefined) return undefined;
    entries.push({
      id,
      start,
      end: start + id.length,
      value: redact<SecretValue>({ kind: "text", text: value }),
      ...listIn(json),
    });
  }
  return entries;
}

const STRING_OR_BLANKS = new RegExp(`(${STRING})| +`, "g");

/** JSON as programs write it, without its spaces; YAML reads other numbers, keys and escapes in its own way. */
function compactJson(text: string): string | undefined {
  const compact = text.replaceAll(STRING_OR_BLANKS, "$1");
  // That is how bytes are written.
  if (compact.startsWith('{"binary":') || text.split(/[[{]/).length > 100) return undefined;
  try {
    return JSON.stringify(JSON.parse(text)) === compact ? compact : undefined;
  } catch {
    return undefined;
  }
}

/** The same, of whatever lines. */
export function readYaml(text: string): readonly Entry[] | EntryFault {
  const first = firstDocuments(text);
  if ("reason" in first) return { start: first.start, end: first.end, expected: "less nesting" };
  const { document, second, error } = first;
  if (error) {
    if (isSeq(document?.contents)) return fault(document?.contents, NO_LIST);
    return { start: error.pos[0], end: error.pos[1], expected: expectedIn(text, error) };
  }
  if (second) return { ...spanOf(second), expected: "one document" };
  return entriesOf(document);
}

const MAPPING = "a mapping from ARN or name to value";
const NO_LIST = `${MAPPING}, without - before its lines`;

function entriesOf(document: Document | undefined): readonly Entry[] | EntryFault {
  const contents = document?.contents;
  if (contents === null || contents === undefined) return [];
  if (!isMap(contents)) return fault(contents, isSeq(contents) ? NO_LIST : MAPPING);
  const entries: Entry[] = [];
  for (const { key, value } of contents.items) {
    if (!isScalar(key)) return fault(key, "an ARN or a name as the key");
    const read = secretValueOf(value);
    if (read !== undefined && "expected" in read) return read;
    const { start, end } = spanOf(key);
    entries.push({
      id: scalarText(key),
      start,
      end,
      ...(read === undefined ? {} : { value: redact(read) }),
      ...(isSeq(value) && read?.kind === "text" ? listIn(read.text) : {}),
    });
  }
  return entries;
}

function listIn(json: string): Pick<Entry, "list"> {
  const text = json.startsWith("[") ? stringListOf(parseJson(json) ?? null) : undefined;
  return text === undefined ? {} : { list: redact<SecretValue>({ kind: "text", text, list: true }) };
}

function secretValueOf(node: unknown): SecretValue | EntryFault | undefined {
  if (isLeftOut(node)) return undefined;
  if (isScalar(node)) {
    if (node.tag === "tag:yaml.org,2002:binary") return binaryOf(node);
    return { kind: "text", text: scalarText(node) };
  }
  if (isMap(node) && node.items.length === 1) {
    const { key, value } = node.items[0] ?? {};
    if (isScalar(key) && key.value === "binary" && isScalar(value)) return binaryOf(value);
  }
  const json = jsonOf(node);
  return typeof json === "string" ? { kind: "text", text: json } : json;
}

function binaryOf(node: Scalar): SecretValue | EntryFault {
  const base64 = scalarText(node).replaceAll(/\s/g, "");
  const valid = base64.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(base64);
  return valid ? { kind: "binary", base64 } : fault(node, "base64");
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
/** In the core schema: chapter 10.3.2 of https://yaml.org/spec/1.2.2/ */
const CORE_WORD = /^(?:true|True|TRUE|false|False|FALSE|null|Null|NULL|~)$/;

/**
 * A node as JSON text. Plain `true`, `false` and `null` keep their type, plain numbers in JSON's syntax also their digits.
 * All other scalars become strings.
 */
function jsonOf(node: unknown): string | EntryFault {
  if (isScalar(node)) {
    if (isLeftOut(node)) return "null";
    const text = scalarText(node);
    const plain = node.type === "PLAIN" && node.tag === undefined;
    if (plain && CORE_WORD.test(text)) return text === "~" ? "null" : text.toLowerCase();
    return plain && JSON_NUMBER.test(text) ? text : JSON.stringify(text);
  }
  if (isSeq(node)) return joined(node.items.map(jsonOf), "[", "]");
  if (isMap(node)) {
    const members = node.items.map(({ key, value }) => {
      const name = isScalar(key) ? JSON.stringify(scalarText(key)) : fault(key, "a string as the key");
      const member = value === null ? fault(key, "a value, and a space after the colon") : jsonOf(value);
      if (typeof name !== "string") return name;
      return typeof member === "string" ? `${name}:${member}` : member;
    });
    return joined(members, "{", "}");
  }
  return fault(node, "the value itself; a secrets file cannot have aliases");
}

function joined(parts: readonly (string | EntryFault)[], open: string, close: string): string | EntryFault {
  const wrong = parts.find((part) => typeof part !== "string");
  return wrong ?? `${open}${parts.join(",")}${close}`;
}

function fault(node: unknown, expected: string): EntryFault {
  return { ...spanOf(node), expected };
}
