/**
 * Directories that only their owner can enter, for the time of one process: in memory where the system has a place for
 * that (`/dev/shm` on Linux), in the temporary directory elsewhere. Named `arnsubst-<uid>-<pid>-<life>-<random>`, so that
 * what a SIGKILL has left can be told from what is in use. A call at a time: nothing may come between making and using.
 */

import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { factsOf, isRunning, pidNamespace } from "./process-table.js";

export interface PrivateDirectory {
  readonly path: string;
  /** Each in its directory, and only its owner can read it. */
  write(name: string, text: string): string;
  /** Undefined, or the path where it is still there. */
  remove(): string | undefined;
}

export interface PrivateFiles extends PrivateDirectory {
  /** In the order of the files. */
  readonly paths: readonly string[];
}

/** Every place that was tried, and what the system said there: ENOSPC. */
export type NoPlace = readonly { readonly place: string; readonly code: string }[];

const NAME = /^arnsubst-(?<uid>\d+)-(?<pid>\d+)-(?<namespace>\d+)\.(?<start>\d+)-\w{6}$/;

/** Where memory is, then where everything temporary is. */
function places(): readonly string[] {
  const temporary = resolve(tmpdir());
  return process.platform === "linux" ? [...new Set(["/dev/shm", temporary])] : [temporary];
}

/** @throws NodeJS.ErrnoException where no place takes it */
export function makePrivateDirectory(bases: readonly string[] = places()): PrivateDirectory {
  const path = privately(() => makeIn(bases));
  return {
    path,
    write(name, text) {
      const target = join(path, name);
      privately(() => {
        mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
        writeFileSync(target, text, { mode: 0o600, flag: "wx" });
      });
      return target;
    },
    remove: () => (removed(path) ? undefined : path),
  };
}

/**
 * A directory with all of these files, in the first place that takes them: one may be full after some, as the small
 * `/dev/shm` of a container is, and then all go to the next.
 */
export function makePrivateFiles(
  files: readonly { readonly name: string; readonly text: string }[],
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

/** The user's umask may close to us what we make; it is the command's again when it starts. */
function privately<T>(make: () => T): T {
  const umask = process.umask(0o077);
  try {
    return make();
  } finally {
    process.umask(umask);
  }
}

function makeIn([base = ".", ...others]: readonly string[]): string {
  const life = `${pidNamespace() ?? 0}.${factsOf("self")?.start || 0}`;
  try {
    // With mode 0700.
    return mkdtempSync(join(base, `arnsubst-${owner()}-${process.pid}-${life}-`));
  } catch (thrown) {
    if (others.length === 0) throw thrown;
    return makeIn(others);
  }
}

/** Windows has no numbers for users, and a temporary directory for each of them. */
function owner(): number {
  return process.getuid?.() ?? 0;
}

/** Removes what processes of ours have left behind that are no more. What cannot be removed, or judged, stays. */
export function removeLeftovers(bases: readonly string[] = places()): void {
  for (const base of bases) {
    for (const name of namesIn(base)) {
      const path = join(base, name);
      if (isLeftover(name) && isOurs(path)) removed(path);
    }
  }
}

/** Links in it are removed, not followed. Of two runs that are at the same, one does it. */
function removed(path: string): boolean {
  try {
    // What the command has started may be at work in it.
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    return true;
  } catch {
    return reopened(path) && removed(path);
  }
}

/** The command may have closed directories to itself, as those are that hold what is only to be read. Whether one was. */
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

/** By its name alone: made by this user, among these processes, and by one that is gone. */
function isLeftover(name: string): boolean {
  const { uid, pid, namespace, start } = NAME.exec(name)?.groups ?? {};
  if (Number(uid) !== owner() || namespace !== (pidNamespace() ?? "0")) return false;
  if (!isRunning(Number(pid))) return true;
  const facts = factsOf(Number(pid));
  return facts !== undefined && (facts.ended || facts.start !== start);
}

/** A name can be given by anybody: a directory, no link to one, that belongs to this user and is closed to others. */
function isOurs(path: string): boolean {
  try {
    const stats = lstatSync(path);
    const closed = process.platform === "win32" || (stats.mode & 0o077) === 0;
    return stats.isDirectory() && stats.uid === owner() && closed;
  } catch {
    return false;
  }
}
