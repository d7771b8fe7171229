/** Files, folders and standard input → sources. Bytes that are no UTF-8 text are kept and marked, not guessed at. */

import { isUtf8 } from "node:buffer";
import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Source } from "../core/source.js";

export type InputFault =
  | { readonly kind: "missing" | "folder"; readonly path: string }
  | { readonly kind: "unreadable"; readonly path: string; readonly code: string };

export interface Inputs {
  readonly sources: readonly Source[];
  readonly faults: readonly InputFault[];
}

export const STDIN_NAME = "<stdin>";

/** Reads what the paths name; `-` is standard input. A folder is a fault here. */
export async function readInputs(
  paths: readonly string[],
  stdin: AsyncIterable<Buffer | string>,
): Promise<Inputs> {
  const sources: Source[] = [];
  const faults: InputFault[] = [];
  // One after the other: a thousand files opened at once would meet the limit on open files.
  for (const path of paths) {
    const read = path === "-" ? sourceOf(STDIN_NAME, await readAll(stdin)) : await readSource(path);
    if ("kind" in read) faults.push(read);
    else sources.push(read);
  }
  return { sources, faults };
}

export async function readSource(path: string): Promise<Source | InputFault> {
  try {
    return sourceOf(path, await readFile(path));
  } catch (thrown) {
    return inputFault(path, thrown);
  }
}

export interface Expanded {
  /** Each file once, however it was named. */
  readonly files: readonly string[];
  readonly faults: readonly InputFault[];
  /** Folders without a YAML file. */
  readonly empty: readonly string[];
}

/**
 * Replaces each folder by the `*.yaml` and `*.yml` files below it, sorted; `.git` and `node_modules` are left out,
 * and so is what `leftOut` says. A file that is named itself is never left out.
 */
export async function expandFolders(
  paths: readonly string[],
  leftOut: (path: string) => boolean = () => false,
): Promise<Expanded> {
  const files = new Map<string, string>();
  const faults: InputFault[] = [];
  const empty: string[] = [];
  for (const path of paths) {
    const folder = path === "-" ? false : await isFolder(path);
    const found = folder === true ? await yamlFilesIn(path, leftOut, faults) : folder === false ? [path] : [];
    if (typeof folder === "object") faults.push(folder);
    else if (found.length === 0) empty.push(path);
    for (const file of found) if (!files.has(resolve(file))) files.set(resolve(file), file);
  }
  const once = new Map(faults.map((fault) => [resolve(fault.path), fault]));
  return { files: [...files.values()], faults: [...once.values()], empty };
}

async function isFolder(path: string): Promise<boolean | InputFault> {
  try {
    return (await stat(path)).isDirectory();
  } catch (thrown) {
    return inputFault(path, thrown);
  }
}

/**
 * Walked by hand, because the libraries for it pass over folders that cannot be read, and a gate that has not seen
 * a file must not say that it is right. Links to files are followed, links to folders are not.
 */
async function yamlFilesIn(
  folder: string,
  leftOut: (path: string) => boolean,
  faults: InputFault[],
): Promise<readonly string[]> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (thrown) {
    faults.push(inputFault(folder, thrown));
    return [];
  }
  const files: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (leftOut(path)) continue;
    if (entry.isDirectory()) {
      if (ALWAYS_LEFT_OUT.has(entry.name)) continue;
      for (const file of await yamlFilesIn(path, leftOut, faults)) files.push(file);
    } else if (/\.ya?ml$/.test(entry.name) && (entry.isFile() || (await isLinkToFile(path, entry, faults)))) {
      files.push(path);
    }
  }
  return files;
}

const ALWAYS_LEFT_OUT = new Set([".git", "node_modules"]);

async function isLinkToFile(path: string, entry: Dirent, faults: InputFault[]): Promise<boolean> {
  if (!entry.isSymbolicLink()) return false;
  const folder = await isFolder(path);
  if (typeof folder === "object") faults.push({ kind: "unreadable", path, code: "a broken link" });
  return folder === false;
}

async function readAll(stream: AsyncIterable<Buffer | string>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

function sourceOf(name: string, bytes: Buffer): Source {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
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
