/** Writes texts to streams, and to files without secrets. */

import { constants, promises, type Stats } from "node:fs";
import type { Writable } from "node:stream";
import { failure, isOpened, isStream, placeOf } from "./place.js";

/** Keeps a stream's errors from ending the process: each write gets its own error. */
export function hearErrors<T extends Writable>(stream: T): T {
  return stream.on("error", () => {});
}

/**
 * Writes all of it; no error where the reader is gone (`| head -1`).
 * @throws NodeJS.ErrnoException of the stream: a full disk, for example
 */
export async function writeText(stream: Writable, text: string | Buffer): Promise<void> {
  await writeRead(stream, text).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

/**
 * Writes what has to be read: it is an error too that the reader is gone.
 * @throws NodeJS.ErrnoException of the stream
 */
export async function writeRead(stream: Writable, text: string | Uint8Array): Promise<void> {
  if (text.length === 0) return;
  await new Promise<void>((done, fail) => {
    stream.write(text, (error) => (error ? fail(error) : done()));
  });
}

/**
 * Writes a text without secrets to a file, which has its old or its new content at any moment. A pipe or a device is
 * written to, not replaced.
 * @throws NodeJS.ErrnoException of the file system
 */
export async function writeOrdinaryFile(path: string, text: string): Promise<void> {
  if (await isStream(path)) return writeThrough(path, text);
  // Loaded here because most runs write no file.
  const { replaceOrdinary, sweepBeside } = await import("./replace-files.js");
  await sweepBeside([path]);
  await replaceOrdinary({ path, text });
}

/**
 * Appends to a pipe or a device.
 * @throws NodeJS.ErrnoException of the file system
 */
export async function writeThrough(path: string, text: string): Promise<void> {
  // Another user can have put a pipe in the place of a file that was asked for.
  const isForeign = async (stats: Promise<Stats>) =>
    !isOpened(path) && (await stats).isFIFO() && ![0, process.geteuid?.()].includes((await stats).uid);
  // Refuses a link of another user, which could lead to that user's terminal.
  if (!isOpened(path)) await placeOf(path);
  if (await isForeign(promises.stat(path))) throw failure("EFOREIGN");
  const file = await promises.open(path, constants.O_WRONLY | constants.O_APPEND);
  try {
    if (await isForeign(file.stat())) throw failure("EFOREIGN");
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}
