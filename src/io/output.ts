/** Texts on their way out: to a stream, to a file, or to a file that only its owner can read. */

import { stat, writeFile } from "node:fs/promises";
import type { Writable } from "node:stream";
import type { Options } from "write-file-atomic";

/** Keeps a stream's errors from ending the process: each write hears of its own. */
export function hearErrors(stream: Writable): void {
  stream.on("error", () => {});
}

/**
 * Writes all of it, and ends quietly where the reader has gone (`| head -1`).
 * @throws NodeJS.ErrnoException of the stream: a full disk, for one
 */
export async function writeText(stream: Writable, text: string): Promise<void> {
  if (text === "") return;
  await new Promise<void>((done, fail) => {
    stream.write(text, (error) => {
      if (error && (error as NodeJS.ErrnoException).code !== "EPIPE") fail(error);
      else done();
    });
  });
}

/**
 * Writes beside the target, syncs and renames: old or new content is there, never half of it. Mode 0600 whatever
 * the umask, and owned by who runs it, whoever owned the old one. A pipe or a device is written to, not replaced.
 * @throws NodeJS.ErrnoException of the file system
 */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  await writeWhole(path, text, { mode: 0o600, ...ownership() });
}

/**
 * The same for a text without secrets: an ordinary file as the umask has it, or with the mode and the owner of the
 * one that it replaces.
 * @throws NodeJS.ErrnoException of the file system
 */
export async function writeOrdinaryFile(path: string, text: string): Promise<void> {
  await writeWhole(path, text, {});
}

async function writeWhole(path: string, text: string, options: Options): Promise<void> {
  const stats = await stat(path).catch(() => undefined);
  if (stats !== undefined && !stats.isFile() && !stats.isDirectory()) await writeFile(path, text);
  else await (await import("write-file-atomic")).default(path, text, { encoding: "utf8", ...options });
}

/** Left to itself the library gives the new file to the old one's owner; Windows has no such thing. */
function ownership(): { chown?: { uid: number; gid: number } } {
  const { getuid, getgid } = process;
  return getuid === undefined || getgid === undefined ? {} : { chown: { uid: getuid(), gid: getgid() } };
}
