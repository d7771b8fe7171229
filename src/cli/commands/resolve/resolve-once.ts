/** Resolves once: reads, fetches, and writes the texts, all of them or none. */

import type { Source } from "../../../core/text/source.js";
import type { Listing } from "../../../index.js";
import type { FileAccess } from "../../../io/replace-files.js";
import type { CliContext } from "../../context/context.js";
import { EXIT_OK } from "../../exit-status.js";
import { type Delivery, deliverTexts, type Resolved } from "../../outputs/deliver-texts.js";
import type { Targets } from "../../outputs/targets.js";
import type { ResolveFlags } from "../resolve.js";
import { resolvePaths } from "./paths.js";

export interface Job {
  readonly paths: readonly string[];
  readonly targets: Targets;
  readonly access: FileAccess;
  readonly options: ResolveFlags;
}

/** What was written, and for the next time what it was made of. */
export interface Done extends Delivery {
  readonly resolved?: Resolved;
}

export async function resolveOnce(
  { paths, targets, access, options }: Job,
  context: CliContext,
): Promise<Done> {
  const resolved = await resolvePaths(paths, options, context, async (listing) => {
    if (targets.length === 0) return EXIT_OK;
    const written = options.inPlace ? rewritten(targets, listing) : targets;
    return (await import("../../outputs/git-guard.js")).prepareTargets(targets, written, options, context);
  });
  if (typeof resolved === "number") return { status: resolved, written: [] };
  return { ...(await deliverTexts(resolved, targets, access, options, context)), resolved };
}

/** The targets of inputs in which something is replaced. */
function rewritten(targets: Targets, { sources, analysis: { references, escapes } }: Listing): Targets {
  const changing = new Set<Source | undefined>([...references, ...escapes].map(({ source }) => source));
  return targets.filter((_, index) => changing.has(sources[index]));
}
