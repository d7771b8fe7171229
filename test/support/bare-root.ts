/** A root directory that has what the distroless image `cc` has for the executable, and nothing else. */

import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync } from "node:fs";
import { type Directory, openDirectory } from "./directory.js";
import { ROOT } from "./run.js";

/** Made by `npm run build:executable`. */
export const BUILT = `${ROOT}build/executable/arnsubst-linux-${process.arch}`;
export const isBuilt = existsSync(BUILT);

export function openBareRoot(): Directory {
  const root = openDirectory();
  // As in an image: everybody may enter it.
  chmodSync(root.path, 0o755);
  mkdirSync(root.at("tmp"));
  chmodSync(root.at("tmp"), 0o1777);
  copyLibraries(root, BUILT);
  return root;
}

/** Copies a program to the same place, with its libraries. */
export function copyProgram(root: Directory, path: string): void {
  cpSync(path, root.at(path), { dereference: true });
  copyLibraries(root, path);
}

function copyLibraries(root: Directory, program: string): void {
  for (const path of librariesOf(program)) cpSync(path, root.at(path), { dereference: true });
}

export function librariesOf(program: string): readonly string[] {
  return execFileSync("ldd", [program], { encoding: "utf8" }).match(/\/\S+(?= \()/g) ?? [];
}
