/**
 * Replaces files all together or not at all. Each text is written beside its target and synced, then all are renamed;
 * where one rename fails, those before it are undone. So a target has its old or its new content at any moment.
 */

import { constants, mkdirSync } from "node:fs";
import { copyFile, link, open, rmdir, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { failure, isDirectory, placeOf } from "./place.js";
import { privately } from "./privately.js";
import { renameOver } from "./rename.js";
import { removeTemporary, settingGroup, sweep, temporaryName, writeTemporary } from "./temporary.js";

export interface NewFile {
  readonly path: string;
  readonly text: string;
}

export interface WriteFailure {
  readonly path: string;
  /** The error of the file system: ENOSPC, EACCES. */
  readonly code: string;
  /** How many files were replaced, and have their old content again. */
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

/** Who can read a file with values, in place of its owner alone. */
export interface FileAccess {
  readonly mode?: number;
  /** Its id. */
  readonly group?: number;
}

interface ReplaceOptions extends FileAccess {
  /** Creates missing directories. Only their owner can enter them, and the group where it can read the files. */
  readonly makeDirectories?: boolean;
  /** Aborts the work as long as nothing has been replaced. */
  readonly signal?: AbortSignal;
}

/**
 * Writes files that only their owner can read: mode 0600 whatever the umask, or less if the old file had less; with a mode
 * of their own, that one.
 */
export async function replacePrivate(
  files: readonly NewFile[],
  { makeDirectories = false, signal, ...access }: ReplaceOptions = {},
): Promise<WriteFailure | undefined> {
  const staged: Staged[] = [];
  const replaced: Staged[] = [];
  const made: string[] = [];
  let path = "";
  try {
    for (const file of files) {
      path = file.path;
      if (makeDirectories) await makeDirectory(dirname(path), made, access);
      staged.push(await stage(file, access));
      signal?.throwIfAborted();
    }
    // The last one needs no backup: nothing can fail after its rename.
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
 * Replaces one file. It keeps mode and owner; a new file gets its mode from the umask.
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

/** Removes temporary files that killed runs have left beside these files. */
export async function sweepBeside(paths: readonly string[]): Promise<void> {
  const directories = new Set<string>();
  for (const path of paths) directories.add(dirname(await placeOf(path).catch(() => path)));
  for (const directory of directories) await sweep(directory);
}

async function stage({ path, text }: NewFile, { mode, ...group }: FileAccess): Promise<Staged> {
  const place = await placeOf(path);
  const old = await oldAt(place);
  const access = { mode: mode ?? (old?.mode ?? 0o600) & 0o600, ...group };
  const fresh = await writeTemporary(dirname(place), text, access);
  return { path, place, fresh, existed: old !== undefined };
}

/** The file to replace, if there is one. An error for anything else, because a rename would replace a pipe, too. */
async function oldAt(place: string) {
  const stats = await stat(place).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code !== "ENOENT") throw thrown;
    return undefined;
  });
  if (stats?.isDirectory()) throw failure("EISDIR");
  if (stats?.isFile() === false) throw failure("EEXIST");
  return stats;
}

/** Makes a hard link, which costs nothing; where that is not allowed, a copy with the same mode. */
async function backUp(staged: Staged): Promise<void> {
  if (!staged.existed) return;
  const backup = temporaryName(dirname(staged.place));
  staged.backup = backup;
  await link(staged.place, backup).catch(() => copyFile(staged.place, backup, constants.COPYFILE_EXCL));
}

/** Restores old content, the last file first. A file that cannot be restored keeps its backup. */
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

async function makeDirectory(directory: string, made: string[], access: FileAccess): Promise<void> {
  if (await isDirectory(directory)) return;
  if (dirname(directory) !== directory) await makeDirectory(dirname(directory), made, access);
  try {
    privately(() => mkdirSync(directory, { mode: 0o700 }));
  } catch (thrown) {
    // Another run may have made it meanwhile.
    if (await isDirectory(directory)) return;
    throw thrown;
  }
  made.push(directory);
  const { mode = 0o600, group } = access;
  if (group === undefined && (mode & 0o040) === 0) return;
  // On a descriptor: who can write to the directory above could put a link in its place.
  const opened = await open(
    directory,
    constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NOFOLLOW ?? 0),
  );
  try {
    if ((await opened.stat()).uid !== process.geteuid?.()) throw failure("EPERM");
    if (group !== undefined) await settingGroup(opened.chown(-1, group));
    await opened.chmod((mode & 0o040) === 0 ? 0o700 : 0o750);
  } finally {
    await opened.close();
  }
}

async function syncDirectories(replaced: readonly Staged[]): Promise<void> {
  for (const directory of new Set(replaced.map(({ place }) => dirname(place))))
    await syncDirectory(directory);
}

/** Makes renames survive a power cut. Windows and some file systems cannot sync directories. */
async function syncDirectory(directory: string): Promise<void> {
  const opened = await open(directory, "r").catch(() => undefined);
  await opened?.sync().catch(() => {});
  await opened?.close();
}
