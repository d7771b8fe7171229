/**
 * Pipes of the system's own kind. Node's are sockets, which a command cannot open as `/dev/stdout` or `/dev/stderr`,
 * and whose end it does not hear of as it would of a pipe's.
 */

import { execFileSync } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { makePrivateDirectory, type PrivateDirectory } from "./private-directory.js";

export interface Pipe {
  /** What a child process gets to write to. */
  readonly end: number;
  /** To be called once the child process has its end: ours is closed, and what arrives can be read. */
  open(): Readable;
}

/** So many pipes, or undefined where the system has no such thing to make them with. */
export function makePipes(names: readonly string[]): readonly Pipe[] | undefined {
  if (process.platform === "win32") return undefined;
  let directory: PrivateDirectory | undefined;
  try {
    directory = makePrivateDirectory();
    const { path: place } = directory;
    const paths = names.map((name) => join(place, name));
    execFileSync("mkfifo", ["-m", "600", ...paths], { stdio: "ignore" });
    return paths.map(pipeAt);
  } catch {
    return undefined;
  } finally {
    // Both ends are open: the name has done its work.
    directory?.remove();
  }
}

function pipeAt(path: string): Pipe {
  // In this order neither waits for the other.
  const start = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const end = openSync(path, constants.O_WRONLY);
  return {
    end,
    open() {
      closeSync(end);
      return new Socket({ fd: start, readable: true, writable: false });
    },
  };
}
