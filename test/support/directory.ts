/** A temporary directory: files are written to it, and looked at, by their names in it. */

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Directory {
  readonly path: string;
  at(...names: readonly string[]): string;
  /** With the directories that it takes; its path. */
  write(name: string, content: string | Buffer): string;
  read(name: string): string;
  /** None where it is not there. */
  names(below?: string): readonly string[];
  /** In octal: `600`. */
  modeOf(name: string): string;
  remove(): void;
}

export function openDirectory(): Directory {
  const path = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  const at: Directory["at"] = (...names) => join(path, ...names);
  return {
    path,
    at,
    write(name, content) {
      mkdirSync(dirname(at(name)), { recursive: true });
      writeFileSync(at(name), content);
      return at(name);
    },
    read: (name) => readFileSync(at(name), "utf8"),
    names: (below = ".") => (existsSync(at(below)) ? readdirSync(at(below)).sort() : []),
    modeOf: (name) => (statSync(at(name)).mode & 0o777).toString(8),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
