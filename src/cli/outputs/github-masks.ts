/** On a GitHub runner every value is registered before anything can print it; its log then shows `***` instead. */

import { countTooShort, registrationOf } from "../../core/edits/encode.js";
import { counted } from "../../core/text/count.js";
import type { Redacted, Selected } from "../../index.js";
import { writeRead } from "../../io/output.js";
import { type CliContext, logMessage } from "../context/context.js";
import type { ValueFlags } from "../flags.js";

type Values = readonly Redacted<Selected>[];
type HidingFlags = Pick<ValueFlags, "mask" | "quiet">;

/**
 * To stderr, which the runner reads as it reads stdout.
 * @throws NodeJS.ErrnoException where that cannot be: no value is to leave unregistered
 */
export async function registerValues(
  values: Values,
  options: HidingFlags,
  context: CliContext,
): Promise<void> {
  if (!registers(options, context) || values.length === 0) return;
  const { workflowCommand } = await import("../../report/github.js");
  await writeRead(
    context.stderr,
    registrationOf(values, (text) => workflowCommand("add-mask", {}, text)),
  );
  await tellTooShort(values, options, context);
}

/** For `--mask`. The registration has said it already, where there was one. */
export async function tellUnmasked(values: Values, options: HidingFlags, context: CliContext): Promise<void> {
  if (!registers(options, context)) await tellTooShort(values, options, context);
}

/** GitHub sets the variable to `true`; other programs that have it, and people who turn it off, to something else. */
function registers({ mask = true }: HidingFlags, { env }: CliContext): boolean {
  return mask && env["GITHUB_ACTIONS"] === "true";
}

async function tellTooShort(values: Values, { quiet }: HidingFlags, context: CliContext): Promise<void> {
  const count = quiet ? 0 : countTooShort(values);
  if (count === 0) return;
  const are = count === 1 ? "is" : "are";
  await logMessage(
    context,
    `${counted(count, "value")} of fewer than 6 characters ${are} not hidden in the output`,
  );
}
