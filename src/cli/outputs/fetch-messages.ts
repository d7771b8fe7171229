/** What a command says of a fetch, and how it ends where the fetch could not. */

import type { Fault, Fetched } from "../../index.js";
import { tell, type World } from "../context/context.js";
import { DONE, type ExitStatus, WORLD_WRONG } from "../exit-status.js";
import type { CommonFlags, FetchFlags } from "../flags.js";

/** Tells of all faults and notices; the status that the faults alone would have. */
export async function tellFetched(
  { faults, notices }: Pick<Fetched, "faults" | "notices">,
  { timeout, verbose = false, quiet }: CommonFlags & FetchFlags,
  world: World,
): Promise<ExitStatus> {
  if (faults.length + notices.length === 0) return DONE;
  const { describeFault, describeNotice } = await import("../../report/faults.js");
  for (const fault of faults) await tell(world, ...describeFault(fault, { limit: timeout, all: verbose }));
  if (!quiet) for (const notice of notices) await tell(world, describeNotice(notice));
  return faults.length > 0 ? WORLD_WRONG : DONE;
}

/** What a fetch leaves behind when its time is up, timers of the SDK or a credential process, would hold the process. */
export function endAbandoned(faults: readonly Fault[], status: ExitStatus, world: World): ExitStatus {
  if (faults.some(({ kind }) => kind === "timeout")) world.exit?.(status);
  return status;
}
