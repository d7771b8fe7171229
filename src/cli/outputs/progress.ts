/**
 * The user's side of a fetch: how long it may take, what is shown meanwhile, and Ctrl-C. On a terminal a spinner that
 * leaves no trace; elsewhere one line, when it takes long.
 */

import { counted } from "../../core/text/count.js";
import type { Attempt, FetchOptions, Trouble, Watch } from "../../providers/provider.js";
import { type CliContext, logMessage, wantsColor } from "../context/context.js";
import { endOnSignals, signalsHeard } from "../context/early-signals.js";
import type { CommonFlags, FetchFlags } from "../flags.js";

type WaitingOptions = CommonFlags & FetchFlags;

export interface Waiting extends Required<FetchOptions> {
  /** The requests that were made, in the order in which they ended. */
  readonly attempts: readonly Attempt[];
  /** Takes away all that is shown. A signal that has come ends the process still. */
  stop(): Promise<void>;
}

interface Progress {
  readonly attempts: Attempt[];
  readonly total: number;
  done: number;
  trouble?: Trouble;
}

type Shown = () => void;

const SPINNER_MS = 500;
const NOTICE_MS = 5_000;

export function startProgress(total: number, options: WaitingOptions, context: CliContext): Waiting {
  const progress: Progress = { attempts: [], total, done: 0 };
  // A timer counts whole milliseconds.
  const signal = AbortSignal.timeout(Math.ceil(options.timeout * 1_000));
  const show = canSpin(context) ? showSpinner : showNotice;
  const hide = options.quiet ? () => {} : show(progress, options, context);
  const unhear = endOnSignals(context, hide);
  return {
    signal,
    watch: watchOf(progress),
    attempts: progress.attempts,
    async stop() {
      hide();
      await signalsHeard();
      unhear();
    },
  };
}

function watchOf(progress: Progress): Watch {
  return {
    settled(secrets) {
      progress.done += secrets;
      delete progress.trouble;
    },
    failed(trouble) {
      progress.trouble = trouble;
    },
    attempted(attempt) {
      progress.attempts.push(attempt);
    },
  };
}

/** `12 of 45 secrets`, and why it takes so long where that is known. */
function saidOf({ done, total, trouble }: Progress): string {
  const why = trouble?.kind === "throttled" ? ", AWS asks to slow down" : "";
  return `${done} of ${counted(total, "secret")}${why}`;
}

/** Where lines can be taken back; CI systems keep all that was ever written. */
function canSpin(context: CliContext): boolean {
  const { env } = context;
  return env["TERM"] !== "dumb" && env["CI"] === undefined && context.stderr.isTTY === true;
}

function showSpinner(progress: Progress, options: WaitingOptions, context: CliContext): Shown {
  const { stderr, env } = context;
  let hide = () => {};
  let over = false;
  const timer = setTimeout(async () => {
    // The package asks the environment, and only when it is loaded.
    if (!wantsColor(context, options, stderr)) env["NO_COLOR"] = "1";
    const { default: yoctoSpinner } = await import("yocto-spinner");
    if (over) return;
    const spinner = yoctoSpinner({ stream: stderr, handleSignals: false });
    const refresh = setInterval(() => {
      spinner.text = saidOf(progress);
    }, 100);
    hide = () => {
      clearInterval(refresh);
      spinner.stop();
    };
    spinner.start(saidOf(progress));
  }, SPINNER_MS);
  return () => {
    over = true;
    clearTimeout(timer);
    hide();
  };
}

function showNotice(progress: Progress, { timeout }: WaitingOptions, context: CliContext): Shown {
  const timer = setTimeout(() => {
    void logMessage(
      context,
      `still waiting for AWS: ${saidOf(progress)}`,
      `the limit is ${timeout} seconds (--timeout)`,
    );
  }, NOTICE_MS);
  return () => clearTimeout(timer);
}
