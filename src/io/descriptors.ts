/** Files beyond the three streams that were open when this process was started: `3< file`, for one. */

import { readdirSync, readlinkSync } from "node:fs";

/**
 * Node closes the lower ones to child processes unless they are named. Its own pipes cannot be told from others, and do
 * no harm; what waits for events is always its own. Linux only: elsewhere none are known.
 */
export function inheritedDescriptors(directory = "/proc/self/fd"): readonly number[] {
  try {
    return readdirSync(directory)
      .map(Number)
      .filter((descriptor) => descriptor > 2 && isFile(`${directory}/${descriptor}`));
  } catch {
    return [];
  }
}

/** One that has read the directory is gone by now. */
function isFile(path: string): boolean {
  try {
    return !readlinkSync(path).startsWith("anon_inode:");
  } catch {
    return false;
  }
}
