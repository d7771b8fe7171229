/** Waits between two looks, and hears the signals: SIGHUP looks at once, the others end the run. */

import { sleep } from "../../library/schedule.js";
import type { CliContext, Clock } from "../context/context.js";
import { onSignals } from "../context/early-signals.js";
import { EXIT_OK, SIGNALLED } from "../exit-status.js";

/** Why the wait is over; a number is the exit status of a signal. */
export type Woken = "look" | number;

export interface Pauses {
  /** For the looks: SIGHUP ends nothing, and a signal that came while nobody heard it ends the next step that can end. */
  readonly context: CliContext;
  /** Resolves when it is time to look, or when a signal says so. */
  next(milliseconds: number): Promise<Woken>;
  stop(): void;
}

const CLOCK: Clock = { now: Date.now, sleep };

export function clockOf({ clock = CLOCK }: CliContext): Clock {
  return clock;
}

/**
 * Hears signals from now on: a SIGHUP that comes during a look makes the next follow at once; the others are not lost
 * either. Calls `beforeExit` where a look ends the process.
 */
export function hearPauses(context: CliContext, beforeExit: () => void = () => {}): Pauses {
  let wake = new AbortController();
  let asked = false;
  let ending: number | undefined;
  const hangUp = () => {
    asked = true;
    wake.abort();
  };
  context.on?.("SIGHUP", hangUp);
  const unhear = onSignals(withoutHangUp(context), (status) => {
    ending ??= status;
    wake.abort();
  });
  const once: CliContext["once"] = (signal, listener) => {
    if (signal === "SIGHUP") return;
    if (ending !== undefined && ending === (SIGNALLED as Record<string, number>)[signal])
      queueMicrotask(listener);
    else context.once?.(signal, listener);
  };
  const exit = (status: number) => {
    beforeExit();
    context.exit?.(status);
  };
  return {
    context: Object.create(context, { once: { value: once }, exit: { value: exit } }) as CliContext,
    async next(milliseconds) {
      if (!asked && ending === undefined) await clockOf(context).sleep(milliseconds, wake.signal);
      asked = false;
      wake = new AbortController();
      return ending ?? "look";
    },
    stop() {
      unhear();
      context.off?.("SIGHUP", hangUp);
    },
  };
}

/** Pauses that no signal ends, for a run whose signals are a command's. */
export function sleeps(context: CliContext): Omit<Pauses, "context"> {
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
