/**
 * A command in the place of this process, where Node can do that (22.15 and later): nothing of ours stays in memory, and
 * streams, signals and the end are the command's own.
 */

import { accessSync, closeSync, constants, openSync, statSync } from "node:fs";

export interface Replacement {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** False where this process has read it to its end. */
  readonly stdin: boolean;
}

type Execve = (file: string, args: readonly string[], env: Readonly<Record<string, string>>) => void;

/** Starts the command as the last thing that Node does. */
const ENV = "/usr/bin/env";
/** Whatever its limits, every system takes arguments and variables of that size. */
const ALWAYS_TAKEN = 131_072;
const POINTER = 8;

/**
 * Comes back where it cannot be, or not surely: then nothing has been done, and the command can be a child process.
 *
 * Node aborts where the system refuses, and would leave its memory in a core file. So it starts what is always there,
 * `env`, which starts the command, and has a message and a status for all that can still be wrong. `handOver` is asked last, for the streams.
 */
export function replaceProcess({ command, env, stdin }: Replacement, handOver: () => boolean): void {
  const { execve } = process as { readonly execve?: Execve };
  const set = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (execve === undefined || !isExecutable(ENV) || !startsUnchanged(command, env)) return;
  const args = [ENV, "--", ...command];
  if (sizeOf([...args, ...set.map((entry) => entry.join("="))]) > ALWAYS_TAKEN || !handOver()) return;
  if (!stdin && !isEmptied()) return;
  // Node ignores both, and what is ignored stays so; what is heard is not.
  for (const signal of ["SIGPIPE", "SIGXFSZ"] as const) process.on(signal, () => {});
  execve(ENV, args, Object.fromEntries(set));
}

/** Whether `env` starts it as it stands here. On a Mac it drops variables of the linker. */
function startsUnchanged([name = "", ...args]: readonly string[], env: Replacement["env"]): boolean {
  if (/^-|=/.test(name) || [name, ...args, ...Object.values(env)].some((text) => text?.includes("\0")))
    return false;
  return !Object.keys(env).some((key) => key.startsWith("DYLD_")) && isFound(name, env["PATH"]);
}

/** As the system looks for it; where it finds nothing, that is told of as of a child process. */
function isFound(name: string, path: string | undefined): boolean {
  if (name.includes("/")) return isExecutable(name);
  return (
    name !== "" && path?.split(":").some((directory) => isExecutable(`${directory || "."}/${name}`)) === true
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** With the end of each text, and where it stands. */
function sizeOf(texts: readonly string[]): number {
  return texts.reduce((size, text) => size + Buffer.byteLength(text) + 1 + POINTER, 0);
}

/** What has been read to its end gives way to nothing: the lowest free number is its own. */
function isEmptied(): boolean {
  closeSync(0);
  return openSync("/dev/null", "r") === 0;
}
