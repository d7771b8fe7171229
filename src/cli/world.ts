/** What a command may touch of the process, and how it speaks to the user. */

import type { Readable, Writable } from "node:stream";
import { writeText } from "../io/output.js";
import { visible } from "../report/visible.js";
import type { CommonOptions } from "./options.js";

type Terminal = { readonly isTTY?: boolean; readonly columns?: number };

export interface World {
  readonly stdin: Readable & Terminal;
  readonly stdout: Writable & Terminal;
  readonly stderr: Writable & Terminal;
  readonly env: Record<string, string | undefined>;
  /** The working folder. */
  cwd(): string;
  /** Signals, and the end of the process; left out where it is not ours to be interrupted or ended. */
  once?(signal: Signal, listener: () => void): unknown;
  on?(signal: Signal, listener: () => void): unknown;
  off?(signal: Signal, listener: () => void): unknown;
  exit?(status: number): void;
  readonly pid?: number;
  kill?(pid: number, signal: Signal): unknown;
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

/** To stderr; where that is broken too there is nobody left to tell. */
export async function say({ stderr }: World, text: string): Promise<void> {
  await writeText(stderr, text).catch(() => {});
}

/** One line to the user, apart from diagnostics: `arnsubst: …`, with a hint on a line of its own. */
export async function tell(world: World, message: string, hint?: string): Promise<void> {
  await say(world, `arnsubst: ${visible(message)}\n${hint === undefined ? "" : `  = ${visible(hint)}\n`}`);
}

/** Flags before environment before the terminal: https://no-color.org, https://force-color.org. */
export function wantsColor({ env }: World, { color }: CommonOptions, stream: Terminal): boolean {
  if (color !== undefined) return color;
  const { NO_COLOR, FORCE_COLOR } = env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0";
  return stream.isTTY === true;
}
