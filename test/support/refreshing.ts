/** Runs that stay: the real executable, driven by signals, and the same in this process with a clock that the test moves. */

import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { PassThrough, Readable, Writable } from "node:stream";
import type { CliContext, Clock } from "../../src/cli/context/context.js";
import { main } from "../../src/cli/main.js";
import { EXECUTABLE } from "./run.js";

/** Time stands still until the test ends a sleep. */
export interface MovedClock extends Clock {
  /** Comes when somebody sleeps, with the milliseconds. */
  asleep(): Promise<number>;
  /** Ends the sleep when its time is over. */
  move(): Promise<void>;
}

export function movedClock(): MovedClock {
  let now = Date.UTC(2026, 0, 1);
  let sleeper: { readonly until: number; readonly wake: () => void } | undefined;
  const fallen = new EventEmitter();
  const asleep = async () => {
    if (sleeper === undefined) await once(fallen, "asleep");
    return (sleeper?.until ?? now) - now;
  };
  return {
    now: () => now,
    async sleep(milliseconds, signal) {
      if (signal.aborted) return;
      await new Promise<void>((wake) => {
        sleeper = { until: now + milliseconds, wake };
        signal.addEventListener("abort", () => wake());
        fallen.emit("asleep");
      });
      sleeper = undefined;
    },
    asleep,
    async move() {
      now += await asleep();
      sleeper?.wake();
      sleeper = undefined;
    },
  };
}

/** All that is written to it, as one text. */
export class Collected extends Writable {
  text = "";
  override _write(chunk: Buffer, _: unknown, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

export interface TestContext extends CliContext {
  readonly stderr: Collected;
  readonly clock: MovedClock;
  /** With the statuses that the process would have ended with. */
  readonly exits: number[];
  readonly signals: EventEmitter;
}

/** A process's surroundings, with signals and a clock in the test's hand. */
export function testContext(cwd = process.cwd(), env: NodeJS.ProcessEnv = {}): TestContext {
  const signals = new EventEmitter();
  const exits: number[] = [];
  return {
    stdin: Readable.from([]),
    stdout: new PassThrough(),
    stderr: new Collected(),
    env,
    cwd: () => cwd,
    once: (signal, listener) => signals.once(signal, listener),
    on: (signal, listener) => signals.on(signal, listener),
    off: (signal, listener) => signals.off(signal, listener),
    exit: (status) => exits.push(status),
    clock: movedClock(),
    exits,
    signals,
  };
}

export interface InProcess extends TestContext {
  /** Moves the clock, and waits until the look is over. */
  look(): Promise<number>;
  /** Ends it with SIGTERM; the status. */
  end(): Promise<number>;
  /** Its status, where it ends by itself. */
  readonly ended: Promise<number>;
}

/** One at a time, because it takes over the process's directory and environment until it ends. */
export function startInProcess(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): InProcess {
  const before = { cwd: process.cwd(), env: process.env };
  process.chdir(cwd);
  process.env = { PATH: process.env["PATH"], HOME: "/dev/null/home", ...env };
  const context = testContext(cwd, process.env);
  const ended = main(args, context).finally(() => {
    process.env = before.env;
    process.chdir(before.cwd);
  });
  return Object.assign(context, {
    ended,
    async look() {
      await context.clock.move();
      return context.clock.asleep();
    },
    async end() {
      await context.clock.asleep();
      context.signals.emit("SIGTERM");
      return ended;
    },
  });
}

export interface Staying {
  readonly pid: number;
  /** All of stderr so far. */
  stderr(): string;
  /** Comes when this has been written to stderr so many times. */
  said(text: string, times?: number): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<{ readonly status: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** The real executable. */
export function startStaying(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
  node: readonly string[] = [],
): Staying {
  const child = spawn(process.execPath, [...node, EXECUTABLE, ...args], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: "/dev/null/home", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  const written = new EventEmitter();
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
    written.emit("written");
  });
  const ended = once(child, "close").then(([status, signal]) => {
    written.emit("written");
    return { status: status as number | null, signal: signal as NodeJS.Signals | null };
  });
  return {
    pid: child.pid ?? 0,
    stderr: () => stderr,
    async said(text, times = 1) {
      while (stderr.split(text).length - 1 < times) {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`it ended before it said ${JSON.stringify(text)}: ${stderr}`);
        await once(written, "written");
      }
    },
    kill: (signal) => void child.kill(signal),
    ended,
  };
}
