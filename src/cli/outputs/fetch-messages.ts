/** What a command says of a fetch. */

import type { CheckOnlineResult } from "../../index.js";
import { type CliContext, logMessage } from "../context/context.js";
import { EXIT_ENVIRONMENT, EXIT_OK, type ExitStatus } from "../exit-status.js";
import type { CommonFlags, FetchFlags } from "../shared-options.js";

/** Logs all errors and warnings of a fetch. The status is that of its errors. */
export async function logFetchResult(
  { fetchErrors, fetchWarnings }: Pick<CheckOnlineResult, "fetchErrors" | "fetchWarnings">,
  { timeout, verbose = false, quiet }: CommonFlags & FetchFlags,
  context: CliContext,
): Promise<ExitStatus> {
  if (fetchErrors.length + fetchWarnings.length === 0) return EXIT_OK;
  const { describeFetchError, describeFetchWarning } = await import("../../report/fetch-errors.js");
  for (const error of fetchErrors)
    await logMessage(context, ...describeFetchError(error, { limit: timeout, all: verbose }));
  if (!quiet) for (const warning of fetchWarnings) await logMessage(context, describeFetchWarning(warning));
  return fetchErrors.length > 0 ? EXIT_ENVIRONMENT : EXIT_OK;
}
