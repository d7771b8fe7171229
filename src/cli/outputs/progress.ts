/**
 * What the user sees and does during a fetch: the timeout, the progress, and Ctrl-C. A terminal shows a spinner that leaves
 * nothing behind. Other outputs get one line when the fetch takes long.
 */

import type { Attempt, FetchErrorReason, FetchOptions } from "../../providers/provider.js";
import { type CliContext, logMessage, wantsColor } from "../context/context.js";
import { endOnSignals, signalsHeard } from "../context/early-signals.js";
import type { CommonFlags, FetchFlags } from "../shared-options.js";

type ProgressFlags = CommonFlags & FetchFlags;

export interface Progress extends Required<FetchOptions> {
  /** The calls that were made, in the order in which they ended. */
  readonly attempts: readonly Attempt[];
  /** Hides the progress. A signal that came before still ends the process. */
  stop(): Promise<void>;
}

interface Counts {
  /** `45 secrets` */
  readonly total: string;
  done: number;
  /** Why the last call failed. Cleared when a secret has an outcome. */
  reason?: FetchErrorReason | undefined;
}

/** Hides the progress now, or keeps it from appearing later. */
type Hide = () => void;

/** Each timer returns the function that stops it. */
export interface Timers {
  after(milliseconds: number, action: () => void): () => void;
  every(milliseconds: number, action: () => void): () => void;
}

const TIMERS: Timers = {
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
  every(milliseconds, action) {
    const timer = setInterval(action, milliseconds);
    return () => clearInterval(timer);
  },
};

const SPINNER_MS = 500;
const NOTICE_MS = 5_000;

/** Starts the timeout and the progress of a fetch. `total` counts the secrets: `45 secrets`. */
export function startProgress(
  total: string,
  options: ProgressFlags,
  context: CliContext,
  timers: Timers = TIMERS,
): Progress {
  const counts: Counts = { total, done: 0 };
  const attempts: Attempt[] = [];
  // A timer takes whole milliseconds only.
  const signal = AbortSignal.timeout(Math.ceil(options.timeout * 1_000));
  const show = canSpin(context) ? showSpinner : showNotice;
  const hide = options.quiet ? () => {} : show(counts, options, context, timers);
  const unlisten = endOnSignals(context, hide);
  return {
    signal,
    attempts,
    onProgress(secrets) {
      counts.done += secrets;
      counts.reason = undefined;
    },
    onAttempt(attempt) {
      attempts.push(attempt);
      counts.reason = attempt.reason ?? counts.reason;
    },
    async stop() {
      hide();
      await signalsHeard();
      unlisten();
    },
  };
}

/** `12 of 45 secrets`, and the reason where AWS throttles. */
function textOf({ done, total, reason }: Counts): string {
  const why = reason?.kind === "throttled" ? ", AWS is throttling requests" : "";
  return `${done} of ${total}${why}`;
}

/** Whether a line can be erased. Logs of CI systems keep everything. */
function canSpin(context: CliContext): boolean {
  const { env } = context;
  return env["TERM"] !== "dumb" && env["CI"] === undefined && context.stderr.isTTY === true;
}

function showSpinner(counts: Counts, options: ProgressFlags, context: CliContext, timers: Timers): Hide {
  const { stderr, env } = context;
  let hide = () => {};
  let over = false;
  const cancel = timers.after(SPINNER_MS, async () => {
    // The package reads the environment once, when it is loaded.
    if (!wantsColor(context, options, stderr)) env["NO_COLOR"] = "1";
    const { default: yoctoSpinner } = await import("yocto-spinner");
    if (over) return;
    const spinner = yoctoSpinner({ stream: stderr, handleSignals: false });
    const stopRefresh = timers.every(100, () => {
      spinner.text = textOf(counts);
    });
    hide = () => {
      stopRefresh();
      spinner.stop();
    };
    spinner.start(textOf(counts));
  });
  return () => {
    over = true;
    cancel();
    hide();
  };
}

function showNotice(counts: Counts, { timeout }: ProgressFlags, context: CliContext, timers: Timers): Hide {
  return timers.after(NOTICE_MS, () => {
    void logMessage(
      context,
      `still waiting for AWS: ${textOf(counts)}`,
      `the limit is ${timeout} seconds (--timeout)`,
    );
  });
}
