/** Checks the selector of a parameter: a version or a label, and then a JSON key. */

import { type CheckedPart, problemAt } from "../../arn/parts.js";
import { templatesIn } from "../../arn/templates.js";
import type { PartProblem } from "../../diagnostics/diagnostics.js";
import { omitUndefined } from "../../text/omit-undefined.js";
import type { Token } from "../../text/source.js";
import { looksLikeJsonKey } from "../json-key.js";
import type { VersionedKey } from "../parsed.js";

/** What LabelParameterVersion allows: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-labels.html */
const LABEL = /^(?!aws|ssm)[a-z_.-][\w.-]{0,99}$/i;
const NUMBER = /^[1-9]\d{0,18}$/;

export function isVersionNumber(text: string): boolean {
  return NUMBER.test(text);
}

export function isLabel(text: string): boolean {
  return LABEL.test(text);
}

/** The problem of a text that is neither a version nor a label. */
export function checkVersion(version: Token | undefined): readonly PartProblem[] {
  const found = version?.text ?? "";
  if (version === undefined || found === "" || templatesIn(found).length > 0) return [];
  if (NUMBER.test(found) || LABEL.test(found)) return [];
  return problemAt(version, { code: "parameter-version", found });
}

/** A word of CloudFormation's references to secrets. */
const WORD = /^Secret(?:String|Binary)$/;
/** Stands for the current version of a secret, which nobody has to name. */
const CURRENT = "AWSCURRENT";

/**
 * The selector that was most likely meant where the fields are in another order, as in the selector of a secret:
 * `:password::` → `::password`. Undefined where one of them says neither a key nor a version, or two say a version.
 */
export function meantSelector(fields: readonly string[]): string | undefined {
  const words = fields.filter((text) => text !== "" && text !== CURRENT && !WORD.test(text));
  const keys = words.filter(looksLikeJsonKey);
  const [version = "", ...others] = words.filter((text) => !looksLikeJsonKey(text));
  if (others.length > 0 || (version !== "" && !NUMBER.test(version) && !LABEL.test(version)))
    return undefined;
  // A key behind another is most likely a key within that one.
  return `:${version}:${keys.join(".")}`.replace(/:+$/, "");
}

/** Warns of a JSON key in the place of the version: `parameter/prod/db:password`, `parameter/prod/db:password:3`. */
export function checkOrder(version: Token | undefined, jsonKey: Token | undefined): readonly CheckedPart[] {
  if (version === undefined || !looksLikeJsonKey(version.text)) return [];
  const text = meantSelector([version.text, jsonKey?.text ?? ""]) ?? `::${version.text}`;
  const is = WORD.test(version.text) ? "cloudformation" : "key";
  const problem = { code: "version-misplaced", found: version.text, at: "version", is, fixed: text } as const;
  return problemAt(version, problem, { start: version.start - 1, end: (jsonKey ?? version).end, text });
}

/** A version is a number, every other text is a label. */
export function selectorOf(version: string | undefined, jsonKey: string | undefined): VersionedKey {
  const isNumber = /^\d+$/.test(version ?? "");
  return omitUndefined({
    jsonKey: jsonKey || undefined,
    versionStage: isNumber ? undefined : version || undefined,
    versionId: isNumber ? version : undefined,
  });
}
