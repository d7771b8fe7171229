/** What `yaml` says of a text that is not YAML → what a person would say: plain words, the place that is wrong, and advice. */

import type { YamlAdvice } from "../diagnostics/catalogue/yaml.js";
import { lineEnd, lineStart, type Span } from "../text/source.js";
import type { YamlFault } from "./compose.js";
import { closerOf, unclosedBefore } from "./lexer.js";

/** Does not quote the text, which can be a password, but for a single sign of YAML's own. */
export interface ExplainedFault extends Span {
  readonly reason: string;
  readonly advice?: YamlAdvice;
}

/** A fault, and the line of its start. */
interface Fault extends YamlFault {
  readonly text: string;
  readonly line: string;
  /** Offsets of the line, and of its first character that is not a space. */
  readonly from: number;
  readonly first: number;
  readonly to: number;
}

type Explanation = readonly [reason: string, advice: YamlAdvice, place?: Span];
type Explain = (fault: Fault, match: RegExpExecArray) => Explanation | undefined;

/** By the message of `yaml`. The first that has an explanation counts. */
const EXPLANATIONS: readonly (readonly [message: RegExp, explain: Explain | Explanation])[] = [
  [/(?:)/, markerOfConflict],
  [/^Tabs|indent/i, (fault) => (/^ *\t/.test(fault.line) ? TAB : undefined)],
  [/^Tabs/, (_) => TAB],
  [/block-seq-ind on same line/, ["a list starts on the line of its key", "list-on-lines"]],
  [/^(?:Flow|Quoted|Missing closing)/, neverClosed],
  [/^Nested mappings/, nested],
  [/^Block collections/, colonInFlow],
  [/same column|may not be used as an implicit|without - indicator/, misaligned],
  [/^Implicit (?:map )?keys/, noKey],
  [/^Plain value cannot start with (?:reserved|directive|block|flow)/, startOfText],
  [/^(?:Alias|Anchor) cannot be/, startOfText],
  [/^Unexpected [\w-]+ at node end/, textAfter],
  [/^Unexpected (?:flow-(?:map|seq)-end|[\]}])/, closesNothing],
  [/^Unexpected (?:, in|empty item)/, ["there is a comma too many here", "drop-comma"]],
  [/^Unexpected [\w-]+ token/, textAfter],
  [/^Missing , /, ["a comma is missing before this", "add-comma"]],
  [/^Missing space after :/, ["a key needs a space after its colon", "space-after-colon"]],
  [/^Invalid escape/, unknownEscape],
  [/^(?:Block scalar header|Not a YAML token)/, afterBlockHeader],
  [/^Block scalars with/, ["an empty line before this text has more spaces than the text", "empty-lines"]],
  [/^Comments must/, ["this comment has no space before its #", "space-before-comment"]],
  [/^Tags and anchors must be sep/, ["this tag or anchor has no space after it", "space-after-tag"]],
  [/^A node can have/, ["a value can have one anchor and one tag, and this is one more", "drop-tag"]],
  [/^An alias node/, ["an alias cannot have an anchor or a tag", "drop-tag"]],
  [/^Missing directives-end/, ["there is no line --- after the lines that start with %", "add-marker"]],
  [/^Block collection cannot start/, ["a mapping or a list starts on the line of ---", "below-marker"]],
  [/^The : indicator/, ["a key is longer than 1,024 characters", "quote-all"]],
];

const TAB: Explanation = ["there is a tab in the indentation", "indent-with-spaces"];

/** Long enough for any ARN, and short enough for patterns that backtrack. */
export const LONGEST_LINE = 4_096;

export function explained(text: string, error: YamlFault): ExplainedFault {
  const [from, to] = [lineStart(text, error.start), lineEnd(text, error.start)];
  const line = text.slice(from, to);
  const fault = { ...error, text, line, from, to, first: from + indentOf(line) };
  for (const [message, explain] of line.length > LONGEST_LINE ? [] : EXPLANATIONS) {
    const match = message.exec(error.reason);
    const found = match && (typeof explain === "function" ? explain(fault, match) : explain);
    if (!found) continue;
    const [reason, advice, { start, end } = error] = found;
    return { reason, advice, start, end };
  }
  return { reason: worded(error.reason), start: error.start, end: error.end };
}

