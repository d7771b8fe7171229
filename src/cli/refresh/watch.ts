/** Looks again and again, and says what has changed or failed, until a signal ends it. */

import { nextDelay } from "../../library/schedule.js";
import { type CliContext, logMessage, writeStderr } from "../context/context.js";
import { EXIT_ENVIRONMENT, EXIT_OK, type ExitStatus } from "../exit-status.js";
import { type Health, type HealthFlags, writeHealth } from "./health-files.js";
import { type LogFlags, logEvent } from "./messages.js";
import { clockOf, type Pauses } from "./pause.js";
import { recording } from "./recording.js";

/** The result of one look. */
export interface Look {
  /** Any status but 0 has changed nothing. */
  readonly status: ExitStatus;
  /** The files that were written. */
  readonly files: readonly string[];
  /** The secrets with a new value, as they are named in the files. */
  readonly secrets: readonly string[];
  /** What was logged. */
  readonly said: string;
}

export interface RefreshFlags extends HealthFlags, LogFlags {
  /** In seconds. */
  readonly refresh: number;
}

/** Returns the status of the signal that ended it. The first look has been made, and has succeeded. */
export async function watch(
  look: () => Promise<Look>,
  options: RefreshFlags,
  pauses: Pick<Pauses, "next">,
  context: CliContext,
  random: () => number = Math.random,
): Promise<number> {
  const clock = clockOf(context);
  const time = (offset = 0) => new Date(clock.now() + offset).toISOString();
  let failures = 0;
  let problem = "";
  let lastLook = time();
  let lastSuccess = lastLook;
  let result: Health["result"] = "changed";
  let health: ExitStatus = EXIT_OK;
  for (;;) {
    const next = nextDelay(options.refresh, failures, random());
    const message = failures === 0 ? {} : { message: problem };
    health = await writeHealth(
      options,
      { lastLook, result, lastSuccess, nextLook: time(next), ...message },
      // Where it could not be written before, that has been said.
      health === EXIT_OK ? context : recording(context).context,
    );
    const woken = await pauses.next(next);
    if (woken !== "look") return woken;
    const { status, files, secrets, said } = await look().catch((thrown: unknown) =>
      failing(thrown, context),
    );
    lastLook = time();
    if (status !== EXIT_OK) {
      failures += 1;
      result = "failed";
      const again = nextDelay(options.refresh, failures, 0);
      if (said !== problem)
        await logEvent({ event: "failed", message: said, next: again }, time(), options, context);
      problem = said;
      continue;
    }
    if (failures > 0) await logEvent({ event: "recovered" }, time(), options, context);
    failures = 0;
    problem = "";
    lastSuccess = lastLook;
    result = files.length > 0 ? "changed" : "unchanged";
    if (options.verbose && options.logFormat !== "json") await writeStderr(context, said);
    if (files.length > 0) await logEvent({ event: "changed", files, secrets }, time(), options, context);
    else
      await logEvent(
        { event: "unchanged", next: nextDelay(options.refresh, 0, 0) },
        time(),
        options,
        context,
      );
  }
}

/** An error that nobody has expected is a look that failed, too. */
async function failing(thrown: unknown, context: CliContext): Promise<Look> {
  const { context: own, said } = recording(context);
  const { messageFor } = await import("../context/thrown.js");
  await logMessage(own, ...(await messageFor(thrown)));
  return { status: EXIT_ENVIRONMENT, files: [], secrets: [], said: said() };
}
