/** Reads and checks the IAM policies that the user names. */

import { type Policy, parsePolicy } from "../../core/policy/document.js";
import type { CliContext } from "../context/context.js";
import type { ExitStatus } from "../exit-status.js";
import type { CommonFlags } from "../shared-options.js";
import { logReadingErrors } from "./config.js";
import { readOption } from "./sources.js";

/** A status where one of them is invalid or cannot be read; the first such error is logged. */
export async function loadPolicies(
  paths: readonly string[],
  option: string,
  options: CommonFlags,
  context: CliContext,
): Promise<readonly Policy[] | ExitStatus> {
  const policies: Policy[] = [];
  for (const path of paths) {
    const policy = await loadPolicy(path, option, options, context);
    if (typeof policy === "number") return policy;
    policies.push(policy);
  }
  return policies;
}

export async function loadPolicy(
  path: string,
  option: string,
  options: CommonFlags,
  context: CliContext,
): Promise<Policy | ExitStatus> {
  const source = await readOption(option, path, options, context);
  if (typeof source === "number") return source;
  const parsed = parsePolicy(source);
  return "faults" in parsed ? logReadingErrors(parsed.faults, source, context) : parsed.policy;
}
