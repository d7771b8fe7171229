/** Explains why AWS may have answered with another secret than the one that was asked for: by where their ARNs differ. */

import type { SecretProblem } from "../../diagnostics/catalogue.js";
import { withoutSuffix } from "./suffix.js";

type Mismatch = Extract<SecretProblem, { code: "secret-mismatch" }>;

/** @param answered the ARN of the answer, or words for it such as `another version of …` */
export function mismatch(id: string, answered: string): Mismatch {
  const [asked, other] = [id.split(":"), answered.split(":")];
  const common = { code: "secret-mismatch", id, answered } as const;
  const differ = (part: number) => asked[part] !== other[part];
  const otherName = !id.startsWith("arn:") && other[6] !== undefined && withoutSuffix(other[6]) !== id;
  if (answered.startsWith("another version") || otherName) return { ...common, cause: "server" };
  if (!id.startsWith("arn:") || !answered.startsWith("arn:") || differ(1) || differ(3))
    return { ...common, cause: "endpoint" };
  if (differ(4)) return { ...common, cause: "account", asked: asked[4] ?? "", account: other[4] ?? "" };
  return { ...common, cause: withoutSuffix(id) === withoutSuffix(answered) ? "suffix" : "name" };
}
