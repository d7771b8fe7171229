/**
 * The process itself as the world of a command. Its streams are opened when somebody asks for them, and most commands
 * have no need to: a text is written straight away, and only one that has to wait for its reader goes through a stream.
 */

import { fstatSync, statSync } from "node:fs";
import { hearErrors, writeNow } from "../../io/output.js";
import type { CliContext, OutputName } from "./context.js";
import { hideEnvironment } from "./node-debug.js";

const DESCRIPTORS = { stdout: 1, stderr: 2 } as const;

/** `last` is done before another program takes this one's place. */
export function contextOf(process: NodeJS.Process, last: () => void): CliContext {
  hideEnvironment(process);
  const windows = process.platform === "win32";
  const heard = new Set<OutputName>();
  const open = (name: OutputName) => {
    const stream = process[name];
    if (!heard.has(name)) hearErrors(stream);
    heard.add(name);
    return stream;
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
    // What a stream has not written yet comes first; and Windows shows text in the console by way of its streams only.
    writeNow: (name, text) =>
      heard.has(name) || windows ? Buffer.from(text) : writeNow(DESCRIPTORS[name], Buffer.from(text)),
    isTerminal: (name) => (windows || isDevice(DESCRIPTORS[name])) && open(name).isTTY === true,
    env: process.env,
    cwd: () => process.cwd(),
    once: (signal, listener) => process.once(signal, listener),
    on: (signal, listener) => process.on(signal, listener),
    off: (signal, listener) => process.off(signal, listener),
    exit: (status) => process.exit(status),
    pid: process.pid,
    program: [process.execPath, ...process.execArgv, process.argv[1] ?? ""],
    kill: (pid, signal) => process.kill(pid, signal),
    handOver() {
      const ready = Array.from(heard, (name) => isHandedOver(process[name])).every(Boolean);
      if (ready) last();
      return ready;
    },
  };
}

/** Node has a pipe's writers try again where its reader is slow. A command expects to be kept waiting. */
function isHandedOver(stream: NodeJS.WriteStream): boolean {
  const { _handle: handle } = stream as { _handle?: { setBlocking?(on: boolean): unknown } };
  if (stream.writableLength > 0) return false;
  handle?.setBlocking?.(true);
  return true;
}

/** Which a terminal is, and little else: what is thrown away goes to a device too. */
function isDevice(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    return stats.isCharacterDevice() && stats.rdev !== statSync("/dev/null").rdev;
  } catch {
    return false;
  }
}
