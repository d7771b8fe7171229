/** The parts of the process that a command may use, and functions that print to its streams. */

import type { Readable, Writable } from "node:stream";
import { writeText } from "../../io/output.js";
import { visible } from "../../report/visible.js";
import type { ExitStatus } from "../exit-status.js";
import type { CommonFlags } from "../shared-options.js";

export type Terminal = { readonly isTTY?: boolean; readonly columns?: number };

export interface Clock {
  /** In milliseconds since 1970. */
  now(): number;
  /** Resolves after so many milliseconds, or as soon as the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export type OutputName = "stdout" | "stderr";

export interface CliContext {
  readonly stdin: Readable & Terminal;
  readonly stdout: Writable & Terminal;
  readonly stderr: Writable & Terminal;
  readonly env: Record<string, string | undefined>;
  /** The working directory. */
  cwd(): string;
  /** Signals and the end of the process. Left out where a command must neither listen nor end the process. */
  once?(signal: Signal, listener: () => void): unknown;
  on?(signal: Signal, listener: () => void): unknown;
  off?(signal: Signal, listener: () => void): unknown;
  exit?(status: number): void;
  readonly pid?: number;
  /** The process's command line without our arguments. Left out where our arguments are not the process's. */
  readonly program?: readonly string[];
  kill?(pid: number, signal: Signal): unknown;
  /** Where a GitHub runner reads commands. Left out, stderr. */
  readonly runnerLog?: Writable;
  /** Left out, the time of this machine. */
  readonly clock?: Clock;
  /**
   * Makes the streams blocking, so that another program can replace this process. Returns false while output is still
   * waiting. Left out where nothing may replace the process.
   */
  handOver?(): boolean;
}

export type Signal =
  | "SIGINT"
  | "SIGTERM"
  | "SIGHUP"
  | "SIGQUIT"
  | "SIGBREAK"
  | "SIGUSR1"
  | "SIGUSR2"
  | "SIGABRT"
  | "SIGALRM"
  | "SIGXCPU";

/**
 * Writes the whole text to stdout. No error where the reader has gone (`| head -1`).
 * @throws NodeJS.ErrnoException of the stream: a full disk, for example
 */
export function writeStdout(context: CliContext, text: string): Promise<void> {
  return text === "" ? Promise.resolve() : writeText(context.stdout, text);
}

/** Writes to stderr. Errors are ignored, because they cannot be reported. */
export async function writeStderr(context: CliContext, text: string): Promise<void> {
  if (text !== "") await writeText(context.stderr, text).catch(() => {});
}

/** Writes `arnsubst: message` to stderr, and the hint on the next line. Not for diagnostics: `src/report` formats those. */
export async function logMessage(context: CliContext, message: string, hint?: string): Promise<void> {
  await writeStderr(
    context,
    `arnsubst: ${visible(message)}\n${hint === undefined ? "" : `  = ${visible(hint)}\n`}`,
  );
}

/** A usage error. */
export type Misuse = readonly [message: string, hint?: string | undefined];

/** Logs a message, and returns the status for the command to end with. */
export async function failWith<Status extends ExitStatus>(
  status: Status,
  context: CliContext,
  message: string,
  hint?: string,
): Promise<Status> {
  await logMessage(context, message, hint);
  return status;
}

/** The flag decides, then the environment, then the terminal: https://no-color.org, https://force-color.org. */
export function wantsColor({ env }: CliContext, { color }: CommonFlags, stream: Terminal): boolean {
  if (color !== undefined) return color;
  const { NO_COLOR, FORCE_COLOR } = env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0";
  return stream.isTTY === true;
}
