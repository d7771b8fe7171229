/** `arnsubst check`: validates every reference offline. */

import { isError } from "../core/diagnostics.js";
import { check } from "../index.js";
import { writeText } from "../io/output.js";
import { checkJson } from "../report/json.js";
import { prettyDiagnostics, prettySummary, type Summary } from "../report/pretty.js";
import { CONFIG_WRONG, DONE, type ExitStatus, USAGE_WRONG, worst } from "./exit-status.js";
import type { CheckOptions } from "./options.js";
import { loadPolicies } from "./policies.js";
import { gatherTree } from "./sources.js";
import { type World, wantsColor } from "./world.js";

export async function checkCommand(
  paths: readonly string[],
  options: CheckOptions,
  world: World,
): Promise<ExitStatus> {
  const policies = await loadPolicies(options.policy ?? [], "--policy", world);
  if (typeof policies === "number") return policies;
  const { sources, status } = await gatherTree(paths, options, world);
  if (status === USAGE_WRONG) return status;

  const { diagnostics, references, broken, literals } = check(sources, { policies });
  const count = (severity: string) => diagnostics.filter((each) => each.severity === severity).length;
  const summary: Summary = {
    files: sources.length,
    references: references.length + broken.length,
    errors: count("error"),
    warnings: count("warning"),
    notes: count("note"),
  };
  if (options.format === "json") {
    await writeText(world.stdout, checkJson(diagnostics, summary));
  } else {
    const shown = options.quiet ? diagnostics.filter(isError) : diagnostics;
    const text = prettyDiagnostics(shown, wantsColor(world, options, world.stdout));
    await writeText(
      world.stdout,
      options.quiet ? text : text + prettySummary({ ...summary, kept: literals.length }),
    );
  }
  return worst(status, summary.errors > 0 ? CONFIG_WRONG : DONE);
}
