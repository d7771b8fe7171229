/** Files and standard input → sources, and what is wrong with those that cannot be had. */

import { fstatSync, statSync } from "node:fs";
import { mayConcernSecrets } from "../core/references/candidates.js";
import { type Source, STDIN_NAME } from "../core/text/source.js";
import { sourceOf } from "./decode.js";
import { type InputFault, inputFault, type Refusal } from "./input-fault.js";
import type { LinkScope } from "./link-scope.js";
import { MAX_SIZE, readAnyFile, readRegularFile, readStream } from "./read-file.js";

/** Something in a directory that is not looked at, because of what it is or where it leads. */
export type PassedOver = Extract<InputFault, { kind: "directory" | "irregular" | "outside" }>;

export interface Inputs {
  readonly sources: readonly Source[];
  /** Files found in directories that have nothing to do with secrets. Their texts are not kept. */
  readonly unconcerned: readonly string[];
  readonly passedOver: readonly PassedOver[];
  readonly faults: readonly InputFault[];
}

export interface InputFile {
  /** `-` is standard input. */
  readonly path: string;
  /** In a directory, and not named by the user. */
  readonly found?: boolean;
  /** How far the path may lead, where it was found to be a link. */
  readonly link?: LinkScope;
}

export interface Stdin extends AsyncIterable<Buffer | string> {
  /** Its file descriptor, where it has one. */
  readonly fd?: number;
}

/** Reads the files, one after the other. A directory is a fault here. */
export async function readInputs(
  files: readonly InputFile[],
  stdin: () => Stdin,
  maxSize?: number,
): Promise<Inputs> {
  const sources: Source[] = [];
  const unconcerned: string[] = [];
  const passedOver: PassedOver[] = [];
  const faults: InputFault[] = [];
  for (const file of files) {
    const { path, found } = file;
    const read = found ? readFound(file, maxSize) : await readNamed(path, stdin, maxSize);
    if ("kind" in read) {
      if (found && isPassedOver(read)) passedOver.push(read);
      else faults.push(found && read.kind === "too-large" ? { ...read, found } : read);
    } else if (found && read.malformed === undefined && !mayConcernSecrets(read.text)) unconcerned.push(path);
    else sources.push(read);
  }
  return { sources, unconcerned, passedOver, faults };
}

function isPassedOver(fault: InputFault): fault is PassedOver {
  return fault.kind === "directory" || fault.kind === "irregular" || fault.kind === "outside";
}

/** There can be thousands, and nothing else to do meanwhile: waiting for each takes several times as long. */
function readFound({ path, link }: InputFile, maxSize = MAX_SIZE): Source | InputFault {
  try {
    return read(path, readRegularFile(path, maxSize, { link }));
  } catch (thrown) {
    return inputFault(path, thrown);
  }
}

/** What nobody has named on the command line, such as a config file. It has to be a regular file, or a link to one. */
export async function readSource(path: string, maxSize = MAX_SIZE): Promise<Source | InputFault> {
  try {
    return read(path, readRegularFile(path, maxSize));
  } catch (thrown) {
    return inputFault(path, thrown);
  }
}

/** What the user has named: a file, `-` for standard input, or a pipe or device, which is waited for. */
export async function readNamed(
  path: string,
  stdin: () => Stdin,
  maxSize = MAX_SIZE,
): Promise<Source | InputFault> {
  try {
    if (path === "-") return await readStdin(stdin(), maxSize);
    return read(
      path,
      statSync(path).isFile() ? readRegularFile(path, maxSize) : await readAnyFile(path, maxSize),
    );
  } catch (thrown) {
    return inputFault(path, thrown);
  }
}

async function readStdin(stdin: Stdin, maxSize: number): Promise<Source | InputFault> {
  // Node takes a directory for a stream that has ended, and what is nothing would be written over what is there.
  if (stdin.fd !== undefined && fstatSync(stdin.fd).isDirectory()) return { kind: "directory", path: "-" };
  const bytes = await readStream(stdin, maxSize);
  return Buffer.isBuffer(bytes) ? sourceOf(STDIN_NAME, bytes) : { ...bytes, path: "-" };
}

function read(path: string, bytes: Buffer | Refusal): Source | InputFault {
  return Buffer.isBuffer(bytes) ? sourceOf(path, bytes) : { ...bytes, path };
}
