/** Waits between two looks, and hears the signals: SIGHUP looks at once, the others end the run. */

import type { CliContext, Clock } from "../context/context.js";
import { onSignals } from "../context/early-signals.js";
import { EXIT_OK } from "../exit-status.js";

/** Why the wait is over; a number is the exit status of a signal. */
export type Woken = "look" | number;

export interface Pauses {
  /** Resolves when it is time to look, or when a signal says so. */
  next(milliseconds: number): Promise<Woken>;
  stop(): void;
}

const CLOCK: Clock = {
  now: Date.now,
  sleep: (milliseconds, signal) =>
    new Promise((done) => {
      const timer = setTimeout(done, milliseconds);
      signal.addEventListener("abort", () => {
        clearTimeout(timer);
        done();
      });
    }),
};

export function clockOf({ clock = CLOCK }: CliContext): Clock {
  return clock;
}

/** Hears SIGHUP from now on: one that comes during a look makes the next follow at once. */
export function hearPauses(context: CliContext): Pauses {
  let wake = new AbortController();
  let asked = false;
  const hangUp = () => {
    asked = true;
    wake.abort();
  };
  context.on?.("SIGHUP", hangUp);
  return {
    async next(milliseconds) {
      let ending: number | undefined;
      const unhear = onSignals(withoutHangUp(context), (status) => {
        ending = status;
        wake.abort();
      });
      if (!asked) await clockOf(context).sleep(milliseconds, wake.signal);
      unhear();
      asked = false;
      wake = new AbortController();
      return ending ?? "look";
    },
    stop: () => context.off?.("SIGHUP", hangUp),
  };
}

/** Pauses that no signal ends, for a run whose signals are a command's. */
export function sleeps(context: CliContext): Pauses {
  const over = new AbortController();
  return {
    async next(milliseconds) {
      await clockOf(context).sleep(milliseconds, over.signal);
      return over.signal.aborted ? EXIT_OK : "look";
    },
    stop: () => over.abort(),
  };
}

/** The same context, in which SIGHUP ends nothing. */
export function withoutHangUp(context: CliContext): CliContext {
  const once: CliContext["once"] = (signal, listener) =>
    signal === "SIGHUP" ? undefined : context.once?.(signal, listener);
  return Object.create(context, { once: { value: once } }) as CliContext;
}
