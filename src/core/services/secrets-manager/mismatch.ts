/** Why another secret may have come than the one that was asked for: by the first part in which their ARNs differ for a reason of its own. */

import type { SecretProblem } from "../../diagnostics/catalogue.js";
import { withoutSuffix } from "./suffix.js";

type Mismatch = Extract<SecretProblem, { code: "secret-mismatch" }>;

/** @param answered the ARN that came, or words that name what came in place of one */
export function mismatch(id: string, answered: string): Mismatch {
  const [asked, other] = [id.split(":"), answered.split(":")];
  const told = { code: "secret-mismatch", id, answered } as const;
  const differ = (part: number) => asked[part] !== other[part];
  const otherName = !id.startsWith("arn:") && other[6] !== undefined && withoutSuffix(other[6]) !== id;
  if (answered.startsWith("another version") || otherName) return { ...told, cause: "server" };
  if (!id.startsWith("arn:") || !answered.startsWith("arn:") || differ(1) || differ(3))
    return { ...told, cause: "endpoint" };
  if (differ(4)) return { ...told, cause: "account", asked: asked[4] ?? "", account: other[4] ?? "" };
  return { ...told, cause: withoutSuffix(id) === withoutSuffix(answered) ? "suffix" : "name" };
}
