/**
 * Files replaced all together or not at all. Each text is written beside its target and synced, then all are renamed;
 * where one rename fails, those before it are undone. So a target has its old content or its new one at any moment.
 */

import { constants } from "node:fs";
import { chmod, copyFile, link, mkdir, open, rmdir, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { failure, isDirectory, placeOf } from "./place.js";
import { renameOver } from "./rename.js";
import { removeTemporary, sweep, temporaryName, writeTemporary } from "./temporary.js";

export interface NewFile {
  readonly path: string;
  readonly text: string;
}

export interface WriteFailure {
  readonly path: string;
  /** Of the file system: ENOSPC, EACCES. */
  readonly code: string;
  /** How many files had been replaced, and have their old content again. */
  readonly undone: number;
  /** Files that could not be put back, and where their old content is, if they had one. */
  readonly stuck: readonly { readonly path: string; readonly old?: string }[];
}

interface Staged {
  readonly path: string;
  readonly place: string;
  /** The new content. */
  readonly fresh: string;
  readonly existed: boolean;
  /** The old content. */
  backup?: string;
}

export interface ReplaceOptions {
  /** Missing directories are made, for nobody but their owner. */
  readonly makeDirectories?: boolean;
  /** Heeded as long as nothing has been replaced. */
  readonly signal?: AbortSignal;
}

/** Files that only their owner can read: mode 0600 whatever the umask, or what is tighter of the old file's mode. */
export async function replacePrivate(
  files: readonly NewFile[],
  { makeDirectories = false, signal }: ReplaceOptions = {},
): Promise<WriteFailure | undefined> {
  const staged: Staged[] = [];
  const replaced: Staged[] = [];
  const made: string[] = [];
  let path = "";
  try {
    for (const file of files) {
      path = file.path;
      if (makeDirectories) await makeDirectory(dirname(path), made);
      staged.push(await stage(file));
      signal?.throwIfAborted();
    }
    // Nothing can fail after the last rename, so nothing will ever be put back in its place.
    for (const each of staged.slice(0, -1)) {
      path = each.path;
      await backUp(each);
    }
    signal?.throwIfAborted();
    for (const each of staged) {
      path = each.path;
      await renameOver(each.fresh, each.place);
      replaced.push(each);
    }
    await syncDirectories(replaced);
    await tidyUp(staged);
    return undefined;
  } catch (thrown) {
    const stuck = await putBack(replaced);
    await syncDirectories(replaced);
    await tidyUp(staged);
    for (const directory of made.reverse()) await rmdir(directory).catch(() => {});
    const code = String((thrown as NodeJS.ErrnoException).code ?? "unknown");
    return { path, code, undone: replaced.length - stuck.length, stuck };
  }
}

/**
 * One file as the umask has it, or with the mode and the owner of the one that it replaces.
 * @throws NodeJS.ErrnoException of the file system
 */
export async function replaceOrdinary({ path, text }: NewFile): Promise<void> {
  const place = await placeOf(path);
  const old = await oldAt(place);
  const access = old === undefined ? {} : { mode: old.mode & 0o7777, owner: old };
  const fresh = await writeTemporary(dirname(place), text, access);
  await renameOver(fresh, place).finally(() => removeTemporary(fresh));
  await syncDirectory(dirname(place));
}

/** Removes what killed runs have left where these files are, or will be. */
export async function sweepBeside(paths: readonly string[]): Promise<void> {
  const directories = new Set<string>();
  for (const path of paths) directories.add(dirname(await placeOf(path).catch(() => path)));
  for (const directory of directories) await sweep(directory);
}

async function stage({ path, text }: NewFile): Promise<Staged> {
  const place = await placeOf(path);
  const old = await oldAt(place);
  const fresh = await writeTemporary(dirname(place), text, { mode: (old?.mode ?? 0o600) & 0o600 });
  return { path, place, fresh, existed: old !== undefined };
}

/** What is to be replaced. A rename would put a file in the place of a pipe, too. */
async function oldAt(place: string) {
  const stats = await stat(place).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code !== "ENOENT") throw thrown;
    return undefined;
  });
  if (stats?.isDirectory()) throw failure("EISDIR");
  if (stats?.isFile() === false) throw failure("EEXIST");
  return stats;
}

/** A second name costs nothing; where a file system or its rules allow none, a copy with the same mode. */
async function backUp(staged: Staged): Promise<void> {
  if (!staged.existed) return;
  const backup = temporaryName(dirname(staged.place));
  staged.backup = backup;
  await link(staged.place, backup).catch(() => copyFile(staged.place, backup, constants.COPYFILE_EXCL));
}

/** The last one first; those that resist keep their backup, which is taken off the list of what is removed. */
async function putBack(replaced: readonly Staged[]): Promise<WriteFailure["stuck"]> {
  const stuck: { path: string; old?: string }[] = [];
  for (const each of [...replaced].reverse()) {
    const { path, place, backup } = each;
    try {
      if (backup === undefined) await unlink(place);
      else await renameOver(backup, place);
    } catch {
      stuck.push({ path, ...(backup === undefined ? {} : { old: backup }) });
      delete each.backup;
    }
  }
  return stuck.reverse();
}

async function tidyUp(staged: readonly Staged[]): Promise<void> {
  for (const { fresh, backup } of staged) {
    await removeTemporary(fresh);
    if (backup !== undefined) await removeTemporary(backup);
  }
}

async function makeDirectory(directory: string, made: string[]): Promise<void> {
  if (await isDirectory(directory)) return;
  if (dirname(directory) !== directory) await makeDirectory(dirname(directory), made);
  try {
    await mkdir(directory, { mode: 0o700 });
    made.push(directory);
    // A umask can have closed it to us.
    await chmod(directory, 0o700);
  } catch (thrown) {
    // Another run may have been faster.
    if (!(await isDirectory(directory))) throw thrown;
  }
}

async function syncDirectories(replaced: readonly Staged[]): Promise<void> {
  for (const directory of new Set(replaced.map(({ place }) => dirname(place))))
    await syncDirectory(directory);
}

/** Makes the new names last through a power cut. Windows syncs no directories, nor do some file systems. */
async function syncDirectory(directory: string): Promise<void> {
  const opened = await open(directory, "r").catch(() => undefined);
  await opened?.sync().catch(() => {});
  await opened?.close();
}
