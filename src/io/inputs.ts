/** Reads files and standard input into sources. Those that cannot be read become errors. */

import { isUtf8 } from "node:buffer";
import { createReadStream, fstatSync, statSync } from "node:fs";
import { mayConcernSecrets, PATTERN } from "../core/references/candidates.js";
import { type Source, STDIN_NAME } from "../core/text/source.js";
import { sourceOf } from "./decode.js";
import { type InputError, inputErrorOf, type Refusal } from "./input-error.js";
import type { LinkScope } from "./link-scope.js";
import { MAX_SIZE, readRegularFile, readStream } from "./read-file.js";

/** An entry of a directory that is not read, because of what it is or where it leads. */
export type Skipped = Extract<InputError, { kind: "directory" | "irregular" | "outside" }>;

interface Inputs {
  readonly sources: readonly Source[];
  /** Files from directories in whose text no reference can be. Their texts are not kept. */
  readonly unconcerned: readonly string[];
  readonly skipped: readonly Skipped[];
  readonly errors: readonly InputError[];
}

export interface InputFile {
  /** `-` is standard input. */
  readonly path: string;
  /** Found in a directory, and not named by the user. */
  readonly found?: boolean;
  /** Where the path may lead, if it is a link. */
  readonly link?: LinkScope;
}

interface Stdin extends AsyncIterable<Buffer | string> {
  /** Its file descriptor, where it has one. */
  readonly fd?: number;
}

/** Reads the files, one after the other. A directory is an error here. */
export async function readInputs(
  files: readonly InputFile[],
  stdin: () => Stdin,
  maxSize?: number,
  again = false,
): Promise<Inputs> {
  const sources: Source[] = [];
  const unconcerned: string[] = [];
  const skipped: Skipped[] = [];
  const errors: InputError[] = [];
  for (const file of files) {
    const { path, found } = file;
    const read = found ? readFound(file, maxSize) : await readNamed(path, stdin, maxSize, again);
    if (read === undefined) unconcerned.push(path);
    else if ("kind" in read) {
      if (found && isSkipped(read)) skipped.push(read);
      else errors.push(found && read.kind === "too-large" ? { ...read, found } : read);
    } else if (found && read.malformed === undefined && !mayConcernSecrets(read.text)) unconcerned.push(path);
    else sources.push(read);
  }
  return { sources, unconcerned, skipped, errors };
}

function isSkipped(error: InputError): error is Skipped {
  return error.kind === "directory" || error.kind === "irregular" || error.kind === "outside";
}

/**
 * Reads synchronously: there can be thousands, and waiting for each takes several times as long. Undefined for a file in
 * which no reference can be. Most are of that kind, and need not be decoded: the pattern is the same for the bytes as characters.
 */
function readFound({ path, link }: InputFile, maxSize = MAX_SIZE): Source | InputError | undefined {
  try {
    const bytes = readRegularFile(path, maxSize, { link });
    const unconcerned = Buffer.isBuffer(bytes) && isUtf8(bytes) && !PATTERN.test(bytes.toString("latin1"));
    return unconcerned ? undefined : read(path, bytes);
  } catch (thrown) {
    return inputErrorOf(path, thrown);
  }
}

/** Reads a file that the user has not named, such as a config file. It has to be a regular file, or a link to one. */
export async function readSource(path: string, maxSize = MAX_SIZE): Promise<Source | InputError> {
  try {
    return read(path, readRegularFile(path, maxSize));
  } catch (thrown) {
    return inputErrorOf(path, thrown);
  }
}

/**
 * Reads what the user has named: a file, `-` for standard input, or a pipe or device, for which it waits. What is read `again`
 * later has to be a file: a pipe would be empty then, or never end.
 */
export async function readNamed(
  path: string,
  stdin: () => Stdin,
  maxSize = MAX_SIZE,
  again = false,
): Promise<Source | InputError> {
  try {
    if (path === "-") return await readStdin(stdin(), maxSize);
    if (again || statSync(path).isFile()) return read(path, readRegularFile(path, maxSize));
    return read(path, await readStream(createReadStream(path), maxSize));
  } catch (thrown) {
    return inputErrorOf(path, thrown);
  }
}

async function readStdin(stdin: Stdin, maxSize: number): Promise<Source | InputError> {
  // Node reads a directory as an empty stream, and that empty text would be written over the output.
  if (stdin.fd !== undefined && fstatSync(stdin.fd).isDirectory()) return { kind: "directory", path: "-" };
  const bytes = await readStream(stdin, maxSize);
  return Buffer.isBuffer(bytes) ? sourceOf(STDIN_NAME, bytes) : { ...bytes, path: "-" };
}

function read(path: string, bytes: Buffer | Refusal): Source | InputError {
  return Buffer.isBuffer(bytes) ? sourceOf(path, bytes) : { ...bytes, path };
}
