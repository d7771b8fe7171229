/** Options that make no sense together with --refresh, or without it. */

import type { Misuse } from "../context/context.js";
import type { RefreshFlags } from "./watch.js";

export const STDIN_AGAIN: Misuse = ["--refresh cannot read standard input again", "name files"];

/** The first option that works with --refresh only, where that is not given. `own` are those of one command, by their names. */
export function withoutRefresh(
  { refresh, readyFile, statusFile, logFormat }: Partial<RefreshFlags>,
  own: Readonly<Record<string, unknown>> = {},
): Misuse | undefined {
  if (refresh !== undefined) return undefined;
  const given = { "--ready-file": readyFile, "--status-file": statusFile, "--log-format": logFormat, ...own };
  const [option] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
  return option === undefined
    ? undefined
    : [`${option} works with --refresh only`, "add --refresh 5m, for example"];
}
