/** The work of `arnsubst resolve`: writes the resolved texts, all of them or none. */

import { failWith, logMessage } from "../../context/context.js";
import { EXIT_USAGE } from "../../exit-status.js";
import { accessOf } from "../../outputs/file-access.js";
import { targetsOf } from "../../outputs/targets.js";
import { withoutRefresh } from "../../refresh/misuse.js";
import type { Invocation } from "../definition.js";
import type { ResolveFlags } from "../resolve.js";
import { resolveOnce } from "./resolve-once.js";

export async function run(
  files: readonly string[],
  options: ResolveFlags,
  { context }: Invocation,
): Promise<number> {
  const paths = files.length === 0 ? ["-"] : files;
  const lonely = withoutRefresh(options);
  if (lonely !== undefined) return failWith(EXIT_USAGE, context, ...lonely);
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
  if (options.refresh === undefined)
    return (await resolveOnce({ paths, targets, access, options }, context)).status;
  const { refreshResolved } = await import("./refresh-resolved.js");
  return refreshResolved({ paths, targets, access, options }, options.refresh, context);
}
