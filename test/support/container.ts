/** What a Dockerfile says, and its command in the root with Python as the first process of a process table of its own. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { at, PATH } from "./python-root.js";

export interface Dockerfile {
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Of each COPY out of the directory of the Dockerfile: the sources, and where they go last. */
  readonly copies: readonly (readonly string[])[];
}

export function readDockerfile(text: string): Dockerfile {
  const lines = text.replaceAll(/\\\n\s*/g, "").split("\n");
  const all = (name: string) =>
    lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  const list = (name: string) => JSON.parse(all(name).at(-1) ?? "[]") as readonly string[];
  return {
    entrypoint: list("ENTRYPOINT"),
    cmd: list("CMD"),
    env: Object.fromEntries(all("ENV").flatMap(variablesOf)),
    copies: all("COPY")
      .filter((line) => !line.startsWith("--from"))
      .map((line) => line.split(" ")),
  };
}

/** `A=b` or `A='b c'`, several in a line. */
function variablesOf(line: string): readonly (readonly [name: string, value: string])[] {
  const pairs = line.matchAll(/(\w+)=(?:'([^']*)'|(\S+))/g);
  return Array.from(pairs, ([, name = "", quoted, bare = ""]) => [name, quoted ?? bare] as const);
}

export interface Container {
  /** What it has printed until it said `ready`. */
  readonly stdout: string;
  readonly stderr: string;
  /** Children of the first process that have ended, and that it has not collected. */
  zombies(): readonly string[];
  /** Sends SIGTERM to the first process, as `docker stop` does, and waits for its status. */
  stop(): Promise<number>;
}

/** Starts a command, and waits until it prints `ready` or ends. */
export async function startContainer(
  command: readonly string[],
  { env, cwd, user }: { env: Readonly<Record<string, string>>; cwd: string; user: string },
): Promise<Container> {
  const inside = [`--userspec=${user}`, at("/"), "/bin/sh", "-c", 'cd "$0" && exec "$@"', cwd, ...command];
  const ownTable = ["--pid", "--fork", "--kill-child", `--mount-proc=${at("proc")}`];
  const child = spawn("unshare", [...ownTable, "chroot", ...inside], { env: { PATH, ...env } });
  const ended = once(child, "close");
  let [stdout, stderr] = ["", ""];
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  await new Promise<void>((ready) => {
    child.once("close", ready);
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
      if (stdout.endsWith("ready\n")) ready();
    });
  });
  const first = readOrEmpty(`/proc/${child.pid}/task/${child.pid}/children`).trim();
  return {
    stdout,
    stderr,
    zombies: () => zombiesOf(first),
    async stop() {
      if (first !== "") process.kill(Number(first), "SIGTERM");
      return (await ended)[0] as number;
    },
  };
}

function zombiesOf(parent: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => readOrEmpty(`/proc/${pid}/stat`).replace(/.*\) /s, "").startsWith(`Z ${parent} `));
}

/** Of a process that may have ended. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
