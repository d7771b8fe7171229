/** Places that are not YAML → diagnostics. */

import type { YamlAdvice } from "../diagnostics/catalogue/yaml.js";
import { type Diagnostic, diagnose } from "../diagnostics/diagnostics.js";
import { lineEnd, lineStart, type Source } from "../text/source.js";
import type { SpecViolation, YamlFault } from "./compose.js";
import { explained, LONGEST_LINE } from "./faults.js";

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
  const reason = "a carriage return (CR) has no line feed (LF) after it";
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
type Advise = (line: string, reason: string) => ReferenceAdvice | undefined;

/** What is wrong where a reference needs quotes. */
const OWN_WORDS = {
  "join-selector": "there is a space between an ARN and its JSON key",
  "join-parameter": "there is a space between an ARN and its selector",
  "quote-selector": "an ARN without quotes ends with a colon",
  "quote-expression": "an expression in {{ }} has no quotes around it",
  "quote-embedded": "a ${arn:…} inside [ ] or { } has no quotes around it",
  "quote-index": "an ARN with [ ] in its selector has no quotes around it",
} as const satisfies { readonly [A in YamlAdvice]?: string };

export type ReferenceAdvice = keyof typeof OWN_WORDS;

/** @param advise takes precedence, but for faults of the indentation */
export function diagnoseSyntax(
  source: Source,
  error: YamlFault,
  advise: Advise = () => undefined,
): Diagnostic {
  const { text } = source;
  const line = text.slice(lineStart(text, error.start), lineEnd(text, error.start));
  const general = explained(text, error);
  const keeps =
    line.length > LONGEST_LINE || /^(?:indent-with-spaces|list-on-lines)$/.test(general.advice ?? "");
  const advice = keeps ? undefined : advise(line, error.reason);
  const { reason, start, end } = advice === undefined ? general : { ...error, reason: OWN_WORDS[advice] };
  const known = advice ?? general.advice;
  const problem = { code: "yaml-syntax", reason, ...(known ? { advice: known } : {}) } as const;
  const place = { start, end: Math.max(start + 1, Math.min(end, lineEnd(text, start))) };
  return diagnose(problem, { source, place });
}

export function diagnoseViolation(source: Source, { kind, start, end }: SpecViolation): Diagnostic {
  const before = source.text.slice(lineStart(source.text, start), start);
  const because = kind === "comment" ? kind : before.includes("\t") ? "tab" : "column";
  return diagnose({ code: "yaml-indentation", because }, { source, place: { start, end } });
}
