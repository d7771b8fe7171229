/**
 * The bytes of one file, up to a limit. What is not a regular file is only read where the user has named it: a pipe
 * that nobody writes to would be waited for without an end, and a device may have none.
 */

import { constants as bufferConstants } from "node:buffer";
import {
  closeSync,
  constants,
  createReadStream,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
} from "node:fs";
import type { Refusal } from "./input-fault.js";
import type { LinkScope } from "./link-scope.js";

/** In bytes, where `--max-size` is left out. */
export const MAX_SIZE = 100_000_000;

/** Node holds no longer text, whatever `--max-size` says. */
const LONGEST_TEXT = bufferConstants.MAX_STRING_LENGTH;

/** A pipe is opened without waiting for its writer, and a terminal does not become ours. Windows knows none of these. */
const SAFELY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);
const NO_LINK = constants.O_NOFOLLOW ?? 0;

export interface Found {
  /** Set where the path is a link: where it may lead. Left out where the path must not be one. */
  readonly link?: LinkScope | undefined;
}

/**
 * Reads a regular file. What is judged is what was opened, so that nothing can take its place in between. With `found`,
 * of a file that was found in a directory, links are judged too; a file that the user has named may be a link to anywhere.
 * The bytes are good until the next file is read.
 * @throws NodeJS.ErrnoException of the file system
 */
export function readRegularFile(path: string, maxSize: number, found?: Found): Buffer | Refusal {
  // A device can do something when it is opened, so it is looked at before, too.
  if (found?.link?.contains(realpathSync(path)) === false) return { kind: "outside" };
  const plain = found !== undefined && found.link === undefined;
  const descriptor = openSync(path, plain ? SAFELY | NO_LINK : SAFELY);
  try {
    // Of a plain file of a directory its kind is known, and asking again takes as long as reading it.
    const stats = plain ? undefined : fstatSync(descriptor);
    if (stats?.isFile() === false) return irregular(stats);
    if (found?.link !== undefined && !leadsInto(found.link, path, descriptor)) return { kind: "outside" };
    return readDescriptor(descriptor, Math.min(maxSize, LONGEST_TEXT));
  } finally {
    closeSync(descriptor);
  }
}

export function irregular(
  stats: Pick<Stats, "isDirectory" | "isFIFO" | "isSocket">,
): Extract<Refusal, { kind: "directory" | "irregular" }> {
  if (stats.isDirectory()) return { kind: "directory" };
  return { kind: "irregular", what: stats.isFIFO() ? "a pipe" : stats.isSocket() ? "a socket" : "a device" };
}

/** The path that the link leads to now has to be in the scope, and name the very file that was opened. */
function leadsInto(scope: LinkScope, path: string, descriptor: number): boolean {
  const real = realpathSync(path);
  const opened = fstatSync(descriptor, { bigint: true });
  const there = lstatSync(real, { bigint: true });
  return scope.contains(real) && opened.dev === there.dev && opened.ino === there.ino;
}

/** Of all small files, of which there can be thousands. */
let shared: Buffer | undefined;
const SHARED_SIZE = 65_536;

/** Never waits, whatever the file has become in the meantime. Files of /proc do not say beforehand how long they are. */
function readDescriptor(descriptor: number, limit: number): Buffer | Refusal {
  shared ??= Buffer.allocUnsafe(SHARED_SIZE);
  let bytes = shared;
  let length = 0;
  for (;;) {
    const read = readSync(descriptor, bytes, length, bytes.length - length, null);
    length += read;
    if (length > limit) return { kind: "too-large", limit };
    if (read === 0) return bytes.subarray(0, length);
    if (length < bytes.length) continue;
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return irregular(stats);
    if (stats.size > limit) return { kind: "too-large", limit };
    bytes = Buffer.concat([bytes], Math.min(Math.max(2 * length, stats.size + 1), limit + 1));
  }
}

/**
 * Reads whatever the path names, waiting for it where it is a pipe.
 * @throws NodeJS.ErrnoException of the file system
 */
export function readAnyFile(path: string, maxSize: number): Promise<Buffer | Refusal> {
  return readStream(createReadStream(path), maxSize);
}

/** Takes no more of the stream than the limit and what comes with it. */
export async function readStream(
  stream: AsyncIterable<Buffer | string>,
  maxSize: number,
): Promise<Buffer | Refusal> {
  const limit = Math.min(maxSize, LONGEST_TEXT);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    length += bytes.length;
    if (length > limit) return { kind: "too-large", limit };
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
