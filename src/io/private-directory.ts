/**
 * Makes directories that only their owner can enter, for the life of one process: in memory where the system has a place
 * for that (`/dev/shm` on Linux), else in the temporary directory. Their names, `arnsubst-<uid>-<pid>-<life>-<random>`,
 * tell leftovers of a killed run from directories in use. All calls are synchronous, so that no signal comes in between.
 */

import { randomUUID } from "node:crypto";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { privately } from "./privately.js";
import { factsOf, isRunning, pidNamespace } from "./process-table.js";

export interface PrivateDirectory {
  readonly path: string;
  /** Writes a file, with its directories, that only its owner can read; returns its path. */
  write(name: string, text: string): string;
  /**
   * Replaces files that `write` has made, all or none. A reader gets the old or the new text.
   * @throws NodeJS.ErrnoException of the file system: the directory may be gone
   */
  replace(files: readonly PrivateFile[]): void;
  /** Undefined, or the path if it could not be removed. */
  remove(): string | undefined;
}

interface PrivateFile {
  readonly name: string;
  readonly text: string;
}

interface PrivateFiles extends PrivateDirectory {
  /** In the order of the files. */
  readonly paths: readonly string[];
}

/** Every place that was tried, and the error there: ENOSPC. */
export type NoPlace = readonly { readonly place: string; readonly code: string }[];

const NAME = /^arnsubst-(?<uid>\d+)-(?<pid>\d+)-(?<namespace>\d+)\.(?<start>\d+)-\w{6}$/;

/** Memory first, then the temporary directory. */
function places(): readonly string[] {
  const temporary = resolve(tmpdir());
  return process.platform === "linux" ? [...new Set(["/dev/shm", temporary])] : [temporary];
}

/** @throws NodeJS.ErrnoException where no place takes it */
export function makePrivateDirectory(bases: readonly string[] = places()): PrivateDirectory {
  const path = privately(() => makeIn(bases));
  const write = (name: string, text: string) => {
    const target = join(path, name);
    privately(() => {
      mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
      writeFileSync(target, text, { mode: 0o600, flag: "wx" });
    });
    return target;
  };
  return {
    path,
    write,
    replace: (files) => privately(() => replaceIn(path, files)),
    remove: () => (removed(path) ? undefined : path),
  };
}

/** Renames at the end only, which needs no room. Names of their own, because those of files can be as long as can be. */
function replaceIn(path: string, files: readonly PrivateFile[]): void {
  const fresh = files.map(({ name, text }) => {
    const target = join(path, name);
    return { from: join(dirname(target), `.${randomUUID()}`), target, text };
  });
  try {
    for (const { from, text } of fresh) writeFileSync(from, text, { mode: 0o600, flag: "wx" });
    for (const { from, target } of fresh) renameSync(from, target);
  } catch (thrown) {
    for (const { from } of fresh) rmSync(from, { force: true });
    throw thrown;
  }
}

/**
 * Makes a directory with all of these files, in the first place that has room for them all: the small `/dev/shm` of a
 * container can be full after the first few.
 */
export function makePrivateFiles(
  files: readonly PrivateFile[],
  bases: readonly string[] = places(),
): PrivateFiles | { readonly failed: NoPlace } {
  const failed: { place: string; code: string }[] = [];
  for (const place of bases) {
    let directory: PrivateDirectory | undefined;
    try {
      const made = makePrivateDirectory([place]);
      directory = made;
      return { ...made, paths: files.map(({ name, text }) => made.write(name, text)) };
    } catch (thrown) {
      directory?.remove();
      failed.push({ place, code: String((thrown as NodeJS.ErrnoException).code ?? "unknown") });
    }
  }
  return { failed };
}

function makeIn([base = ".", ...others]: readonly string[]): string {
  const life = `${pidNamespace() ?? 0}.${factsOf("self")?.start || 0}`;
  try {
    // It has mode 0700.
    return mkdtempSync(join(base, `arnsubst-${owner()}-${process.pid}-${life}-`));
  } catch (thrown) {
    if (others.length === 0) throw thrown;
    return makeIn(others);
  }
}

/** The user id; 0 on Windows, which has none, and a temporary directory for each user. */
function owner(): number {
  return process.getuid?.() ?? 0;
}

/** Removes what earlier runs of this user have left behind. What cannot be removed, or may be in use, stays. */
export function removeLeftovers(bases: readonly string[] = places()): void {
  for (const base of bases) {
    for (const name of namesIn(base)) {
      const path = join(base, name);
      if (isLeftover(name) && isOurs(path)) removed(path);
    }
  }
}

/** Whether it is gone. Links in it are removed, not followed; another run may remove it at the same time. */
function removed(path: string): boolean {
  try {
    // Processes that the command has started may still write to it.
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    return true;
  } catch {
    return reopened(path) && removed(path);
  }
}

/** Makes directories writable again that the command has made read-only. Whether there was one. */
function reopened(path: string): boolean {
  try {
    const closed = (lstatSync(path).mode & 0o700) !== 0o700;
    if (closed) chmodSync(path, 0o700);
    const directories = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return directories.map(({ name }) => reopened(join(path, name))).includes(true) || closed;
  } catch {
    return false;
  }
}

function namesIn(base: string): readonly string[] {
  try {
    return readdirSync(base);
  } catch {
    return [];
  }
}

/** Whether the name says that this user made it, in this pid namespace, by a process that is gone. */
function isLeftover(name: string): boolean {
  const { uid, pid, namespace, start } = NAME.exec(name)?.groups ?? {};
  if (Number(uid) !== owner() || namespace !== (pidNamespace() ?? "0")) return false;
  if (!isRunning(Number(pid))) return true;
  const facts = factsOf(Number(pid));
  return facts !== undefined && (facts.ended || facts.start !== start);
}

/** Anybody can use such a name: it has to be a directory, not a link, of this user and closed to others. */
function isOurs(path: string): boolean {
  try {
    const stats = lstatSync(path);
    const closed = process.platform === "win32" || (stats.mode & 0o077) === 0;
    return stats.isDirectory() && stats.uid === owner() && closed;
  } catch {
    return false;
  }
}
