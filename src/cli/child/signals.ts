/** Passes signals on to the command that runs as a child process; the command decides what they do. */

import { keysReachChildren } from "../../io/child.js";
import type { CliContext, Signal } from "../context/context.js";

/** Signals from other processes that would end us. */
const OTHERS = ["SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGABRT", "SIGALRM", "SIGXCPU"] as const;
/**
 * Signals that can come from keys: Ctrl-C, Ctrl-\, and on Windows Ctrl-Break. The terminal sends them to the command
 * itself, which must not get them twice.
 */
const FROM_KEYS = ["SIGINT", "SIGQUIT", "SIGBREAK"] as const;

/** Listens until the returned function is called. */
export function hearSignals(context: CliContext, hear: (signal: Signal) => void): () => void {
  const listeners = [...OTHERS, ...FROM_KEYS].map((signal) => {
    const listener = () => hear(signal);
    context.on?.(signal, listener);
    return () => context.off?.(signal, listener);
  });
  return () => {
    for (const remove of listeners) remove();
  };
}

/** Whether a terminal may have sent the signal to the command too. */
export function reachesCommand(signal: Signal): boolean {
  return (FROM_KEYS as readonly Signal[]).includes(signal) && keysReachChildren();
}

/** Signals that only end a process; others make it write a core file, with the values in it. */
const ENDING: readonly string[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Ends this process by the signal that has ended the command, so that a shell stops its script after Ctrl-C. Returns
 * where it is another signal, or where the signal has no effect, as for the first process of a container.
 */
export function dieOf(signal: NodeJS.Signals, context: CliContext): void {
  if (context.pid !== undefined && ENDING.includes(signal)) context.kill?.(context.pid, signal as Signal);
}
