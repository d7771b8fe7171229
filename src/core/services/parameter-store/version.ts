/** Checks the selector of a parameter: a version or a label, and then a JSON key. */

import { problemAt } from "../../arn/parts.js";
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

/** The problem of a text that is neither a version nor a label. */
export function checkVersion(version: Token | undefined): readonly PartProblem[] {
  const found = version?.text ?? "";
  if (version === undefined || found === "" || templatesIn(found).length > 0) return [];
  if (NUMBER.test(found) || LABEL.test(found)) return [];
  return problemAt(version, { code: "parameter-version", found });
}

/** Warns of a JSON key in the place of the version: `parameter/prod/db:password`, `parameter/prod/db:password:3`. */
export function checkOrder(
  version: Token | undefined,
  jsonKey: Token | undefined,
  id: string,
): readonly PartProblem[] {
  if (version === undefined || !looksLikeJsonKey(version.text)) return [];
  const behind = jsonKey?.text ?? "";
  const fixed = `${id}:${NUMBER.test(behind) ? behind : ""}:${version.text}`;
  const problem = {
    code: "version-misplaced",
    found: version.text,
    at: "version",
    is: "key",
    fixed,
  } as const;
  return [{ problem, start: version.start, end: version.end }];
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
