/** What a command says of a fetch. */

import type { Fetched } from "../../index.js";
import { type CliContext, logMessage } from "../context/context.js";
import { EXIT_ENVIRONMENT, EXIT_OK, type ExitStatus } from "../exit-status.js";
import type { CommonFlags, FetchFlags } from "../flags.js";

/** Tells of all faults and notices; the status that the faults alone would have. */
export async function tellFetched(
  { faults, notices }: Pick<Fetched, "faults" | "notices">,
  { timeout, verbose = false, quiet }: CommonFlags & FetchFlags,
  context: CliContext,
): Promise<ExitStatus> {
  if (faults.length + notices.length === 0) return EXIT_OK;
  const { describeFault, describeNotice } = await import("../../report/faults.js");
  for (const fault of faults)
    await logMessage(context, ...describeFault(fault, { limit: timeout, all: verbose }));
  if (!quiet) for (const notice of notices) await logMessage(context, describeNotice(notice));
  return faults.length > 0 ? EXIT_ENVIRONMENT : EXIT_OK;
}
