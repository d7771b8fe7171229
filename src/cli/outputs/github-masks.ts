/** On a GitHub runner every value is registered before anything can print it; its log then shows `***` instead. */

import { countTooShort, registrationOf } from "../../core/edits/encode.js";
import { counted } from "../../core/text/count.js";
import type { Concealed, Selected } from "../../index.js";
import { writeRead } from "../../io/output.js";
import { tell, type World } from "../context/context.js";
import type { ValueFlags } from "../flags.js";

type Values = readonly Concealed<Selected>[];
type HidingFlags = Pick<ValueFlags, "mask" | "quiet">;

/**
 * To stderr, which the runner reads as it reads stdout.
 * @throws NodeJS.ErrnoException where that cannot be: no value is to leave unregistered
 */
export async function registerValues(values: Values, options: HidingFlags, world: World): Promise<void> {
  if (!registers(options, world) || values.length === 0) return;
  const { workflowCommand } = await import("../../report/github.js");
  await writeRead(
    world.stderr,
    registrationOf(values, (text) => workflowCommand("add-mask", {}, text)),
  );
  await tellTooShort(values, options, world);
}

/** For `--mask`. The registration has said it already, where there was one. */
export async function tellUnmasked(values: Values, options: HidingFlags, world: World): Promise<void> {
  if (!registers(options, world)) await tellTooShort(values, options, world);
}

/** GitHub sets the variable to `true`; other programs that have it, and people who turn it off, to something else. */
function registers({ mask = true }: HidingFlags, { env }: World): boolean {
  return mask && env["GITHUB_ACTIONS"] === "true";
}

async function tellTooShort(values: Values, { quiet }: HidingFlags, world: World): Promise<void> {
  const count = quiet ? 0 : countTooShort(values);
  if (count === 0) return;
  const are = count === 1 ? "is" : "are";
  await tell(world, `${counted(count, "value")} of fewer than 6 characters ${are} not hidden in the output`);
}
