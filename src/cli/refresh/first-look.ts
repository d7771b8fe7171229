/** The look before the first pause, which writes what later ones write again. */

import type { CliContext } from "../context/context.js";
import { type LogFlags, logEvent } from "./messages.js";
import { clockOf } from "./pause.js";
import { recording } from "./recording.js";

/**
 * Makes the look. What it logs becomes one event where that has to be JSON.
 * @param written the files that the look has written; undefined where it has failed
 */
export async function firstLook<T>(
  look: (context: CliContext) => Promise<T>,
  written: (done: T) => readonly string[] | undefined,
  options: LogFlags,
  context: CliContext,
): Promise<T> {
  if (options.logFormat !== "json") return look(context);
  const { context: own, said } = recording(context);
  const done = await look(own);
  const files = written(done);
  const event = files === undefined ? ({ event: "failed" } as const) : ({ event: "started", files } as const);
  const now = new Date(clockOf(context).now()).toISOString();
  await logEvent({ ...event, message: said() }, now, options, context);
  return done;
}
