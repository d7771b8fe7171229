/** Which files need not be written, because they have this very text already: they keep their content and their time stamp. */

import { constants } from "node:fs";
import { open, stat } from "node:fs/promises";
import { placeOf } from "./place.js";
import type { FileAccess, NewFile } from "./replace-files.js";

/** The files that have to be written. Narrows the mode of the others. Reads no file of another size or owner. */
export async function changedFiles<T extends NewFile>(
  files: readonly T[],
  access: FileAccess,
): Promise<readonly T[]> {
  const changed: T[] = [];
  for (const file of files) if (!(await isUnchanged(file, access))) changed.push(file);
  return changed;
}

/** All on one descriptor: another user of the directory may put a link or a pipe in its place meanwhile. */
const SAFELY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

async function isUnchanged({ path, text }: NewFile, { mode, group }: FileAccess): Promise<boolean> {
  try {
    const place = await placeOf(path);
    // Opening a device can have an effect.
    if (!(await stat(place)).isFile()) return false;
    const file = await open(place, SAFELY);
    try {
      const old = await file.stat();
      const isOurs = old.uid === process.geteuid?.() && (group ?? old.gid) === old.gid;
      if (!old.isFile() || !isOurs || old.size !== Buffer.byteLength(text)) return false;
      if (!(await file.readFile()).equals(Buffer.from(text))) return false;
      const narrow = mode ?? old.mode & 0o600;
      if ((old.mode & 0o7777) !== narrow) await file.chmod(narrow);
      return true;
    } finally {
      await file.close();
    }
  } catch {
    // It is missing, or cannot be read. Writing says why, if that fails too.
    return false;
  }
}
