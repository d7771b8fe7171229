/** On a GitHub runner every value is registered before anything can print it; its log then shows `***` instead. */

import { registrationOf } from "../core/encode.js";
import type { Concealed, Selected } from "../index.js";
import { writeRead } from "../io/output.js";
import type { ValueFlags } from "./flags.js";
import type { World } from "./world.js";

/**
 * To stderr, which the runner reads as it reads stdout.
 * @throws NodeJS.ErrnoException where that cannot be: no value is to leave unregistered
 */
export async function registerValues(
  values: readonly Concealed<Selected>[],
  { mask = true }: Pick<ValueFlags, "mask">,
  world: World,
): Promise<void> {
  if (!mask || !world.env["GITHUB_ACTIONS"] || values.length === 0) return;
  const { workflowCommand } = await import("../report/github.js");
  await writeRead(
    world.stderr,
    registrationOf(values, (line) => workflowCommand("add-mask", {}, line)),
  );
}
