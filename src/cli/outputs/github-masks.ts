/** Makes a GitHub runner show `***` in its log for every value, before anything can print one. */

import { countTooShort, registrationOf } from "../../core/edits/encode.js";
import type { Redacted } from "../../core/secrets/redacted.js";
import { counted } from "../../core/text/count.js";
import type { Selected } from "../../core/values/select/selected.js";
import { writeRead } from "../../io/output.js";
import { type CliContext, logMessage } from "../context/context.js";
import type { ValueFlags } from "../shared-options.js";

type Values = readonly Redacted<Selected>[];
type MaskFlags = Pick<ValueFlags, "mask" | "quiet">;

/**
 * Writes mask commands to stderr, which the runner reads like stdout.
 * @throws NodeJS.ErrnoException where they cannot be written: no value may be used unmasked
 */
export async function maskInGithubLog(
  values: Values,
  options: MaskFlags,
  context: CliContext,
): Promise<void> {
  if (!masksInLog(options, context) || values.length === 0) return;
  const { workflowCommand } = await import("../../report/workflow-command.js");
  await writeRead(
    context.runnerLog ?? context.stderr,
    registrationOf(values, (text) => workflowCommand("add-mask", {}, text)),
  );
  await logTooShort(values, options, context);
}

/** Logs how many values `--mask` cannot mask; `maskInGithubLog` has already done so where it applies. */
export async function logUnmasked(values: Values, options: MaskFlags, context: CliContext): Promise<void> {
  if (!masksInLog(options, context)) await logTooShort(values, options, context);
}

/** GitHub sets the variable to `true`; other programs set it to other values. */
function masksInLog({ mask = true }: MaskFlags, { env }: CliContext): boolean {
  return mask && env["GITHUB_ACTIONS"] === "true";
}

async function logTooShort(values: Values, { quiet }: MaskFlags, context: CliContext): Promise<void> {
  const count = quiet ? 0 : countTooShort(values);
  if (count === 0) return;
  const are = count === 1 ? "is" : "are";
  await logMessage(
    context,
    `${counted(count, "value")} of fewer than 6 characters ${are} not hidden in the output`,
  );
}
