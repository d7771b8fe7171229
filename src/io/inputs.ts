/** Files and standard input → sources. Bytes that are no UTF-8 text are kept and marked, not guessed at. */

import { isUtf8 } from "node:buffer";
import { fstatSync, promises, readFileSync, statSync } from "node:fs";
import { mayConcernSecrets } from "../core/candidates.js";
import { type Source, STDIN_NAME } from "../core/source.js";

export type InputFault =
  | { readonly kind: "missing" | "folder"; readonly path: string }
  | { readonly kind: "unreadable"; readonly path: string; readonly code: string };

export interface Inputs {
  readonly sources: readonly Source[];
  /** Files found in folders that have nothing to do with secrets. Their texts are not kept. */
  readonly passedOver: readonly string[];
  readonly faults: readonly InputFault[];
}

export interface InputFile {
  /** `-` is standard input. */
  readonly path: string;
  /** In a folder, and not named by the user. */
  readonly found?: boolean;
}

export interface Stdin extends AsyncIterable<Buffer | string> {
  /** Its file descriptor, where it has one. */
  readonly fd?: number;
}

/** Reads the files, one after the other. A folder is a fault here. */
export async function readInputs(files: readonly InputFile[], stdin: () => Stdin): Promise<Inputs> {
  const sources: Source[] = [];
  const passedOver: string[] = [];
  const faults: InputFault[] = [];
  for (const { path, found } of files) {
    const read = found ? readFound(path) : await (path === "-" ? readStdin(stdin) : readSource(path));
    if ("kind" in read) faults.push(read);
    else if (found && read.malformed === undefined && !mayConcernSecrets(read.text)) passedOver.push(path);
    else sources.push(read);
  }
  return { sources, passedOver, faults };
}

async function readStdin(open: () => Stdin): Promise<Source | InputFault> {
  try {
    const stdin = open();
    // Node takes a folder for a stream that has ended, and what is nothing would be written over what is there.
    if (stdin.fd !== undefined && fstatSync(stdin.fd).isDirectory()) return { kind: "folder", path: "-" };
    return sourceOf(STDIN_NAME, await readAll(stdin));
  } catch (thrown) {
    return inputFault("-", thrown);
  }
}

/** There can be thousands, and nothing else to do meanwhile: waiting for each takes several times as long. */
function readFound(path: string): Source | InputFault {
  try {
    const text = readFileSync(path, "utf8");
    return text.includes(REPLACEMENT) ? sourceOf(path, readFileSync(path)) : { name: path, text };
  } catch (thrown) {
    return inputFault(path, thrown);
  }
}

export async function readSource(path: string): Promise<Source | InputFault> {
  try {
    // A pipe may have nothing to read yet.
    const bytes = statSync(path).isFile() ? readFileSync(path) : await promises.readFile(path);
    return sourceOf(path, bytes);
  } catch (thrown) {
    return inputFault(path, thrown);
  }
}

async function readAll(stream: AsyncIterable<Buffer | string>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

/** What the decoder puts where bytes are none of UTF-8; without one in the text, there were none. */
const REPLACEMENT = "\uFFFD";

function sourceOf(name: string, bytes: Buffer): Source {
  const text = bytes.toString("utf8");
  if (isUtf8(bytes)) return { name, text };
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? true : bytes[0] === 0xfe && bytes[1] === 0xff;
  return {
    name,
    text,
    malformed: { at: firstDifference(text, bytes), encoding: utf16 ? "UTF-16" : "unknown" },
  };
}

/** Where the decoder had to put a replacement character: there the text no longer encodes to the same bytes. */
function firstDifference(text: string, bytes: Buffer): number {
  let byte = 0;
  let offset = 0;
  for (const character of text) {
    const encoded = Buffer.from(character);
    if (!encoded.equals(bytes.subarray(byte, byte + encoded.length))) break;
    byte += encoded.length;
    offset += character.length;
  }
  return offset;
}

/** What an error of the file system means to the user. */
export function inputFault(path: string, thrown: unknown): InputFault {
  const code = String((thrown as NodeJS.ErrnoException).code ?? "unknown");
  if (code === "ENOENT" || code === "ENOTDIR") return { kind: "missing", path };
  if (code === "EISDIR") return { kind: "folder", path };
  return { kind: "unreadable", path, code };
}
