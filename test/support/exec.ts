/** `arnsubst exec` as a process: with the signals that it gets, the bytes that come out, and the directories that it makes. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { arn } from "./arns.js";
import { EXECUTABLE } from "./run.js";

/** Where private directories are made. */
export const PLACES = ["/dev/shm", tmpdir()].filter((place) => existsSync(place));

export interface Executed {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface Executing {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Comes when so much has been printed on stdout. */
  printed(text: string): Promise<void>;
  /** What has been printed on stdout so far. */
  output(): Buffer;
  /** The private directories of this process. */
  directories(): readonly string[];
  readonly ended: Promise<Executed>;
}

export interface Bench {
  /** The working directory, with `config.yaml` and `secrets.yaml` in it. */
  directory(): string;
  start(args: readonly string[], env?: Readonly<Record<string, string>>): Executing;
  exec(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Executed>;
}

/** A directory in which `config.yaml` has the values as `v0`, `v1`, …, for the tests of one file. */
export function benchWith(values: readonly string[]): Bench {
  let directory = "";
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
    // Whole JSON draws a warning, unless it is said to be meant.
    const meant = (value: string) => (value.startsWith("{") ? "  # arnsubst: resolve" : "");
    const config = values.map((value, index) => `v${index}: ${arn(`value${index}`)}${meant(value)}\n`);
    const secrets = values.map((value, index) => `${arn(`value${index}`)}: ${JSON.stringify(value)}\n`);
    writeFileSync(join(directory, "config.yaml"), config.join(""));
    writeFileSync(join(directory, "secrets.yaml"), secrets.join(""));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const start: Bench["start"] = (args, env = {}) => {
    const command = [EXECUTABLE, "exec", "--secrets-file", "secrets.yaml", ...args];
    // A session of its own has no terminal, wherever the tests run.
    const child = spawn(process.execPath, command, {
      cwd: directory,
      detached: true,
      env: { PATH: process.env["PATH"], ...env },
    });
    child.stdin.end("from stdin\n");
    const [out, err] = [[] as Buffer[], [] as Buffer[]];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    const ended = once(child, "close").then(([status, signal]) => ({
      status,
      signal,
      stdout: Buffer.concat(out),
      stderr: Buffer.concat(err).toString(),
    }));
    return {
      pid: child.pid ?? 0,
      child,
      output: () => Buffer.concat(out),
      directories: () => directoriesOf(child.pid ?? 0),
      ended,
      async printed(text) {
        while (!Buffer.concat(out).includes(text)) await once(child.stdout, "data");
      },
    };
  };
  return { directory: () => directory, start, exec: (args, env) => start(args, env).ended };
}

/** Runs a program of Node's with `--mask`; `say` prints on stdout and waits until that is out. */
export function masked(bench: Bench, program: string): Promise<Executed> {
  const prelude = `
    import { setTimeout as pause } from "node:timers/promises";
    const say = (text, to = process.stdout) => new Promise((done) => to.write(text, done));
  `;
  const command = [process.execPath, "--input-type=module", "-e", prelude + program];
  return bench.exec(["config.yaml", "--mask", "--", ...command]);
}

export function directoriesOf(pid: number): readonly string[] {
  const name = `arnsubst-${process.getuid?.() ?? 0}-${pid}-`;
  return PLACES.flatMap((place) =>
    readdirSync(place)
      .filter((each) => each.startsWith(name))
      .map((each) => join(place, each)),
  );
}
