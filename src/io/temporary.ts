/**
 * Private temporary files beside the files that they are to become, and the removal of those that a killed run has
 * left. A name tells whose it is: `.arnsubst-PID-PLACE-RANDOM.tmp`.
 */

import { createHash, randomBytes } from "node:crypto";
import { lstat, open, readdir, unlink } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { isRunning, pidNamespace } from "./process-table.js";

/**
 * Where the process id counts. Containers that share a directory have ids of their own, and may have one host name
 * (`--network host`); machines that share a directory may have one number for the namespace of their ids.
 */
const PLACE = createHash("sha256")
  .update(`${hostname()}\0${pidNamespace() ?? ""}`)
  .digest("hex")
  .slice(0, 8);
const NAMED = /^\.arnsubst-(\d+)-([0-9a-f]{8})-[0-9a-f]{16}\.tmp$/;
/** Writing takes moments; whatever is that old was left, even if another process has the id by now. */
const LEFT_MS = 3_600_000;

/** Those of this process: its own id is no sign that one is in use, for an earlier process may have had it. */
const own = new Set<string>();

export function temporaryName(directory: string): string {
  const path = join(directory, `.arnsubst-${process.pid}-${PLACE}-${randomBytes(8).toString("hex")}.tmp`);
  own.add(path);
  return path;
}

export interface Access {
  /** Left out, the umask decides. */
  readonly mode?: number;
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/**
 * Writes a new file beside others, whole and synced, and never open to more than `mode` says: not for a moment.
 * @throws NodeJS.ErrnoException of the file system; then there is no file
 */
export async function writeTemporary(directory: string, text: string, access: Access): Promise<string> {
  const { mode, owner } = access;
  const path = temporaryName(directory);
  const file = await open(path, "wx", mode === undefined ? 0o666 : mode & 0o600);
  try {
    await file.writeFile(text);
    // Only root can give a file away. Windows knows neither owners nor, but for read-only, modes.
    if (owner !== undefined) await file.chown(owner.uid, owner.gid).catch(() => {});
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

/** What cannot be removed now is for the next run. */
export async function removeTemporary(path: string): Promise<void> {
  await unlink(path).catch(() => {});
  own.delete(path);
}

/** Removes what runs that were killed have left in a directory; where that cannot be done, there is nobody to tell. */
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
