/** The `test` of `exec`: the signals that it gets, the bytes that come out, and the directories that it makes. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { arn } from "./arns.js";
import { EXECUTABLE } from "./run.js";
import { test as base } from "./test.js";

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

type Env = Readonly<Record<string, string>>;

/** The directory has the values as `v0`, `v1`, … in `config.yaml`, and `secrets.yaml` for them. */
export function testWith(values: readonly string[]) {
  // Whole JSON draws a warning, unless it is said to be meant.
  const meant = (value: string) => (value.startsWith("{") ? "  # arnsubst: resolve" : "");
  const config = values.map((value, index) => `v${index}: ${arn(`value${index}`)}${meant(value)}\n`);
  const secrets = values.map((value, index) => `${arn(`value${index}`)}: ${JSON.stringify(value)}\n`);
  return (
    base
      .extend("directory", ({ directory }) => {
        directory.write("config.yaml", config.join(""));
        directory.write("secrets.yaml", secrets.join(""));
        return directory;
      })
      .extend("start", ({ directory }) => {
        return (args: readonly string[], env?: Env) => startIn(directory.path, args, env);
      })
      .extend(
        "exec",
        ({ start }) =>
          (args: readonly string[], env?: Env) =>
            start(args, env).ended,
      )
      /** Runs a program of Node's with `--mask`; `say` prints on stdout and waits until that is out. */
      .extend("masked", ({ exec }) => {
        const prelude = `
        import { setTimeout as pause } from "node:timers/promises";
        const say = (text, to = process.stdout) => new Promise((done) => to.write(text, done));
      `;
        const node = [process.execPath, "--input-type=module", "-e"];
        return (program: string) => exec(["config.yaml", "--mask", "--", ...node, prelude + program]);
      })
  );
}

function startIn(cwd: string, args: readonly string[], env: Env = {}): Executing {
  const command = [EXECUTABLE, "exec", "--secrets-file", "secrets.yaml", ...args];
  // A session of its own has no terminal, wherever the tests run.
  const child = spawn(process.execPath, command, {
    cwd,
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
}

export function directoriesOf(pid: number): readonly string[] {
  const name = `arnsubst-${process.getuid?.() ?? 0}-${pid}-`;
  return PLACES.flatMap((place) =>
    readdirSync(place)
      .filter((each) => each.startsWith(name))
      .map((each) => join(place, each)),
  );
}
