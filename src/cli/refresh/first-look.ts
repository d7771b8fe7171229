/** The first look of a refreshing run. */

import type { CliContext } from "../context/context.js";
import { type LogFlags, logEvent } from "./messages.js";
import { clockOf } from "./pause.js";
import { recording } from "./recording.js";

interface FirstLook<T> {
  readonly done: T;
  /**
   * With `--log-format json` writes all that the look has logged, as one event. To be called once.
   * @param written the files that are written by now; undefined if the look or the writing has failed
   */
  log(written: readonly string[] | undefined): Promise<void>;
}

export async function firstLook<T>(
  look: (context: CliContext) => Promise<T>,
  options: LogFlags,
  context: CliContext,
): Promise<FirstLook<T>> {
  if (options.logFormat !== "json") return { done: await look(context), log: async () => {} };
  const { context: own, said } = recording(context);
  const done = await look(own);
  return {
    done,
    log: (files) => {
      const message = said();
      const now = new Date(clockOf(context).now()).toISOString();
      return files === undefined
        ? logEvent({ event: "failed", message }, now, options, context)
        : logEvent({ event: "started", files, message }, now, options, context);
    },
  };
}
