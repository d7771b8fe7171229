/** What the system tells of other processes. Most is of Linux's /proc; elsewhere there is none, and nothing is known. */

import { readFileSync, readlinkSync } from "node:fs";

export interface ProcessFacts {
  /** Ticks since the machine has started: a pid that is used again has another one. */
  readonly start: string;
  /** It has ended, and its parent has not asked how: a zombie. */
  readonly ended: boolean;
  /** Whether Ctrl-C on its terminal reaches it. */
  readonly inForeground: boolean;
}

export function factsOf(pid: number | "self"): ProcessFacts | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  if (stat === undefined) return undefined;
  // The name before it is in brackets, and can hold anything.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const { 0: state, 2: group, 5: foreground, 19: start = "" } = fields;
  return { start, ended: state === "Z" || state === "X", inForeground: group === foreground };
}

/** Whose pids these are: containers that share a directory have each their own. */
export function pidNamespace(): string | undefined {
  return /\d+/.exec(attempt(() => readlinkSync("/proc/self/ns/pid")) ?? "")?.[0];
}

/** Signal 0 is sent to nobody; a process of somebody else answers with EPERM. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
