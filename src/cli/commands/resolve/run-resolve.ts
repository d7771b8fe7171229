/** The work of `arnsubst resolve`: writes the resolved texts, all of them or none. */

import type { Source } from "../../../core/text/source.js";
import type { Listing } from "../../../index.js";
import { failWith, logMessage } from "../../context/context.js";
import { EXIT_OK, EXIT_USAGE, type ExitStatus } from "../../exit-status.js";
import { deliverTexts } from "../../outputs/deliver-texts.js";
import { accessOf } from "../../outputs/file-access.js";
import { type Targets, targetsOf } from "../../outputs/targets.js";
import type { Invocation } from "../definition.js";
import type { ResolveFlags } from "../resolve.js";
import { resolvePaths } from "./paths.js";

export async function run(
  files: readonly string[],
  options: ResolveFlags,
  { context }: Invocation,
): Promise<ExitStatus> {
  const paths = files.length === 0 ? ["-"] : files;
  const targets = await targetsOf(paths, options, context);
  if ("misuse" in targets) return failWith(EXIT_USAGE, context, ...targets.misuse);
  const access = await accessOf(options, targets);
  if ("misuse" in access) return failWith(EXIT_USAGE, context, ...access.misuse);
  if (files.length === 0 && context.stdin.isTTY === true && !options.quiet) {
    await logMessage(
      context,
      `reading YAML from the terminal; end it with ${process.platform === "win32" ? "Ctrl-Z and Enter" : "Ctrl-D"}`,
      "arnsubst --help lists the commands",
    );
  }
  const resolved = await resolvePaths(paths, options, context, async (listing) => {
    if (targets.length === 0) return EXIT_OK;
    const written = options.inPlace ? rewritten(targets, listing) : targets;
    return (await import("../../outputs/git-guard.js")).prepareTargets(targets, written, options, context);
  });
  return typeof resolved === "number" ? resolved : deliverTexts(resolved, targets, access, options, context);
}

/** The targets of inputs in which something is replaced. */
function rewritten(targets: Targets, { sources, analysis: { references, escapes } }: Listing): Targets {
  const changing = new Set<Source | undefined>([...references, ...escapes].map(({ source }) => source));
  return targets.filter((_, index) => changing.has(sources[index]));
}
