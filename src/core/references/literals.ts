/**
 * Whose ARN is it? A bare ARN is either a reference, to be replaced by the secret's value, or literal: another program
 * reads the ARN itself, so it is kept and listed with the reason. A wrong keep fails loudly when the pipeline starts; a
 * wrong replacement puts a password where others read it. So in doubt the ARN is kept.
 *
 * The first of these that speaks decides:
 *  1. what was said of this very place: a comment, a tag or function, the team's keys, the team's word on bare ARNs;
 *  2. the shape around it: a CloudFormation template, an ECS task definition, …;
 *  3. the names beside it: the `name` of a `value`, the argument before it;
 *  4. the keys above it: `secret_arn` at any height, `resources` as the nearest;
 *  5. nothing: it is a reference.
 */

import type { Path } from "../text/path.js";
import type { ScannedScalar } from "../yaml/scalars.js";
import { type KeyRules, keyRuleFor } from "./key-rules.js";
import { kindOfKey } from "./literals/key-words.js";
import { shapeThatKeeps } from "./literals/known-shapes.js";
import { nameBeside } from "./literals/names-beside.js";

/** Whether a bare ARN is kept, and what says so. */
export interface Verdict {
  readonly kept: boolean;
  /** In a few words: `key secret_arn`. */
  readonly reason: string;
  /** Set where it is a word only that other programs use for other things too. */
  readonly generic?: true;
}

export function verdictOn(scalar: ScannedScalar, rules: KeyRules): Verdict {
  return saidOfPlace(scalar, rules) ?? verdictUnsaid(scalar, rules);
}

/** The verdict where nothing was said of this very place. */
export function verdictUnsaid(scalar: ScannedScalar, rules: KeyRules): Verdict {
  return (
    saidOfBareArns(rules) ??
    byShape(scalar) ??
    byName(scalar) ??
    byKeys(scalar.path) ?? { kept: false, reason: "nothing here says that another program reads it" }
  );
}

const kept = (reason: string): Verdict => ({ kept: true, reason });
const replaced = (reason: string): Verdict => ({ kept: false, reason });

/** CloudFormation's functions, which put their texts together themselves: `Fn::Join` is the long way to write `!Join`. */
const FUNCTION = /^Fn::/i;

/** What was said of this very place, which holds for every form but the embedded one. */
export function saidOfPlace(scalar: ScannedScalar, rules: KeyRules): Verdict | undefined {
  if (scalar.directive?.text === "literal") return kept("comment # arnsubst: literal");
  if (scalar.directive?.text === "resolve") return replaced("comment # arnsubst: resolve");
  if (scalar.foreignTag !== undefined) return kept(`tag ${scalar.foreignTag}`);
  const rule = keyRuleFor(scalar.path, rules);
  if (rule?.kind === "literal") return kept(`config literal-keys: ${rule.key}`);
  if (rule?.kind === "reference") return replaced(`config reference-keys: ${rule.key}`);
  const call = scalar.path.find((segment) => typeof segment === "string" && FUNCTION.test(segment));
  return call === undefined ? undefined : kept(`key ${call}`);
}

/** Whether the user has said what becomes of a bare ARN here. */
export function wasSaid(scalar: ScannedScalar, rules: KeyRules): boolean {
  return (saidOfPlace(scalar, rules) ?? saidOfBareArns(rules)) !== undefined;
}

function saidOfBareArns({ bareArns }: KeyRules): Verdict | undefined {
  if (bareArns === undefined) return undefined;
  return { kept: bareArns === "keep", reason: `config bare-arns: ${bareArns}` };
}

function byShape(scalar: ScannedScalar): Verdict | undefined {
  const shape = shapeThatKeeps(scalar);
  return shape === undefined ? undefined : kept(`shape ${shape}`);
}

function byName(scalar: ScannedScalar): Verdict | undefined {
  const name = nameBeside(scalar);
  if (name === undefined) return undefined;
  return name.kind === "generic" ? { ...kept(name.reason), generic: true } : kept(name.reason);
}

function byKeys(path: Path): Verdict | undefined {
  const keys = path.filter((segment) => typeof segment === "string");
  const strong = keys.find((key) => kindOfKey(key) === "strong");
  if (strong !== undefined) return kept(`key ${strong}`);
  const nearest = keys.at(-1);
  if (nearest === undefined || kindOfKey(nearest) === undefined) return undefined;
  return { ...kept(`key ${nearest}`), generic: true };
}
