/** The command as one thing, though it may be started more than once: when it has ended, and what it gets meanwhile. */

import type { Child, Ended } from "../../io/child.js";
import type { Signal } from "../context/context.js";
import { reachesCommand } from "./signals.js";

type Env = Readonly<Record<string, string | undefined>>;

export interface Supervisor {
  send(signal: NodeJS.Signals): void;
  /**
   * Ends the command with SIGTERM, after `patience` milliseconds with SIGKILL, and starts it again with these variables. Does
   * nothing once a signal that ends has come from outside. A second call, while the command still ends, changes the variables only.
   */
  restart(env: Env, patience: number): void;
  /** Passes a signal from outside on. */
  hear(signal: Signal): void;
  /** Resolves when the command has ended and is not to be started again. */
  ended(): Promise<Ended>;
  /** Resolves when all masked output is written: undefined, or the error that ended it. */
  drained(): Promise<NodeJS.ErrnoException | undefined>;
  /** Stops waiting for output. */
  leave(): void;
}

/** After one of these the command is not started again. */
const ENDS: readonly Signal[] = ["SIGTERM", "SIGINT", "SIGQUIT", "SIGBREAK", "SIGABRT"];

export function supervise(start: (env: Env) => Child, first: Env): Supervisor {
  const children = [start(first)];
  let again: Env | undefined;
  let isEnding = false;
  let kill: NodeJS.Timeout | undefined;
  const send: Supervisor["send"] = (signal) => children.at(-1)?.send(signal);
  return {
    send,
    restart(env, patience) {
      if (isEnding) return;
      const isStopping = again !== undefined;
      again = env;
      if (isStopping) return;
      kill = setTimeout(() => send("SIGKILL"), patience);
      send("SIGTERM");
    },
    hear(signal) {
      isEnding ||= ENDS.includes(signal);
      if (!reachesCommand(signal)) send(signal);
    },
    async ended() {
      for (;;) {
        const ended = await (children.at(-1) as Child).ended;
        clearTimeout(kill);
        if (again === undefined || isEnding) return ended;
        children.push(start(again));
        again = undefined;
      }
    },
    async drained() {
      const errors = await Promise.all(children.map(({ drained }) => drained));
      return errors.find((error) => error !== undefined);
    },
    leave() {
      for (const child of children) child.leave();
    },
  };
}
