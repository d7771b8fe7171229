/** The parts of the process that a command may use, and how it prints. */

import type { Readable, Writable } from "node:stream";
import { writeText } from "../../io/output.js";
import { visible } from "../../report/visible.js";
import type { ExitStatus } from "../exit-status.js";
import type { CommonFlags } from "../shared-options.js";

export type Terminal = { readonly isTTY?: boolean; readonly columns?: number };

export type OutputName = "stdout" | "stderr";

export interface CliContext {
  readonly stdin: Readable & Terminal;
  readonly stdout: Writable & Terminal;
  readonly stderr: Writable & Terminal;
  readonly env: Record<string, string | undefined>;
  /** The working directory. */
  cwd(): string;
  /** Signals, and the end of the process; left out where a command must not listen to the one nor cause the other. */
  once?(signal: Signal, listener: () => void): unknown;
  on?(signal: Signal, listener: () => void): unknown;
  off?(signal: Signal, listener: () => void): unknown;
  exit?(status: number): void;
  readonly pid?: number;
  /** The command line of the process without our arguments; left out where they are not those of the process. */
  readonly program?: readonly string[];
  kill?(pid: number, signal: Signal): unknown;
  /**
   * Prepares for another program to replace this process: its streams block. False where the streams are not ready. Left
   * out where the process must not be replaced.
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
 * Writes all of it to stdout; no error where the reader is gone (`| head -1`).
 * @throws NodeJS.ErrnoException of the stream: a full disk, for example
 */
export function writeStdout(context: CliContext, text: string): Promise<void> {
  return text === "" ? Promise.resolve() : writeText(context.stdout, text);
}

/** Writes to stderr. Errors are ignored, because they cannot be reported. */
export async function writeStderr(context: CliContext, text: string): Promise<void> {
  if (text !== "") await writeText(context.stderr, text).catch(() => {});
}

/** Writes `arnsubst: message` to stderr, and a hint on the next line. Diagnostics have a format of their own. */
export async function logMessage(context: CliContext, message: string, hint?: string): Promise<void> {
  await writeStderr(
    context,
    `arnsubst: ${visible(message)}\n${hint === undefined ? "" : `  = ${visible(hint)}\n`}`,
  );
}

/** An error of usage. */
export type Misuse = readonly [message: string, hint?: string | undefined];

/** Logs a message and returns the status, for a command to end with. */
export async function failWith<Status extends ExitStatus>(
  status: Status,
  context: CliContext,
  message: string,
  hint?: string,
): Promise<Status> {
  await logMessage(context, message, hint);
  return status;
}

/** Flags come before the environment, and that before the terminal: https://no-color.org, https://force-color.org. */
export function wantsColor({ env }: CliContext, { color }: CommonFlags, stream: Terminal): boolean {
  if (color !== undefined) return color;
  const { NO_COLOR, FORCE_COLOR } = env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0";
  return stream.isTTY === true;
}
