/** YAML text → the node trees of its documents, within limits on stack and time for any input. */

import { Composer, type Document, isScalar, type Scalar, type YAMLError } from "yaml";
import { lineEnd, type Span } from "../text/source.js";
import type { Directive } from "./directive.js";
import { closerOf, lenientLexer, type Misindented } from "./lexer.js";
import { directivesOf, tokensOf } from "./tokens.js";

export interface YamlFault extends Span {
  /** The message of `yaml`. It may quote a word of the text, so do not show it for texts that hold secrets. */
  readonly reason: string;
}

export interface Composed {
  /** Composed lazily, so that only one has to be in memory. */
  readonly documents: Iterable<Document>;
  readonly directives: ReadonlyMap<number, Directive>;
}

/** A place that YAML 1.2 forbids, and that PyYAML, libyaml and their ports (go-yaml, Psych) accept. */
export interface SpecViolation extends Span {
  readonly kind: "indentation" | "comment";
}

/** Documents composed as those programs read them. */
interface LenientlyComposed extends Composed {
  /** In order, up to the first error. They are not among the errors of the documents. */
  readonly violations: readonly SpecViolation[];
}

/** `yaml` composes by recursion, and Node crashes when the stack ends. No config nests this deep. */
const DEEPEST = 256;

/**
 * Reads all scalars as text (schema `failsafe`, tags unresolved). Does not check for duplicate keys, because that takes
 * quadratic time. Does not resolve aliases, so that no alias bomb can go off.
 */
export function composeDocuments(text: string, deepest = DEEPEST): Composed | YamlFault {
  return composed(text, tokensOf(text, deepest));
}

/** Whether {@link composeLeniently} may accept the place of a document's first error. */
export function mayBeTolerated({ errors: [first] }: Document): boolean {
  return first !== undefined && /^(?:BAD_INDENT|MISSING_CHAR|MULTILINE_IMPLICIT_KEY)$/.test(first.code);
}

/** The same for a text that is not YAML 1.2, but may be valid for most other parsers: see `lexer.ts`. */
export function composeLeniently(text: string): LenientlyComposed | YamlFault {
  const misindented: Misindented[] = [];
  const read = composed(text, tokensOf(text, DEEPEST, lenientLexer(misindented)));
  if ("reason" in read) return read;
  const documents = [...read.documents];
  const violations: SpecViolation[] = misindented.map(({ line }) => ({ ...line, kind: "indentation" }));
  for (const document of documents) {
    document.errors = document.errors.filter((error) => {
      if (!isAboutComment(error)) return true;
      const before = text.charAt(error.pos[0] - 1);
      // A false error of `yaml`: a comment on a line of its own, after an entry of a flow mapping.
      if (before === "\n") return false;
      // PyYAML rejects the comment after the header of a block scalar.
      const isTolerated = /["'[\]{},:]/.test(before);
      if (isTolerated) violations.push({ start: error.pos[0], end: error.pos[1], kind: "comment" });
      return !isTolerated;
    });
  }
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error !== undefined) reportUnclosed(error, misindented, text);
  const limit = error?.pos[0] ?? Number.POSITIVE_INFINITY;
  return {
    documents,
    directives: read.directives,
    violations: violations.filter(({ start }) => start < limit).sort((a, b) => a.start - b.start),
  };
}

/**
 * Rewrites an error that an unclosed collection or quoted scalar causes. Such a node takes in all text up to the next
 * quote, and the error stands there. The bracket or quote is missing before the first line with too little indentation.
 */
function reportUnclosed(error: YAMLError, misindented: readonly Misindented[], text: string): void {
  const isQuoted = ({ start }: Misindented) => /["']/.test(text.charAt(start));
  const unclosed = misindented.find((each) => {
    const { start, end, closed } = each;
    const at = error.pos[0];
    return closed ? isQuoted(each) && end <= at && at <= lineEnd(text, end) : start <= at;
  });
  if (unclosed === undefined) return;
  const { start, line } = unclosed;
  const closer = closerOf(text, start);
  const kind = { "]": "Flow sequence", "}": "Flow map" }[closer] ?? "Quoted scalar";
  error.message = `${kind} must end with a ${closer}`;
  error.pos = isQuoted(unclosed) ? [start, lineEnd(text, start)] : [line.start, line.end];
}

function composed(text: string, tokens: ReturnType<typeof tokensOf>): Composed | YamlFault {
  if ("tooDeepAt" in tokens) {
    const { tooDeepAt } = tokens;
    return { start: tooDeepAt, end: tooDeepAt + 1, reason: `it is nested more than ${DEEPEST} levels deep` };
  }
  const composer = new Composer({
    schema: "failsafe",
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    keepSourceTokens: true,
    logLevel: "silent",
  });
  return { documents: composer.compose(tokens, false, text.length), directives: directivesOf(tokens) };
}

/** `[a, b]#c`: a comment without a space before it. */
function isAboutComment({ code, message }: YAMLError): boolean {
  return code === "MISSING_CHAR" && message.startsWith("Comments must be separated");
}

/** The first two documents of a file that may hold one, and their first error. */
export function firstDocuments(text: string): FirstDocuments | YamlFault {
  const strictly = firstOf(composeDocuments(text));
  if ("reason" in strictly || strictly.error === undefined) return strictly;
  return firstOf(composeLeniently(text));
}

interface FirstDocuments {
  readonly document?: Document | undefined;
  readonly second?: Document | undefined;
  readonly error?: YAMLError | undefined;
}

function firstOf(
  composed: { readonly documents: Iterable<Document> } | YamlFault,
): FirstDocuments | YamlFault {
  if ("reason" in composed) return composed;
  const [document, second] = composed.documents;
  return { document, second, error: document?.errors[0] ?? second?.errors[0] };
}

/** The documents of a text that is part of another, at `depth` levels there; undefined where one has an error. */
export function documentsOf(text: string, depth = 0): readonly Document[] | undefined {
  const composed = composeDocuments(text, DEEPEST - depth);
  if ("reason" in composed) return undefined;
  const documents = [...composed.documents];
  return documents.some(({ errors }) => errors.length > 0) ? undefined : documents;
}

/** The place of a node of `yaml`, without the spaces after it; the start of the text where `yaml` gives none. */
export function spanOf(node: unknown): Span {
  const range = (node as { range?: readonly [number, number, number] | null } | null)?.range;
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

/** A scalar's decoded text. */
export function scalarText({ value }: Scalar): string {
  return typeof value === "string" ? value : "";
}

/** Whether a value is left out, as in `key:` without a value. */
export function isLeftOut(node: unknown): boolean {
  if (node === null) return true;
  return (
    isScalar(node) && node.type === "PLAIN" && node.range?.[0] === node.range?.[1] && node.tag === undefined
  );
}
