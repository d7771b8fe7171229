/** Renaming over a file that is there, which Windows refuses for as long as another program has either of the two open. */

import { rename } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

/** Virus scanners and indexers look at new files for moments. Milliseconds, half a second in all. */
const PAUSES = [10, 20, 40, 80, 160, 320];
/** What Windows says then; it says the same of files that must not be replaced. */
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
