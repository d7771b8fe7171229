/** `arnsubst check`: validates every reference offline, and with --online asks AWS about them. */

import { isError } from "../core/diagnostics.js";
import { check, checkOnline, type Provider } from "../index.js";
import { writeText } from "../io/output.js";
import { checkJson } from "../report/json.js";
import { prettyDiagnostics, prettySummary, type Summary } from "../report/pretty.js";
import { loadConfig } from "./config.js";
import { CONFIG_WRONG, DONE, type ExitStatus, USAGE_WRONG, worst } from "./exit-status.js";
import { endAbandoned, tellFetched } from "./fetched.js";
import type { CheckOptions } from "./options.js";
import { loadPolicies } from "./policies.js";
import { gatherTree } from "./sources.js";
import { type World, wantsColor } from "./world.js";

export async function checkCommand(
  paths: readonly string[],
  options: CheckOptions,
  world: World,
): Promise<ExitStatus> {
  const config = await loadConfig(world);
  if (typeof config === "number") return config;
  const policies = await loadPolicies(options.policy ?? [], "--policy", world);
  if (typeof policies === "number") return policies;
  const { sources, status } = await gatherTree(paths, options, world);
  if (status === USAGE_WRONG) return status;

  const checked = options.online
    ? await checkOnline(sources, await aws(options, world), { policies, ...config })
    : { ...check(sources, { policies }), faults: [], notices: [] };
  const { diagnostics, references, broken, literals } = checked;
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
  const told = await tellFetched(checked, options, world);
  const ended = worst(status, told, summary.errors > 0 ? CONFIG_WRONG : DONE);
  return endAbandoned(checked.faults, ended, world);
}

/** Loaded for --online only: without it nothing here knows of a network. */
async function aws(options: CheckOptions, world: World): Promise<Provider> {
  return (await import("./provider.js")).lazyAws(options, world);
}