/** Makes a message of `yaml` fit into a sentence. */
function worded(reason: string): string {
  // Some messages end with the text found, which could be a password.
  const said = reason
    .replace(/(characters|tag|stream|value|anchor|alias|token): .*$/s, "$1")
    // The lenient lexer accepts any indentation there.
    .replace("in block collection must be sufficiently indented and end", "must end");
  return said.charAt(0).toLowerCase() + said.slice(1);
}

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

/** The column after the dashes and question marks at the start of a line. */
function columnOf(line: string): number {
  return /^ *(?:[-?] +)*/.exec(line)?.[0].length ?? 0;
}

/** Some lines, so that many faults do not take quadratic time. */
function* linesBelow(text: string, end: number): Generator<{ from: number; to: number }> {
  for (let to = end; to < text.length && to - end < LONGEST_LINE; ) {
    const from = text.indexOf("\n", to) + 1;
    if (from === 0) return;
    to = lineEnd(text, from);
    if (to - from <= LONGEST_LINE) yield { from, to };
  }
}

/** Some lines, from the nearest up. */
function* linesAbove(text: string, start: number): Generator<string> {
  for (let to = start; to > 0 && start - to < LONGEST_LINE; ) {
    const from = lineStart(text, to - 1);
    yield text.slice(from, lineEnd(text, from));
    to = from;
  }
}

/** The line without its indentation. */
function wholeLine({ first, to }: Fault): Span {
  return { start: first, end: to };
}

function markerOfConflict(fault: Fault): Explanation | undefined {
  if (!/^(?:<{7}|={7}|>{7})(?: |$)/.test(fault.line)) return undefined;
  return ["this line is a marker of an unresolved merge conflict", "resolve-conflict", wholeLine(fault)];
}

function neverClosed({ text, start, reason }: Fault): Explanation | undefined {
  const opener = /^Quoted/.test(reason) ? start : unclosedBefore(text, start);
  if (opener === undefined) return undefined;
  const advice =
    ({ "]": "close-list", "}": "close-mapping" } as const)[closerOf(text, opener)] ?? "close-quote";
  const place = { start: opener, end: lineEnd(text, opener) };
  return [`this ${text.charAt(opener)} is never closed`, advice, place];
}

/** A key, and a value that YAML would take for another key. */
const TWO_COLONS = /^[^:]*:[ \t]+(?:"[^"\n]*"[ \t]*|'[^'\n]*'[ \t]*|[^\s"'[{&*!|>#][^\n]*?):(?:[ \t]|$)/;
/** The same within braces or brackets, from the value on. */
const COLON_BEHIND = /^[^,{}[\]\n]*?:(?:[ \t]|$)/;
const ENTRY = /^ *(?:[-?] +)*(?:"[^"]*"[ \t]*|'[^']*'[ \t]*|[^\s"'#].*?):(?:[ \t]|$)/;

const COLON = "the value has a colon with a space after it";

/** The error is at the first value; what is wrong may be a line below it. */
function nested({ text, line, start, to }: Fault): Explanation {
  if (!TWO_COLONS.test(line)) {
    for (const { from, to: end } of linesBelow(text, to)) {
      const below = text.slice(from, end);
      if (ENTRY.test(below)) return [DEEPER, "indent-alike", { start: from + indentOf(below), end }];
    }
  }
  return [COLON, "quote-value", { start, end: to }];
}

function colonInFlow({ text, start, to }: Fault): Explanation | undefined {
  return COLON_BEHIND.test(text.slice(start, to)) ? [COLON, "comma-or-quotes"] : undefined;
}

const DEEPER = "this line is indented more than the line above it, which already has a value";

