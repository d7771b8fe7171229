/**
 * Temporary files beside the files that they will replace, and the removal of those that killed runs have left. The name
 * tells which run made one: `.arnsubst-PID-PLACE-RANDOM.tmp`.
 */

import { createHash, randomBytes } from "node:crypto";
import { lstat, open, readdir, unlink } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { failure } from "./place.js";
import { isRunning, pidNamespace } from "./process-table.js";

/**
 * Where the pid is valid: host name and pid namespace. Containers that share a directory can have the same host name
 * (`--network host`), and machines that share one can have the same number of the namespace.
 */
const PLACE = createHash("sha256")
  .update(`${hostname()}\0${pidNamespace() ?? ""}`)
  .digest("hex")
  .slice(0, 8);
const NAMED = /^\.arnsubst-(\d+)-([0-9a-f]{8})-[0-9a-f]{16}\.tmp$/;
/** Writing takes moments, so a file of this age is left over, even if its pid is in use again. */
const LEFT_MS = 3_600_000;

/** The files of this process. A file with its pid can also be of an earlier process. */
const own = new Set<string>();

export function temporaryName(directory: string): string {
  const path = join(directory, `.arnsubst-${process.pid}-${PLACE}-${randomBytes(8).toString("hex")}.tmp`);
  own.add(path);
  return path;
}

interface Access {
  /** Left out, the umask decides. */
  readonly mode?: number;
  readonly owner?: { readonly uid: number; readonly gid: number };
  readonly group?: number;
}

/**
 * Writes and syncs a new file. Its mode is never wider than `mode`, not for a moment.
 * @throws NodeJS.ErrnoException of the file system; then there is no file
 */
export async function writeTemporary(directory: string, text: string, access: Access): Promise<string> {
  const { mode, owner, group } = access;
  const path = temporaryName(directory);
  const file = await open(path, "wx", mode === undefined ? 0o666 : mode & 0o600);
  try {
    await file.writeFile(text);
    // Only root can change the owner. Windows has no owners, and of modes only read-only.
    if (owner !== undefined) await file.chown(owner.uid, owner.gid).catch(() => {});
    // Before the mode, which could be for another group.
    if (group !== undefined) await settingGroup(file.chown(-1, group));
    if (mode !== undefined) await file.chmod(mode);
    await file.sync();
  } catch (thrown) {
    await file.close();
    await removeTemporary(path);
    throw thrown;
  }
  await file.close();
  return path;
}

/** @throws NodeJS.ErrnoException with the code EGROUP where the group may not be set */
export async function settingGroup(change: Promise<void>): Promise<void> {
  await change.catch(() => {
    throw failure("EGROUP");
  });
}

/** A file that cannot be removed is left for the next run. */
export async function removeTemporary(path: string): Promise<void> {
  await unlink(path).catch(() => {});
  own.delete(path);
}

/** Removes what killed runs have left in a directory. Failures are ignored. */
export async function sweep(directory: string): Promise<void> {
  for (const name of await readdir(directory).catch(() => [])) {
    const [, pid, place] = NAMED.exec(name) ?? [];
    const path = join(directory, name);
    if (pid !== undefined && !own.has(path) && (await isLeft(path, Number(pid), place))) {
      await unlink(path).catch(() => {});
    }
  }
}

async function isLeft(path: string, pid: number, place: string | undefined): Promise<boolean> {
  if (place === PLACE && (pid === process.pid || !isRunning(pid))) return true;
  const stats = await lstat(path).catch(() => undefined);
  return stats !== undefined && Date.now() - stats.mtimeMs > LEFT_MS;
}
