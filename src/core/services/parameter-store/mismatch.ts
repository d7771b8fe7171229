/** Explains why AWS may have answered with another parameter than the one that was asked for: by where their ARNs differ. */

import type { SecretProblem } from "../../diagnostics/catalogue.js";
import { SERVICE } from "./resource.js";

type Mismatch = Extract<SecretProblem, { code: "secret-mismatch" }>;

/** @param answered the ARN of the answer, or words for it such as `another version of …` */
export function mismatch(id: string, answered: string): Mismatch {
  const common = { code: "secret-mismatch", id, service: SERVICE, answered } as const;
  if (!answered.startsWith("arn:")) return { ...common, cause: "server" };
  if (!id.startsWith("arn:")) return { ...common, cause: "endpoint" };
  const [asked, other] = [id.split(":"), answered.split(":")];
  if (asked[1] !== other[1] || asked[3] !== other[3]) return { ...common, cause: "endpoint" };
  const [account, from] = [asked[4], other[4]];
  if (account && from && account !== from)
    return { ...common, cause: "account", asked: account, account: from };
  return { ...common, cause: "server" };
}
