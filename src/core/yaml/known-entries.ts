/**
 * The entries of a secrets file of which every line is one of a few kinds: a key and a text, or a key and JSON as programs
 * write it. Loading the YAML reader takes longer than that. Narrower than YAML on purpose: a file with any other line is
 * left to `entries.ts`.
 */

import { STRING } from "../json/text.js";
import { redact } from "../secrets/redacted.js";
import type { SecretValue } from "../secrets/value.js";
import type { Entry } from "./entries.js";
import { isNoEntry, keyAt, scalarValueAt } from "./outline/line.js";
import { nextLine, skipSpaces } from "./outline/offsets.js";

/** Beyond that a key may be too long for YAML, or a value nested too deep. */
const LONGEST_LINE = 1_000;
const DEEPEST = 100;

/** In the order of the file; undefined where there is a line of another kind. */
export function knownEntries(text: string): readonly Entry[] | undefined {
  if (/\uFEFF|\r(?!\n)/.test(text)) return undefined;
  const entries: Entry[] = [];
  for (let at = 0, next = 0; at < text.length; at = next) {
    next = nextLine(text, at, text.length);
    if (isNoEntry(text, skipSpaces(text, at))) continue;
    const entry = next - at > LONGEST_LINE ? undefined : entryOn(text, at, next);
    if (entry === undefined) return undefined;
    entries.push(entry);
  }
  return entries;
}

function entryOn(text: string, start: number, next: number): Entry | undefined {
  const id = keyAt(text, start);
  const end = start + id.length;
  // One in quotes is longer than what it says, and dots end a document.
  if (id === "" || /^(?:["']|\.\.\.)/.test(text.slice(start, end))) return undefined;
  const rest = text.slice(end + 1, next).replaceAll(/^ +| *\r?\n?$/g, "");
  const value = textAt(text, start) ?? compactJson(rest);
  if (value === undefined) return undefined;
  return { id, start, end, value: redact<SecretValue>({ kind: "text", text: value }) };
}

function textAt(text: string, entry: number): string | undefined {
  const value = scalarValueAt(text, entry);
  if (value === undefined) return undefined;
  return value.style === "plain"
    ? text.slice(value.start, value.end)
    : text.slice(value.start + 1, value.end - 1);
}

const STRING_OR_BLANKS = new RegExp(`(${STRING})|\\s+`, "gs");

/** An object or a list whose text, but for spaces, is what any program would write for it: YAML has no other reading of it. */
function compactJson(text: string): string | undefined {
  if (!/^[[{]/.test(text) || text.split(/[[{]/).length > DEEPEST) return undefined;
  const bare = text.replaceAll(STRING_OR_BLANKS, "$1");
  // That is how bytes are written.
  if (bare.startsWith('{"binary":')) return undefined;
  try {
    return JSON.stringify(JSON.parse(text)) === bare ? bare : undefined;
  } catch {
    return undefined;
  }
}
