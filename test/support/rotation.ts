/**
 * The `test` of `exec --refresh`: a command that runs while its secrets change. Each test has a server of its own, so that
 * many can run at once: what makes them slow is waiting.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { arn } from "./arns.js";
import { directoriesOf } from "./exec.js";
import { AWS_ENV, EXECUTABLE } from "./run.js";
import { type Interceptor, startSecretsServer } from "./secrets-server.js";
import { test as base } from "./test.js";

type Env = Readonly<Record<string, string>>;

export interface Refreshing {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Comes when so much has been printed on stdout. */
  printed(text: string): Promise<void>;
  /** Comes when so much has been printed on stderr. */
  said(text: string): Promise<void>;
  stdout(): string;
  stderr(): string;
  directories(): readonly string[];
  /** The exit status, or the signal. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** The shortest interval that there is. */
const EVERY = ["--refresh", "10s"] as const;

/** The directory has `config.yaml`, in which `pwd` is the secret `db`. */
export const test = base
  .extend("directory", ({ directory }) => {
    directory.write("config.yaml", `pwd: ${arn("db")}\n`);
    return directory;
  })
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures this one needs
  .extend("service", async ({}, { onCleanup }) => {
    const service = await startSecretsServer();
    onCleanup(() => service.close());
    return service;
  })
  /** Gives the secrets these values from now on. */
  .extend("store", ({ service }) => {
    return (values: Readonly<Record<string, string>>, intercept?: Interceptor) =>
      service.reset(
        Object.entries(values).map(([name, text]) => ({ arn: arn(name), text })),
        intercept,
      );
  })
  /** `exec --refresh` with these arguments. */
  .extend("start", ({ directory, service }, { onCleanup }) => {
    const all: Refreshing[] = [];
    onCleanup(() => {
      for (const { child, pid } of all) if (child.exitCode === null && child.signalCode === null) kill(pid);
    });
    return (args: readonly string[], env: Env = {}): Refreshing => {
      const options = [...EVERY, "--endpoint-url", service.url];
      const running = startIn(directory.path, ["exec", ...options, ...args], env);
      all.push(running);
      return running;
    };
  });

/** The command, and what it has started. */
function kill(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // They have ended meanwhile.
  }
}

function startIn(cwd: string, args: readonly string[], env: Env): Refreshing {
  // A group of its own, which has no terminal.
  const child = spawn(process.execPath, [EXECUTABLE, ...args], {
    cwd,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], HOME: "/nonexistent", AWS_MAX_ATTEMPTS: "1", ...AWS_ENV, ...env },
  });
  const [out, err] = [[] as Buffer[], [] as Buffer[]];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const textOf = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString();
  const has = async (chunks: readonly Buffer[], text: string) => {
    while (!textOf(chunks).includes(text)) {
      if (child.exitCode !== null) throw new Error(`ended without ${text}: ${textOf(out)}${textOf(err)}`);
      await wait(20);
    }
  };
  return {
    child,
    pid: child.pid ?? 0,
    printed: (text) => has(out, text),
    said: (text) => has(err, text),
    stdout: () => textOf(out),
    stderr: () => textOf(err),
    directories: () => directoriesOf(child.pid ?? 0),
    ended: once(child, "close").then(([status, signal]) => (signal ?? status) as number | NodeJS.Signals),
  };
}

/** Waits until it is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(20);
}
