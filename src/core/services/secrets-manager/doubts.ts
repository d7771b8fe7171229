/** Parts that are valid by themselves, and most likely not those of a real secret. */

import type { CheckProblem } from "../../diagnostics/catalogue.js";
import { isPlaceholder, isWord } from "./suffix.js";

export interface Doubt {
  readonly problem: Extract<
    CheckProblem,
    { code: "account-example" | "suffix-placeholder" | "suffix-doubtful" }
  >;
  readonly part: "account" | "suffix";
}

/**
 * The ids of AWS's user guides, but for 123456789012 and 000000000000: those are the accounts of moto and LocalStack,
 * where a secret of such an ARN can be had.
 */
const EXAMPLE = /^(?:([1-9])\1{11}|(\d)\2{3}(\d)\3{3}(\d)\4{3})$/;

export function doubtsOf({
  account,
  suffix,
}: {
  account?: string | undefined;
  suffix?: string | undefined;
}): readonly Doubt[] {
  return [...doubtsOfAccount(account), ...doubtsOfSuffix(suffix)];
}

function doubtsOfAccount(found = ""): readonly Doubt[] {
  if (found === "000000000000" || !EXAMPLE.test(found)) return [];
  return [{ problem: { code: "account-example", found }, part: "account" }];
}

function doubtsOfSuffix(found = ""): readonly Doubt[] {
  if (isPlaceholder(found)) return [{ problem: { code: "suffix-placeholder", found }, part: "suffix" }];
  return isWord(found) ? [{ problem: { code: "suffix-doubtful", found }, part: "suffix" }] : [];
}
