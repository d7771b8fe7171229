/**
 * Reads the bytes of one file, up to a limit. Pipes and devices are read only where the user has named them: a read from
 * a pipe without a writer never returns, and a device may never end.
 */

import { constants as bufferConstants } from "node:buffer";
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
} from "node:fs";
import type { Refusal } from "./input-error.js";
import type { LinkScope } from "./link-scope.js";

/** In bytes, where `--max-size` is left out. */
export const MAX_SIZE = 100_000_000;

/** Node cannot hold a longer text, whatever `--max-size` says. */
const LONGEST_TEXT = bufferConstants.MAX_STRING_LENGTH;

/**
 * Opening a pipe does not wait for its writer, and opening a terminal does not make it the controlling one. Windows has
 * neither flag.
 */
const SAFELY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);
const NO_LINK = constants.O_NOFOLLOW ?? 0;

interface Found {
  /** Where the path may lead, if it is a link; left out, the path must not be a link. */
  readonly link?: LinkScope | undefined;
}

/**
 * Reads a regular file. The checks are made on the opened file, so that nothing can replace it in between. `found`
 * is set for a file from a directory: its links are checked too. A file that the user has named may link to anywhere.
 * The bytes are valid until the next file is read.
 * @throws NodeJS.ErrnoException of the file system
 */
export function readRegularFile(path: string, maxSize: number, found?: Found): Buffer | Refusal {
  // Opening a device can have an effect, so a link is checked before it is opened, too.
  if (found?.link?.contains(realpathSync(path)) === false) return { kind: "outside" };
  const plain = found !== undefined && found.link === undefined;
  const descriptor = openSync(path, plain ? SAFELY | NO_LINK : SAFELY);
  try {
    // The directory has said what kind of file a plain one is; asking again takes as long as reading it.
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

/** Whether the link leads into the scope now, and to the very file that was opened. */
function leadsInto(scope: LinkScope, path: string, descriptor: number): boolean {
  const real = realpathSync(path);
  const opened = fstatSync(descriptor, { bigint: true });
  const there = lstatSync(real, { bigint: true });
  return scope.contains(real) && opened.dev === there.dev && opened.ino === there.ino;
}

/** One buffer for all small files: there can be thousands. */
let shared: Buffer | undefined;
const SHARED_SIZE = 65_536;

/** Never waits, whatever has replaced the file meanwhile. It does not trust sizes: files in /proc report none. */
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

/** Stops at the first chunk beyond the limit. */
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
