/** Starts the user's command as a child process that behaves like this one: its streams, and how it ends. */

import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import type { Mask } from "../core/edits/mask.js";
import { writeRead } from "./output.js";
import type { Pipe } from "./pipe.js";
import { factsOf } from "./process-table.js";

export type Ended =
  | { readonly kind: "exited"; readonly status: number }
  | { readonly kind: "died"; readonly signal: NodeJS.Signals }
  | { readonly kind: "not-started"; readonly code: string };

export interface Child {
  /** Does nothing where the system lacks the signal. */
  send(signal: NodeJS.Signals): void;
  /** Resolves when the command itself has ended; processes that it has started may still run. */
  readonly ended: Promise<Ended>;
  /**
   * Resolves when all masked output is written, that of processes which the command has started too, as in a pipe.
   * Undefined, or the error that ended it.
   */
  readonly drained: Promise<NodeJS.ErrnoException | undefined>;
  /** Stops waiting for output. */
  leave(): void;
}

type StreamMask = Pick<Mask, "push" | "end">;

interface Masked {
  readonly mask: () => StreamMask;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** For stdout and stderr; left out where the system has no such pipes. */
  readonly pipes?: readonly Pipe[] | undefined;
}

interface ChildOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** False where this process has read standard input to its end. */
  readonly stdin: boolean;
  /** Open files beyond the three streams, passed on under the same numbers. */
  readonly descriptors?: readonly number[];
  /** Left out, the command gets this process's own streams, and sees the terminal behind them. */
  readonly masked?: Masked;
}

export function startChild([file = "", ...args]: readonly string[], options: ChildOptions): Child {
  const { env, masked } = options;
  const pipes = masked?.pipes;
  const output = masked === undefined ? "inherit" : "pipe";
  const stdin = options.stdin ? "inherit" : "ignore";
  let child: ChildProcess;
  try {
    const stdio: StdioOptions = [stdin, pipes?.[0]?.end ?? output, pipes?.[1]?.end ?? output];
    for (const descriptor of options.descriptors ?? []) stdio[descriptor] = descriptor;
    child = spawn(file, args, { env, stdio: Array.from(stdio, (end) => end ?? "ignore") });
  } catch (thrown) {
    return notStarted(thrown);
  }
  const ended = new Promise<Ended>((done) => {
    child.once("error", (error) => done({ kind: "not-started", code: codeOf(error) }));
    child.once("exit", (status, signal) =>
      done(signal === null ? { kind: "exited", status: status ?? 0 } : { kind: "died", signal }),
    );
  });
  const stdout = pipes?.[0]?.open() ?? child.stdout;
  const stderr = pipes?.[1]?.open() ?? child.stderr;
  const pumps =
    masked === undefined || stdout === null || stderr === null
      ? []
      : [pump(stdout, masked.mask(), masked.stdout), pump(stderr, masked.mask(), masked.stderr)];
  return {
    send(signal) {
      try {
        child.kill(signal);
      } catch {
        // Windows can send few signals. A closed console, SIGHUP, reaches the command anyway.
      }
    },
    ended,
    drained: Promise.all(pumps).then((errors) => errors.find((error) => error !== undefined)),
    leave() {
      stdout?.destroy();
      stderr?.destroy();
    },
  };
}

/** Some errors are thrown at once, such as arguments or an environment that are too long. */
function notStarted(thrown: unknown): Child {
  return {
    send: () => {},
    ended: Promise.resolve({ kind: "not-started", code: codeOf(thrown) }),
    drained: Promise.resolve(undefined),
    leave: () => {},
  };
}

function codeOf(thrown: unknown): string {
  return String((thrown as NodeJS.ErrnoException).code ?? "unknown");
}

/** Stops where the reader of our output is gone, so that the command's next write fails, as it would without us. */
async function pump(
  from: Readable,
  mask: StreamMask,
  to: Writable,
): Promise<NodeJS.ErrnoException | undefined> {
  try {
    for await (const chunk of from) await writeRead(to, mask.push(chunk as Buffer));
  } catch (thrown) {
    const error = thrown as NodeJS.ErrnoException;
    // Only an error of writing counts: `leave` makes reading fail.
    if (error.syscall === "write" || error.code === "EPIPE")
      return error.code === "EPIPE" ? undefined : error;
  }
  return writeRead(to, mask.end()).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => (error.code === "EPIPE" ? undefined : error),
  );
}

/**
 * Whether a key such as Ctrl-C reaches the command without us: a terminal signals all processes in its foreground
 * group, and so does a console of Windows. Where /proc does not tell the group, any terminal counts as yes.
 */
export function keysReachChildren(): boolean {
  if (process.platform === "win32") return true;
  const facts = factsOf("self");
  if (facts !== undefined) return facts.inForeground;
  try {
    closeSync(openSync("/dev/tty", "r"));
    return true;
  } catch {
    return false;
  }
}
