/** Renames over an existing file. Windows refuses that while another program has one of the two open. */

import { rename } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

/** Milliseconds between attempts: virus scanners and indexers open new files for moments. */
const PAUSES = [10, 20, 40, 80, 160, 320];
/** The errors of Windows then; they are the same for files that may not be replaced. */
const IN_USE: readonly (string | undefined)[] = ["EPERM", "EACCES", "EBUSY"];

/** @throws NodeJS.ErrnoException of the file system */
export async function renameOver(
  from: string,
  to: string,
  { platform = process.platform, attempt = rename } = {},
): Promise<void> {
  for (const pause of platform === "win32" ? PAUSES : []) {
    try {
      return await attempt(from, to);
    } catch (thrown) {
      if (!IN_USE.includes((thrown as NodeJS.ErrnoException).code)) throw thrown;
    }
    await setTimeout(pause);
  }
  return attempt(from, to);
}
