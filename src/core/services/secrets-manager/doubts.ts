/** Finds parts of an ARN that are valid but probably not real: example accounts and made-up suffixes. */

import type { CheckProblem } from "../../diagnostics/catalogue.js";
import { isPlaceholder, isWord } from "./suffix.js";

interface Doubt {
  readonly problem: Extract<
    CheckProblem,
    { code: "account-example" | "suffix-placeholder" | "suffix-doubtful" }
  >;
  readonly part: "account" | "suffix";
}

/**
 * The account ids of AWS's user guides. Leaves out 123456789012 and 000000000000, the accounts of moto and LocalStack:
 * there such a secret can exist.
 */
const EXAMPLE = /^(?:([1-9])\1{11}|(\d)\2{3}(\d)\3{3}(\d)\4{3})$/;

/** @param parts those of an ARN that are known */
export function doubtsOf(parts: { [part in Doubt["part"]]?: string | undefined }): readonly Doubt[] {
  return [...doubtsOfAccount(parts.account), ...doubtsOfSuffix(parts.suffix)];
}

function doubtsOfAccount(found = ""): readonly Doubt[] {
  if (found === "000000000000" || !EXAMPLE.test(found)) return [];
  return [{ problem: { code: "account-example", found }, part: "account" }];
}

function doubtsOfSuffix(found = ""): readonly Doubt[] {
  if (isPlaceholder(found)) return [{ problem: { code: "suffix-placeholder", found }, part: "suffix" }];
  return isWord(found) ? [{ problem: { code: "suffix-doubtful", found }, part: "suffix" }] : [];
}
