/** Checks the version in a selector: a staging label or a version id, never both. */

import { templatesIn } from "../../arn/templates.js";
import type { PartProblem } from "../../diagnostics/diagnostics.js";
import type { Token } from "../../text/source.js";

/** The staging labels that AWS itself sets. */
export const STAGES: readonly string[] = ["AWSCURRENT", "AWSPREVIOUS", "AWSPENDING"];

/** Limits of VersionStage and VersionId: API reference of GetSecretValue. */
export function checkVersion(stage: Token | undefined, id: Token | undefined): readonly PartProblem[] {
  if (stage?.text && id?.text) {
    const problem = { code: "version-conflict", stage: stage.text, id: id.text } as const;
    return [{ problem, start: Math.min(stage.start, id.start), end: Math.max(stage.end, id.end) }];
  }
  const malformed = (part: "version stage" | "version id", { text, start, end }: Token) => {
    return [{ problem: { code: "version-malformed", part, length: text.length } as const, start, end }];
  };
  if (stage?.text && stage.text.length > 256) return malformed("version stage", stage);
  if (id?.text && templatesIn(id.text).length === 0 && (id.text.length < 32 || id.text.length > 64)) {
    return malformed("version id", id);
  }
  return [];
}
