/** Makes the context of a command from this process. Opens a stream only when somebody asks for it. */

import { hearErrors } from "../../io/output.js";
import { flushCompileCache } from "./compile-cache.js";
import type { CliContext, OutputName } from "./context.js";
import { hideEnvironment } from "./node-debug.js";

/** `program` is the process's command line without our arguments. */
export function contextOf(process: NodeJS.Process, program: readonly string[]): CliContext {
  hideEnvironment(process);
  const opened: Partial<Record<OutputName, NodeJS.WriteStream>> = {};
  const open = (name: OutputName) => {
    opened[name] ??= hearErrors(process[name]);
    return opened[name];
  };
  return {
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return open("stdout");
    },
    get stderr() {
      return open("stderr");
    },
    env: process.env,
    cwd: () => process.cwd(),
    once: (signal, listener) => process.once(signal, listener),
    on: (signal, listener) => process.on(signal, listener),
    off: (signal, listener) => process.off(signal, listener),
    exit: (status) => process.exit(status),
    pid: process.pid,
    program,
    kill: (pid, signal) => process.kill(pid, signal),
    handOver() {
      flushCompileCache();
      return Object.values(opened).every(makeBlocking);
    },
  };
}

/**
 * Makes a stream blocking; false while output is waiting in it. Node's pipes do not block, so a write to a slow reader
 * fails, and few programs expect that.
 */
function makeBlocking(stream: NodeJS.WriteStream): boolean {
  const { _handle: handle } = stream as { _handle?: { setBlocking?(on: boolean): unknown } };
  if (stream.writableLength > 0) return false;
  handle?.setBlocking?.(true);
  return true;
}
