/** Facts about other processes. Most come from /proc, so on systems other than Linux they are undefined. */

import { readFileSync, readlinkSync } from "node:fs";

interface ProcessFacts {
  /** In ticks since boot. It differs where a pid is used again. */
  readonly start: string;
  /** A zombie: it has ended, and its parent has not waited for it. */
  readonly ended: boolean;
  /** Whether Ctrl-C on its terminal reaches it. */
  readonly inForeground: boolean;
}

export function factsOf(pid: number | "self"): ProcessFacts | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  if (stat === undefined) return undefined;
  // The process name before them is in parentheses, and can contain anything.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const { 0: state, 2: group, 5: foreground, 19: start = "" } = fields;
  return { start, ended: state === "Z" || state === "X", inForeground: group === foreground };
}

/** The namespace of the pids: containers that share a directory have one each. */
export function pidNamespace(): string | undefined {
  return /\d+/.exec(attempt(() => readlinkSync("/proc/self/ns/pid")) ?? "")?.[0];
}

/** Signal 0 has no effect; EPERM means that the process is another user's. */
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
