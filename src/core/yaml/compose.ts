/** YAML text → the node trees of its documents, read so that no input can exhaust the stack or the time. */

import { Composer, type Document, isScalar, type Scalar, type YAMLError } from "yaml";
import { lineEnd, type Span } from "../text/source.js";
import type { Directive } from "./directive.js";
import { closerOf, lenientLexer, type Misindented } from "./lexer.js";
import { directivesOf, tokensOf } from "./tokens.js";

export interface YamlFault extends Span {
  /** What the YAML reader says. May name a word of the text, so it is not for texts that hold secrets. */
  readonly reason: string;
}

export interface Composed {
  /** Composed one by one as they are asked for, so that only one needs to be kept. */
  readonly documents: Iterable<Document>;
  readonly directives: ReadonlyMap<number, Directive>;
}

/** A place that YAML 1.2 forbids, and that PyYAML, libyaml and what was made after them read all the same. */
export interface Lapse extends Span {
  readonly kind: "indentation" | "comment";
}

/** What is read as those programs read it. */
export interface LenientlyComposed {
  /** Their errors are none of the lapses. */
  readonly documents: readonly Document[];
  readonly directives: ReadonlyMap<number, Directive>;
  /** In order, as far as the first error. */
  readonly lapses: readonly Lapse[];
}

/** `yaml` composes by recursion and takes Node down with it when the stack ends; no config nests this deep. */
const DEEPEST = 256;

/**
 * All scalars as text and all collections as they are written (schema `failsafe`, no tag resolved); no check for
 * duplicate keys, which takes time square in their number; aliases are left unresolved, so no alias bomb can go off.
 */
export function composeDocuments(text: string, deepest = DEEPEST): Composed | YamlFault {
  return composed(text, tokensOf(text, deepest));
}

/** Whether the first error of a document can be gone once it is read leniently. */
export function mayBeLapse({ errors: [first] }: Document): boolean {
  return first !== undefined && /^(?:BAD_INDENT|MISSING_CHAR|MULTILINE_IMPLICIT_KEY)$/.test(first.code);
}

/**
 * The same for a text that is not YAML by its rules, and may be by those of most programs that read it: see `lexer.ts`.
 * What they read is what is given here.
 */
export function composeLeniently(text: string): LenientlyComposed | YamlFault {
  const misindented: Misindented[] = [];
  const read = composed(text, tokensOf(text, DEEPEST, lenientLexer(misindented)));
  if ("reason" in read) return read;
  const documents = [...read.documents];
  const lapses: Lapse[] = misindented.map(({ line }) => ({ ...line, kind: "indentation" }));
  for (const document of documents) {
    document.errors = document.errors.filter((error) => {
      if (!isAboutComment(error)) return true;
      const before = text.charAt(error.pos[0] - 1);
      // The reader's own slip: a comment that has its line to itself, behind an entry of a flow mapping.
      if (before === "\n") return false;
      // Behind the header of a block scalar PyYAML does not take it.
      const isLapse = /["'[\]{},:]/.test(before);
      if (isLapse) lapses.push({ start: error.pos[0], end: error.pos[1], kind: "comment" });
      return !isLapse;
    });
  }
  const error = documents.flatMap(({ errors }) => errors).at(0);
  if (error !== undefined) sayUnclosed(error, misindented, text);
  const limit = error?.pos[0] ?? Number.POSITIVE_INFINITY;
  return {
    documents,
    directives: read.directives,
    lapses: lapses.filter(({ start }) => start < limit).sort((a, b) => a.start - b.start),
  };
}

/**
 * Without what closes it, a collection or a quoted scalar takes in all that follows it, as far as the next quote. The
 * error comes there; what is missing is missing before the first line that stands too far left.
 */
function sayUnclosed(error: YAMLError, misindented: readonly Misindented[], text: string): void {
  const isQuoted = ({ start }: Misindented) => /["']/.test(text.charAt(start));
  const to = misindented.find((each) => {
    const { start, end, closed } = each;
    const at = error.pos[0];
    return closed ? isQuoted(each) && end <= at && at <= lineEnd(text, end) : start <= at;
  });
  if (to === undefined) return;
  const closer = closerOf(text, to.start);
  const kind = { "]": "Flow sequence", "}": "Flow map" }[closer] ?? "Quoted scalar";
  error.message = `${kind} must end with a ${closer}`;
  error.pos = isQuoted(to) ? [to.start, lineEnd(text, to.start)] : [to.line.start, to.line.end];
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

/** The first two documents of a file of our own, which holds one, and the first error in them. */
export function firstDocuments(text: string): FirstDocuments | YamlFault {
  const strictly = firstOf(composeDocuments(text));
  if ("reason" in strictly || strictly.error === undefined) return strictly;
  return firstOf(composeLeniently(text));
}

export interface FirstDocuments {
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

/** The documents of a text that is part of another, `around` levels deep in it; undefined where something is wrong. */
export function documentsOf(text: string, around = 0): readonly Document[] | undefined {
  const composed = composeDocuments(text, DEEPEST - around);
  if ("reason" in composed) return undefined;
  const documents = [...composed.documents];
  return documents.some(({ errors }) => errors.length > 0) ? undefined : documents;
}

/** Where a node of `yaml` stands; the text's start where that is not known. */
export function spanOf(node: unknown): Span {
  const range = (node as { range?: readonly [number, number, number] | null } | null)?.range;
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

/** A scalar's decoded text. */
export function scalarText({ value }: Scalar): string {
  return typeof value === "string" ? value : "";
}

/** Whether a value is left out: `key:` and nothing behind it. */
export function isLeftOut(node: unknown): boolean {
  if (node === null) return true;
  return (
    isScalar(node) && node.type === "PLAIN" && node.range?.[0] === node.range?.[1] && node.tag === undefined
  );
}
