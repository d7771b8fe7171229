/** Files beyond the three streams that were open when this process started, as by `3< file`. */

import { readdirSync, readlinkSync } from "node:fs";

/**
 * Node does not pass them to child processes unless they are named. The list includes Node's own pipes, which look like
 * others and do no harm, but not its event queues. Empty on systems other than Linux.
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

/** False for the descriptor that read the directory: it is closed by now. */
function isFile(path: string): boolean {
  try {
    return !readlinkSync(path).startsWith("anon_inode:");
  } catch {
    return false;
  }
}