function misaligned(fault: Fault): Explanation {
  const { text, line, from } = fault;
  const own = indentOf(line);
  const place = wholeLine(fault);
  let isNext = true;
  for (const above of linesAbove(text, from)) {
    if (/^\s*(?:#|$)/.test(above)) continue;
    if (isNext && own > columnOf(above)) return [DEEPER, "indent-alike", place];
    isNext = false;
    const indent = indentOf(above);
    if (indent < own) break;
    if (indent === own && /^-(?: |$)/.test(above.slice(own)) && !/^-(?: |$)/.test(line.slice(own)))
      return ["this line is in a list but has no dash", "dash-or-indent", place];
  }
  return ["this line is not lined up with any line above it", "line-up", place];
}

/** A line that should be a key with a value. */
function noKey(fault: Fault): Explanation {
  const { line, start, first, from, to } = fault;
  if (start > from + columnOf(line))
    return ["a comma is missing after this", "add-comma", { start, end: to }];
  const place = wholeLine(fault);
  const own = line.slice(first - from);
  if (/^-(?: |$)/.test(own))
    return ["this list item is among the keys of a mapping", "item-below-key", place];
  if (/^-[^\s-]/.test(own))
    return ["there is no space after the dash of this list item", "space-after-dash", place];
  if (/^(?:\{[{%]|<%)/.test(own)) return TEMPLATE(place);
  if (/^[\w.-]+:[^\s/]/.test(own))
    return ["there is no space after the colon of this key", "space-after-colon", place];
  if (/^[\w.-]+[ \t]*=/.test(own))
    return ["this line joins a key and a value with =", "colon-for-equals", place];
  return ["this line is not a key with a value: it has no colon", "add-colon", place];
}

const TEMPLATE = (place: Span): Explanation => ["this is a template tag", "render-first", place];

/** A text that starts with a sign of YAML's own. */
function startOfText({ text, start, first, to }: Fault): Explanation {
  const at = Math.max(first, start - 1);
  if (/^(?:\{%|<%)/.test(text.slice(at, start + 2))) return TEMPLATE({ start: at, end: to });
  const sign = text.charAt(start);
  return [`a text cannot start with ${sign} without quotes`, "quote-all", { start, end: to }];
}

/** Text behind a value that has ended. */
function textAfter(fault: Fault): Explanation {
  const { text, from, start, to, line, first } = fault;
  const before = text.slice(from, start).trimEnd();
  const place = { start, end: to };
  if (/^(?:\{[{%]|<%)/.test(line.slice(first - from))) return TEMPLATE(wholeLine(fault));
  if (before === "")
    return isTooFarLeft(fault) ? LEFT : ["the document has ended above this line", "add-marker-before"];
  const last = before.charAt(before.length - 1);
  if (last === "'") return ["there is text after the closing '", "double-quote-inside", place];
  if (last === '"') return ['there is text after the closing "', "escape-quote-inside", place];
  if (/[\]}]/.test(last)) return [`there is text after the closing ${last}`, "quote-all", place];
  if (/^\.\.\.$/.test(before))
    return ["there is text after ..., which ends a document", "below-marker", place];
  return ["there is text after a value that has ended", "quote-all", place];
}

const LEFT: Explanation = ["this line is indented less than the first line of the document", "line-up"];

function isTooFarLeft({ text, from, first }: Fault): boolean {
  const document = text.slice(text.lastIndexOf("\n---", from) + 1, from);
  const start = /^(?!---|%)( *)[^\s#]/m.exec(document)?.[1];
  return start !== undefined && start.length > first - from;
}

function closesNothing({ text, start }: Fault): Explanation {
  return [`this ${text.charAt(start)} closes nothing`, "drop-closer"];
}

function unknownEscape({ start }: Fault): Explanation {
  return ["this is not an escape that YAML knows", "double-backslash", { start, end: start + 2 }];
}

function afterBlockHeader({ line, from, start, to }: Fault): Explanation {
  const sign = /[|>](?=[^|>]*$)/.exec(line.slice(0, start - from + 1))?.[0] ?? "|";
  return [`there is text after ${sign} on its line`, "text-below", { start, end: to }];
}
