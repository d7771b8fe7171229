/**
 * Replaces this process by a command, where Node can do that (22.15 and later): nothing of ours stays in memory, and the
 * command has the streams, the signals and the exit status to itself.
 */

import { accessSync, closeSync, constants, openSync, statSync } from "node:fs";

interface Replacement {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** False where this process has read standard input to its end. */
  readonly stdin: boolean;
}

type Execve = (file: string, args: readonly string[], env: Readonly<Record<string, string>>) => void;

/** What Node starts in its own place; it starts the command. */
const ENV = "/usr/bin/env";
/** Bytes of arguments and variables that every system accepts. */
const ALWAYS_TAKEN = 131_072;
const POINTER = 8;

/**
 * Returns where the process cannot be replaced, or only perhaps: then nothing has been done, and the command can run as
 * a child process.
 *
 * Node aborts where the system refuses, and can leave its memory in a core file. So it starts `env`, which is always
 * there; `env` starts the command, and has a message and a status for what can still fail. `handOver` is called last,
 * because it changes the streams.
 */
export function replaceProcess({ command, env, stdin }: Replacement, handOver: () => boolean): void {
  const { execve } = process as { readonly execve?: Execve };
  const set = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (execve === undefined || !isExecutable(ENV) || !startsUnchanged(command, env)) return;
  const args = [ENV, "--", ...command];
  if (sizeOf([...args, ...set.map((entry) => entry.join("="))]) > ALWAYS_TAKEN || !handOver()) return;
  if (!stdin && !isEmptied()) return;
  // Node ignores both signals, and the command would inherit that. A signal with a listener is reset.
  for (const signal of ["SIGPIPE", "SIGXFSZ"] as const) process.on(signal, () => {});
  execve(ENV, args, Object.fromEntries(set));
}

/** Whether `env` starts the command with exactly these arguments and variables. On macOS it drops the linker's. */
function startsUnchanged([name = "", ...args]: readonly string[], env: Replacement["env"]): boolean {
  if (/^-|=/.test(name) || [name, ...args, ...Object.values(env)].some((text) => text?.includes("\0")))
    return false;
  return !Object.keys(env).some((key) => key.startsWith("DYLD_")) && isFound(name, env["PATH"]);
}

/** Looks for the command as the system does. If it is not found, starting a child process gives the message. */
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

/** With a NUL and a pointer for each text. */
function sizeOf(texts: readonly string[]): number {
  return texts.reduce((size, text) => size + Buffer.byteLength(text) + 1 + POINTER, 0);
}

/** Replaces standard input, which was read to its end, by /dev/null. The lowest free descriptor is 0 again. */
function isEmptied(): boolean {
  closeSync(0);
  return openSync("/dev/null", "r") === 0;
}
