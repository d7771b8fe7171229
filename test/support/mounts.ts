/** Small file systems and process ids of its own for a test, in namespaces of its own, so that nothing of them is left. */

import { spawnSync } from "node:child_process";

/** With and without being root. */
const WAYS = [
  ["unshare", "-rm"],
  ["sudo", "-n", "unshare", "-m"],
];

/** Words to put in front of a command; undefined where nothing may be mounted. */
export function mountingWay(): string | undefined {
  return wayIn([], ["mount", "-t", "tmpfs", "none", "/mnt"]);
}

/** The same for a command that is to be process 1, as that of a container is. */
export function firstProcessWay(): readonly string[] | undefined {
  return wayIn(["--pid", "--fork", "--mount-proc"], ["true"])?.split(" ");
}

function wayIn(options: readonly string[], probe: readonly string[]): string | undefined {
  return WAYS.map((way) => [...way, ...options])
    .find(([command = "", ...args]) => {
      const tried = spawnSync(command, [...args, ...probe], { stdio: "ignore" });
      return tried.status === 0;
    })
    ?.join(" ");
}
