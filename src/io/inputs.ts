/** Files, folders and standard input → sources. Bytes that are no UTF-8 text are kept and marked, not guessed at. */

import { isUtf8 } from "node:buffer";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
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

/** Replaces each folder by the `*.yaml` and `*.yml` files below it, sorted; `.git` and `node_modules` are left out. */
export async function expandFolders(paths: readonly string[]): Promise<{
  readonly files: readonly string[];
  readonly faults: readonly InputFault[];
  readonly empty: readonly string[];
}> {
  const files: string[] = [];
  const faults: InputFault[] = [];
  const empty: string[] = [];
  for (const path of paths) {
    const folder = path === "-" ? false : await isFolder(path);
    if (folder === true) {
      const found = await yamlFilesIn(path);
      if (found.length === 0) empty.push(path);
      files.push(...found);
    } else if (folder === false) files.push(path);
    else faults.push(folder);
  }
  return { files: [...new Set(files)], faults, empty };
}

async function isFolder(path: string): Promise<boolean | InputFault> {
  try {
    return (await stat(path)).isDirectory();
  } catch (thrown) {
    return inputFault(path, thrown);
  }
}

async function yamlFilesIn(folder: string): Promise<readonly string[]> {
  const { glob } = await import("tinyglobby");
  const found = await glob("**/*.{yaml,yml}", {
    cwd: folder,
    dot: true,
    ignore: ["**/.git/**", "**/node_modules/**"],
    expandDirectories: false,
    followSymbolicLinks: false,
  });
  return found.sort().map((name) => join(folder, name));
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

function inputFault(path: string, thrown: unknown): InputFault {
  const code = String((thrown as NodeJS.ErrnoException).code ?? "unknown");
  if (code === "ENOENT" || code === "ENOTDIR") return { kind: "missing", path };
  if (code === "EISDIR") return { kind: "folder", path };
  return { kind: "unreadable", path, code };
}
