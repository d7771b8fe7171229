/**
 * Unmarked ARNs: those inside a longer text that no form matches. They are kept and listed, with the program that reads
 * them if it is known. If none is known, the ARN is most likely a reference gone wrong, and a diagnostic says so.
 */

import type { OfflineProblem } from "../diagnostics/catalogue.js";
import { isSelective, type Match } from "../forms/form.js";
import { helmSecretsIn } from "../forms/vals/helm-secrets.js";
import { parseArn } from "../services/index.js";
import type { Source, Span } from "../text/source.js";
import type { Scalar } from "../yaml/scalars.js";
import { asFinding, diagnoseAt, type Finding, type Literal } from "./findings.js";
import { findUnmarkedArns, type UnmarkedArn } from "./unmarked/arns.js";
import { nameBefore } from "./unmarked/name-before.js";
import { readBy } from "./unmarked/readers.js";
import { type Context, contextOf, suggestReference } from "./unmarked/suggestion.js";
import { suggestUnwrapped } from "./unmarked/wrapped.js";

/** Why an ARN is kept, and what may be wrong with that. */
interface KeptArn {
  readonly text: string;
  readonly reason: string;
  readonly problem?: OfflineProblem;
}

/** Every URI of helm-secrets holds one of these. */
const HELM_SECRETS = /:\/\/|vals!/;
const ESCAPED = /\$\$\{$/;
const PART = "part of a longer text";

/**
 * @param claimed the matches of the forms in the scalar
 * @param keptBy why the whole scalar is kept; undefined if it is not
 */
export function unmarkedArnsIn(
  source: Source,
  scalar: Scalar,
  claimed: readonly Match[],
  keptBy: string | undefined,
): readonly Finding[] {
  let from = scalar.content.start;
  return keptArnsIn(scalar, claimed, keptBy).flatMap(({ text, reason, problem }): readonly Finding[] => {
    const span = spanOf(source.text, text, from, scalar);
    from = span.end;
    const literal: Literal = { kind: "literal", text, reason, source, scalar, span };
    return problem === undefined ? [literal] : [literal, asFinding(diagnoseAt(literal, problem))];
  });
}

function keptArnsIn(
  scalar: Scalar,
  claimed: readonly Match[],
  keptBy: string | undefined,
): readonly KeptArn[] {
  const { value, path } = scalar;
  const arns = findUnmarkedArns(value, claimed);
  if (arns.length === 0 && !HELM_SECRETS.test(value)) return [];
  const unwrapped = arns.length === 1 && keptBy === undefined ? suggestUnwrapped(scalar) : undefined;
  if (unwrapped !== undefined)
    return [{ text: unwrapped.found, reason: PART, problem: { code: "reference-unmarked", ...unwrapped } }];
  const context = contextOf(scalar);
  const named = helmSecretsIn(value).filter(
    ({ text }) => /ref\+aws[-_]?s?(?:ecret|sm)/i.test(text) && !text.includes("arn:"),
  );
  return [
    ...arns.map((arn) => keptArn(arn, context, keptBy)),
    ...named.map(({ text }) => ({ text, reason: keptBy ?? readBy(text, path) ?? PART })),
  ];
}

function keptArn(arn: UnmarkedArn, context: Context, keptBy: string | undefined): KeptArn {
  const { text, before } = arn;
  if (ESCAPED.test(before)) return { text, reason: "escaped with $$" };
  const reader = keptBy ?? readBy(before, context.scalar.path);
  if (reader !== undefined) return { text, reason: reader };
  const name = nameBefore(before);
  if (name?.kind !== undefined) {
    const { reason, kind } = name;
    if (kind !== "generic" || !isSelective(parseArn(text).key)) return { text, reason };
    return { text, reason, problem: { code: "literal-selector", found: text, reason } };
  }
  const suggestion = suggestReference(arn, name, context);
  if (suggestion === undefined) return { text, reason: PART };
  return { text, reason: PART, problem: { code: "reference-unmarked", ...suggestion } };
}

/** Where a text stands in the source; the whole scalar if escapes or line breaks hide it. */
function spanOf(sourceText: string, text: string, from: number, { content, span }: Scalar): Span {
  const start = sourceText.indexOf(text, from);
  return start < 0 || start + text.length > content.end ? span : { start, end: start + text.length };
}
