/** YAML text → the node trees of its documents, read so that no input can exhaust the stack or the time. */

import { Composer, type Document, isScalar, type Scalar } from "yaml";
import type { Span } from "../source.js";
import type { Directive } from "./directive.js";
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

/** `yaml` composes by recursion and takes Node down with it when the stack ends; no config nests this deep. */
const DEEPEST = 256;

/**
 * All scalars as text and all collections as they are written (schema `failsafe`, no tag resolved); no check for
 * duplicate keys, which takes time square in their number; aliases are left unresolved, so no alias bomb can go off.
 */
export function composeDocuments(text: string, deepest = DEEPEST): Composed | YamlFault {
  const tokens = tokensOf(text, deepest);
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
