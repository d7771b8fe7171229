/** Shows the user how a fetch goes: progress on stderr, and with -v the plan and every request. */

import type { Plan } from "../../core/plan/plan.js";
import type { Provider } from "../../providers/provider.js";
import { countedSecrets, planTotals } from "../../report/totals.js";
import { type CliContext, logMessage } from "../context/context.js";
import type { CommonFlags, FetchFlags } from "../shared-options.js";
import { startProgress } from "./progress.js";

export function withProgress(
  provider: Provider,
  plan: () => Plan,
  options: CommonFlags & FetchFlags,
  context: CliContext,
): Provider {
  return {
    async fetch(requests) {
      if (options.verbose) await logMessage(context, `the plan is ${planTotals(plan())}`);
      const progress = startProgress(countedSecrets(requests), options, context);
      const start = Date.now();
      try {
        return await provider.fetch(requests, progress);
      } finally {
        await progress.stop();
        if (options.verbose) {
          const { attemptLines } = await import("../../report/fetch-attempts.js");
          for (const line of attemptLines(progress.attempts, Date.now() - start))
            await logMessage(context, line);
        }
      }
    },
  };
}
