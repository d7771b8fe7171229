/** Which ARNs are meant as they stand: another program reads them, so they are kept and listed with the reason. */

import type { Path } from "./path.js";
import { type KeyRules, keyRuleFor } from "./rules.js";
import type { Scalar } from "./yaml/scalars.js";

/** Keys, written in one word, whose values other programs read as the ARN itself. */
const READ_BY_OTHERS = new Set([
  ...[
    "valuefrom",
    "secretid",
    "secretids",
    "secretsmanagersecretid",
    "secretsmanager:secretid",
    "objectname",
  ],
  ...["resource", "resources", "notresource", "notresources", "secretarnlist", "credentialsparameter"],
  ...["environmentsecrets", "runtimeenvironmentsecrets", "secretsmanager", "registrycredential"],
]);

/**
 * Why a bare ARN is literal; undefined where it is a reference. A comment on its line has the last word,
 * then the tag, then the team's rules for keys, which all make a `purpose`, then what is known of its key and the keys
 * above it.
 */
export function literalReason(
  scalar: Scalar,
  rules: KeyRules,
  purpose: string | undefined,
): string | undefined {
  const decided = scalar.directive?.text === "resolve" || keyRuleFor(scalar.path, rules) !== undefined;
  return purpose ?? (decided ? undefined : reasonInPath(scalar.path));
}

/** CloudFormation's functions, which put their texts together themselves: `Fn::Join` is the long way to write `!Join`. */
const FUNCTION = /^Fn::/i;

/** The same without what is only known of keys: what was said of this very place, by a comment, a tag, a function or a rule. */
export function keptOnPurpose(scalar: Scalar, rules: KeyRules): string | undefined {
  if (scalar.directive?.text === "literal") return "comment # arnsubst: literal";
  if (scalar.directive?.text === "resolve") return undefined;
  if (scalar.foreignTag !== undefined) return `tag ${scalar.foreignTag}`;
  const rule = keyRuleFor(scalar.path, rules);
  if (rule !== undefined) return rule.kind === "literal" ? `config literal-keys: ${rule.key}` : undefined;
  const call = scalar.path.find((segment) => typeof segment === "string" && FUNCTION.test(segment));
  return call === undefined ? undefined : `key ${call}`;
}

function reasonInPath(path: Path): string | undefined {
  for (const [index, segment] of path.entries()) {
    if (typeof segment !== "string") continue;
    if (namesArn(segment)) return `key ${segment}`;
    const oneWord = /[-_]/.test(segment)
      ? segment.toLowerCase().replaceAll(/[-_]/g, "")
      : segment.toLowerCase();
    if (READ_BY_OTHERS.has(oneWord)) return `key ${segment}`;
    // External Secrets: the second is how it takes all keys of a secret.
    const parent = path[index - 1];
    if (oneWord === "key" && (parent === "remoteRef" || parent === "extract")) return `key ${parent}.key`;
    if (oneWord === "uri" && path.includes("SourceAccessConfigurations")) return `key ${segment}`;
  }
  return undefined;
}

/** Words in capitals that only end like it. */
const OTHER_WORDS = /^(?:(?:UN|RE)?LEARN|EARN|YARN|(?:FORE)?WARN|BARN|DARN)S?$/;

/** `secret_arn`, `SecretARN`, `dbSecretArns`, `secret-arn-map`, `DB_ARNS`; not `learn`, in capitals neither. */
function namesArn(key: string): boolean {
  if (!/arn/i.test(key)) return false;
  const words = key
    .replaceAll(/([A-Z]*)ARN([Ss]?)(?![a-z])/g, (run, before: string, plural: string) =>
      OTHER_WORDS.test(run) ? run : `${before}Arn${plural.toLowerCase()}`,
    )
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const last = words.at(-1);
  return last === "arn" || last === "arns" || (last === "map" && words.at(-2) === "arn");
}
