/** What a command may touch of the process, and how it speaks to the user. */

import type { Readable, Writable } from "node:stream";
import { writeText } from "../../io/output.js";
import { visible } from "../../report/visible.js";
import type { CommonFlags } from "../flags.js";

type Terminal = { readonly isTTY?: boolean; readonly columns?: number };

export type OutputName = "stdout" | "stderr";

export interface CliContext {
  readonly stdin: Readable & Terminal;
  readonly stdout: Writable & Terminal;
  readonly stderr: Writable & Terminal;
  readonly env: Record<string, string | undefined>;
  /** The working directory. */
  cwd(): string;
  /** Signals, and the end of the process; left out where it is not ours to be interrupted or ended. */
  once?(signal: Signal, listener: () => void): unknown;
  on?(signal: Signal, listener: () => void): unknown;
  off?(signal: Signal, listener: () => void): unknown;
  exit?(status: number): void;
  readonly pid?: number;
  /** What has started the process, up to our arguments; left out where these are not its own. */
  readonly program?: readonly string[];
  kill?(pid: number, signal: Signal): unknown;
  /**
   * Makes the streams fit for another program in the place of this process; whether that can be. Left out where there is
   * to be no such program.
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
 * To stdout, all of it; ends quietly where the reader has gone (`| head -1`).
 * @throws NodeJS.ErrnoException of the stream: a full disk, for one
 */
export function writeStdout(context: CliContext, text: string): Promise<void> {
  return text === "" ? Promise.resolve() : writeText(context.stdout, text);
}

/** To stderr; where that is broken too there is nobody left to tell. */
export async function writeStderr(context: CliContext, text: string): Promise<void> {
  if (text !== "") await writeText(context.stderr, text).catch(() => {});
}

/** One line to the user, apart from diagnostics: `arnsubst: …`, with a hint on a line of its own. */
export async function logMessage(context: CliContext, message: string, hint?: string): Promise<void> {
  await writeStderr(
    context,
    `arnsubst: ${visible(message)}\n${hint === undefined ? "" : `  = ${visible(hint)}\n`}`,
  );
}

/** Flags before environment before the terminal: https://no-color.org, https://force-color.org. */
export function wantsColor({ env }: CliContext, { color }: CommonFlags, stream: Terminal): boolean {
  if (color !== undefined) return color;
  const { NO_COLOR, FORCE_COLOR } = env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0";
  return stream.isTTY === true;
}
