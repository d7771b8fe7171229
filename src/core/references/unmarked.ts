/**
 * ARNs in the midst of a longer text, which no form claims. They are kept, and listed so that nobody has to wonder, with
 * who reads them there where that is known. Where nobody does, one is most likely a reference gone wrong, and that is said.
 */

import type { OfflineProblem } from "../diagnostics/catalogue.js";
import { diagnose } from "../diagnostics/diagnostics.js";
import { isSelective, type Match } from "../forms/form.js";
import { helmSecretsIn } from "../forms/vals/helm-secrets.js";
import { parseArn } from "../services/secrets-manager/arn.js";
import type { Source, Span } from "../text/source.js";
import type { Scalar } from "../yaml/scalars.js";
import { asFinding, type Finding } from "./findings.js";
import { type UnmarkedArn, unmarkedArnsOf } from "./unmarked/arns.js";
import { type Around, aroundIn, likelyMeant } from "./unmarked/likely-meant.js";
import { nameBefore } from "./unmarked/name-before.js";
import { readBy } from "./unmarked/readers.js";
import { wrappedIn } from "./unmarked/wrapped.js";

/** Why an ARN is kept, and what is to be said of that. */
interface Explained {
  readonly text: string;
  readonly reason: string;
  readonly problem?: OfflineProblem;
}

/** In every URI of helm-secrets one of these stands. */
const OF_HELM_SECRETS = /:\/\/|vals!/;
const NONE: readonly never[] = [];

const ESCAPED = /\$\$\{$/;
const PART = "part of a longer text";

/** `known` is why the scalar is literal, where it is. */
export function unmarkedArnsIn(
  source: Source,
  scalar: Scalar,
  claimed: readonly Match[],
  known: string | undefined,
): readonly Finding[] {
  let from = scalar.content.start;
  return explainedArns(scalar, claimed, known).flatMap(({ text, reason, problem }) => {
    const span = spanOf(source.text, text, from, scalar);
    from = span.end;
    const kept: Finding = { kind: "literal", text, reason, source, scalar, span };
    if (problem === undefined) return [kept];
    return [kept, asFinding(diagnose(problem, { source, place: span, path: scalar.path }))];
  });
}

function explainedArns(
  scalar: Scalar,
  claimed: readonly Match[],
  known: string | undefined,
): readonly Explained[] {
  const { value } = scalar;
  const unmarkedArns = unmarkedArnsOf(value, claimed);
  if (unmarkedArns.length === 0 && !OF_HELM_SECRETS.test(value)) return NONE;
  const wrapped = unmarkedArns.length === 1 && known === undefined ? wrappedIn(scalar) : undefined;
  if (wrapped !== undefined)
    return [{ text: wrapped.found, reason: PART, problem: { code: "reference-unmarked", ...wrapped } }];
  const named = helmSecretsIn(value).filter(
    ({ text }) => /ref\+aws[-_]?s?ecret/i.test(text) && !text.includes("arn:"),
  );
  return [
    ...explained(unmarkedArns, scalar, known),
    ...named.map(({ text }) => ({ text, reason: known ?? readBy(text, scalar.path) ?? PART })),
  ];
}

function explained(
  unmarkedArns: readonly UnmarkedArn[],
  scalar: Scalar,
  known: string | undefined,
): readonly Explained[] {
  if (unmarkedArns.length === 0) return [];
  const around = aroundIn(scalar);
  return unmarkedArns.map((unmarkedArn) => applyRules(unmarkedArn, around, known));
}

function applyRules(unmarkedArn: UnmarkedArn, around: Around, known: string | undefined): Explained {
  const { text, before } = unmarkedArn;
  if (ESCAPED.test(before)) return { text, reason: "escaped with $$" };
  const reason = known ?? readBy(before, around.scalar.path);
  if (reason !== undefined) return { text, reason };
  const name = nameBefore(before);
  if (name?.kind !== undefined) {
    const { reason: named, kind } = name;
    const doubted = kind === "generic" && isSelective(parseArn(text).key);
    const problem = { code: "literal-selector", found: text, reason: named } as const;
    return { text, reason: named, ...(doubted ? { problem } : {}) };
  }
  const unmarked = likelyMeant(unmarkedArn, name, around);
  if (unmarked === undefined) return { text, reason: PART };
  return { text, reason: PART, problem: { code: "reference-unmarked", ...unmarked } };
}

/** Where the text stands in the source; the whole scalar where escapes or line breaks hide it. */
function spanOf(sourceText: string, text: string, from: number, { content, span }: Scalar): Span {
  const start = sourceText.indexOf(text, from);
  return start < 0 || start + text.length > content.end ? span : { start, end: start + text.length };
}
