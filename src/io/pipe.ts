/**
 * Makes real pipes for the output of a command. Node's are sockets: a command cannot open them as `/dev/stdout` or
 * `/dev/stderr`, and does not get a pipe's error when their reader is gone.
 */

import { execFileSync } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { makePrivateDirectory, type PrivateDirectory } from "./private-directory.js";

export interface Pipe {
  /** The descriptor that a child process writes to. */
  readonly end: number;
  /** Closes our copy of `end` and returns what to read from; to be called once the child process has `end`. */
  open(): Readable;
}

/** One pipe for each name, or undefined where the system cannot make them. */
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
    // Both ends are open, so the names are not needed any more.
    directory?.remove();
  }
}

function pipeAt(path: string): Pipe {
  // In this order neither call waits for the other end.
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
