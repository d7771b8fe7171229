/** Places that are not YAML → diagnostics. */

import type { YamlAdvice } from "../diagnostics/catalogue/yaml.js";
import { type Diagnostic, diagnose } from "../diagnostics/diagnostics.js";
import { lineEnd, lineStart, type Source } from "../text/source.js";
import type { SpecViolation, YamlFault } from "./compose.js";

/** Reports a source that is not text, or that has a line break which not every YAML parser accepts. Does not quote it. */
export function diagnoseText(source: Source): Diagnostic | undefined {
  const fault = faultOfText(source) ?? loneCarriageReturn(source.text);
  if (fault === undefined) return undefined;
  const { start, ...why } = fault;
  return diagnose({ code: "yaml-syntax", ...why }, { source, place: { start, end: start + 1 } });
}

interface TextFault {
  readonly start: number;
  readonly reason: string;
  readonly advice?: YamlAdvice;
}

/** A lone CR ends a line in YAML, PyYAML and libyaml, but not in `yaml`. */
function loneCarriageReturn(text: string): TextFault | undefined {
  let start = text.indexOf("\r");
  while (start >= 0 && text[start + 1] === "\n") start = text.indexOf("\r", start + 2);
  if (start < 0) return undefined;
  const reason = "a carriage return (CR) has no line feed (LF) behind it";
  return { start, reason, advice: "line-ends" };
}

/** Whether a source is text, so that its lines can be shown. */
export function isText(source: Source): boolean {
  return faultOfText(source) === undefined;
}

function faultOfText({ text, malformed }: Source): TextFault | undefined {
  if (malformed !== undefined) return { start: malformed.at, reason: ENCODINGS[malformed.encoding] };
  const nul = text.indexOf("\0");
  if (nul >= 0) return { start: nul, reason: "it holds a NUL character" };
  const head = text.slice(0, HEAD);
  const controls = head.match(CONTROL)?.length ?? 0;
  if (controls < FEWEST_CONTROLS || 10 * controls <= head.length) return undefined;
  return { start: head.search(CONTROL), reason: "it is full of control characters" };
}

/** Characters to look at, from the start of the file. */
const HEAD = 4_096;
const FEWEST_CONTROLS = 16;
/** Control characters that YAML forbids, though most parsers accept them. */
const CONTROL = /[\x01-\x08\x0B\x0C\x0E-\x1F\x7F]/g;

const ENCODINGS = {
  "UTF-16": "its bytes are UTF-16; save it as UTF-8",
  unknown: "its bytes are not UTF-8",
} as const;

/** Derives advice from a line and the message of `yaml` about it. */
type Advise = (line: string, reason: string) => YamlAdvice | undefined;

/** @param advise comes before the advice on colons below, but after that on indentation */
export function diagnoseSyntax(
  source: Source,
  error: YamlFault,
  advise: Advise = () => undefined,
): Diagnostic {
  const { text } = source;
  const line = text.slice(lineStart(text, error.start), lineEnd(text, error.start));
  const rest = text.slice(error.start, lineEnd(text, error.start));
  const advice =
    adviceOnIndentation(line, error.reason) ??
    (line.length > LONGEST_LINE
      ? undefined
      : (advise(line, error.reason) ?? adviceOnColon(line, error.reason, rest)));
  const problem = {
    code: "yaml-syntax",
    reason: (advice && OWN_WORDS[advice]) ?? worded(error.reason),
    ...(advice ? { advice } : {}),
  } as const;
  const end = Math.max(error.start + 1, Math.min(error.end, lineEnd(text, error.start)));
  return diagnose(problem, { source, place: { start: error.start, end } });
}

export function diagnoseViolation(source: Source, { kind, start, end }: SpecViolation): Diagnostic {
  const before = source.text.slice(lineStart(source.text, start), start);
  const because = kind === "comment" ? kind : before.includes("\t") ? "tab" : "column";
  return diagnose({ code: "yaml-indentation", because }, { source, place: { start, end } });
}

/** A key, and a value that YAML would take for another key. */
const TWO_COLONS = /^[^:]*:[ \t]+(?:"[^"\n]*"[ \t]*|'[^'\n]*'[ \t]*|[^\s"'[{&*!|>#][^\n]*?):(?:[ \t]|$)/;
/** The same within braces or brackets, from the value on. */
const COLON_BEHIND = /^[^,{}[\]\n]*?:(?:[ \t]|$)/;

/** Long enough for any ARN, and short enough for patterns that backtrack. */
const LONGEST_LINE = 4_096;

/** Better reasons than those of `yaml`. */
const OWN_WORDS: { readonly [A in YamlAdvice]?: string } = {
  "indent-with-spaces": "a tab stands in the indentation",
  "list-on-lines": "a list starts on the line of its key",
  "quote-value": "a value has a colon with a space behind it",
};

function adviceOnIndentation(line: string, reason: string): YamlAdvice | undefined {
  if (/^tabs/i.test(reason) || (/indent/i.test(reason) && /^ *\t/.test(line))) return "indent-with-spaces";
  return /block-seq-ind on same line/.test(reason) ? "list-on-lines" : undefined;
}

/** @param rest the line from the error on */
function adviceOnColon(line: string, reason: string, rest: string): YamlAdvice | undefined {
  if (/^nested mappings/i.test(reason)) return TWO_COLONS.test(line) ? "quote-value" : undefined;
  return /^block collections/i.test(reason) && COLON_BEHIND.test(rest) ? "quote-value" : undefined;
}

/** Makes a message of `yaml` fit into a sentence. */
function worded(reason: string): string {
  // Some messages end with the text found, which could be a password.
  const said = reason
    .replace(/(characters|tag|stream|value|anchor|alias): .*$/s, "$1")
    // The lenient lexer accepts any indentation there.
    .replace("in block collection must be sufficiently indented and end", "must end");
  return said.charAt(0).toLowerCase() + said.slice(1);
}
