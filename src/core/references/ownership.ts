/**
 * Decides whose a bare ARN is: ours or another program's. Ours is a reference, replaced by the secret's value. Another
 * program's is a literal: that program reads the ARN itself, so it is kept, and listed with the reason. A wrong keep
 * fails loudly when the pipeline starts; a wrong replacement puts a password where others read it. So in doubt the ARN
 * is kept.
 *
 * The first of these that applies decides:
 *  1. the user's word on this very place: a comment, a tag or function, the rules on keys, the rule on bare ARNs;
 *  2. the shape around it: a CloudFormation template, an ECS task definition, …;
 *  3. a name beside it: the `name` of a `value`, the argument before it;
 *  4. the keys above it: `secret_arn` at any height, `resources` only as the nearest;
 *  5. otherwise it is a reference.
 */

import { keysIn, type Path } from "../text/path.js";
import type { ScannedScalar } from "../yaml/scalars.js";
import { type KeyRules, keyRuleFor } from "./key-rules.js";
import { kindOfKey } from "./ownership/key-words.js";
import { shapeThatKeeps } from "./ownership/match-shape.js";
import { siblingName } from "./ownership/sibling-names.js";

/** Whether a bare ARN is kept, and why. */
export interface Decision {
  readonly kept: boolean;
  /** In a few words: `key secret_arn`. */
  readonly reason: string;
  /** Set if the only reason is a word that programs also use for other things. */
  readonly generic?: true;
}

export function decide(scalar: ScannedScalar, rules: KeyRules): Decision {
  return decideByMarks(scalar, rules) ?? decideByContext(scalar, rules);
}

/** Whether the user has decided about a bare ARN here. */
export function isDecidedByUser(scalar: ScannedScalar, rules: KeyRules): boolean {
  return (decideByMarks(scalar, rules) ?? byBareArnsRule(rules)) !== undefined;
}

/** CloudFormation's functions, which join their texts themselves: `Fn::Join` is the long way to write `!Join`. */
const FUNCTION = /^Fn::/i;

/** What the user has marked at this very place. Marks hold for every form but the embedded one. */
export function decideByMarks(scalar: ScannedScalar, rules: KeyRules): Decision | undefined {
  if (scalar.directive?.text === "literal") return kept("comment # arnsubst: literal");
  if (scalar.directive?.text === "resolve") return replaced("comment # arnsubst: resolve");
  if (scalar.foreignTag !== undefined) return kept(`tag ${scalar.foreignTag}`);
  const rule = keyRuleFor(scalar.path, rules);
  if (rule?.kind === "literal") return kept(`config literal-keys: ${rule.key}`);
  if (rule?.kind === "reference") return replaced(`config reference-keys: ${rule.key}`);
  const call = scalar.path.find((segment) => typeof segment === "string" && FUNCTION.test(segment));
  return call === undefined ? undefined : kept(`key ${call}`);
}

/** The decision at a place without marks. */
export function decideByContext(scalar: ScannedScalar, rules: KeyRules): Decision {
  return (
    byBareArnsRule(rules) ??
    byShape(scalar) ??
    bySiblingName(scalar) ??
    byKeys(scalar.path) ??
    replaced("nothing here says that another program reads it")
  );
}

const kept = (reason: string): Decision => ({ kept: true, reason });
const keptByWord = (reason: string): Decision => ({ kept: true, reason, generic: true });
const replaced = (reason: string): Decision => ({ kept: false, reason });

function byBareArnsRule({ bareArns }: KeyRules): Decision | undefined {
  if (bareArns === undefined) return undefined;
  return { kept: bareArns === "keep", reason: `config bare-arns: ${bareArns}` };
}

function byShape(scalar: ScannedScalar): Decision | undefined {
  const shape = shapeThatKeeps(scalar);
  return shape === undefined ? undefined : kept(`shape ${shape}`);
}

function bySiblingName(scalar: ScannedScalar): Decision | undefined {
  const name = siblingName(scalar);
  if (name === undefined) return undefined;
  return name.kind === "generic" ? keptByWord(name.reason) : kept(name.reason);
}

function byKeys(path: Path): Decision | undefined {
  const keys = keysIn(path);
  const strong = keys.find((key) => kindOfKey(key) === "strong");
  if (strong !== undefined) return kept(`key ${strong}`);
  const nearest = keys.at(-1);
  return nearest === undefined || kindOfKey(nearest) === undefined ? undefined : keptByWord(`key ${nearest}`);
}
