/** The work of `arnsubst list`. */

import { skippedText } from "../../../report/summary.js";
import { writeStdout } from "../../context/context.js";
import { EXIT_USAGE, type ExitStatus, worst } from "../../exit-status.js";
import { loadConfig } from "../../inputs/config.js";
import { remapOptionsOf } from "../../inputs/region-options.js";
import { logSkippedCounts } from "../../inputs/skipped.js";
import { gatherTree } from "../../inputs/sources.js";
import type { Invocation } from "../definition.js";
import type { ListFlags } from "../list.js";
import { printList } from "./print.js";

export async function run(
  paths: readonly string[],
  options: ListFlags,
  { context }: Invocation,
): Promise<ExitStatus> {
  const config = await loadConfig(options, context);
  if (typeof config === "number") return config;
  const remapOptions = await remapOptionsOf(options, config, context);
  if (typeof remapOptions === "number") return remapOptions;
  const { sources, skipped, status } = await gatherTree(paths, options, config, context);
  if (status === EXIT_USAGE) return status;
  const printed = await printList(sources, options.format, { ...config, ...remapOptions }, options, context);
  if (skipped !== undefined && options.format === "table" && printed !== EXIT_USAGE)
    await writeStdout(context, `${skippedText(skipped)}\n`);
  else await logSkippedCounts(skipped, options, context);
  return worst(status, printed);
}
