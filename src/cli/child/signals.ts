/** Signals while a command runs in our place: they are for the command, and it decides what comes of them. */

import { keysReachChildren } from "../../io/child.js";
import type { CliContext, Signal } from "../context/context.js";

/** Those that would end us, and come from outside. */
const OTHERS = ["SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGABRT", "SIGALRM", "SIGXCPU"] as const;
/**
 * Of keys too, Ctrl-C and Ctrl-\, on Windows Ctrl-Break, which a terminal sends to the command itself: it must not have
 * them twice.
 */
const OF_KEYS = ["SIGINT", "SIGQUIT", "SIGBREAK"] as const;

/** As often as they come; until the end that is returned. */
export function hearSignals(context: CliContext, hear: (signal: Signal) => void): () => void {
  const listeners = [...OTHERS, ...OF_KEYS].map((signal) => {
    const listener = () => hear(signal);
    context.on?.(signal, listener);
    return { signal, listener };
  });
  return () => {
    for (const { signal, listener } of listeners) context.off?.(signal, listener);
  };
}

/** Whether a terminal has sent the signal to the command too. */
export function reachesCommand(signal: Signal): boolean {
  return (OF_KEYS as readonly Signal[]).includes(signal) && keysReachChildren();
}

/** Their only effect is the end of the process; others would have it write its memory, and the values, to a file. */
const ENDING: readonly string[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Ends as the command has ended, so that a shell sees what it would have seen: after Ctrl-C it stops its script.
 * Comes back where the signal is another, or does nothing, as for the first process of a container.
 */
export function dieOf(signal: NodeJS.Signals, context: CliContext): void {
  if (context.pid !== undefined && ENDING.includes(signal)) context.kill?.(context.pid, signal as Signal);
}
