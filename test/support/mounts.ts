/** Small and read-only file systems for a test, in a mount namespace of its own, so that nothing of them is left. */

import { spawnSync } from "node:child_process";

/** With and without being root. */
const WAYS = [
  ["unshare", "-rm"],
  ["sudo", "-n", "unshare", "-m"],
];

/** Words to put in front of a command; undefined where nothing may be mounted. */
export function mountingWay(): string | undefined {
  return WAYS.find(([command = "", ...args]) => {
    const tried = spawnSync(command, [...args, "mount", "-t", "tmpfs", "none", "/mnt"], { stdio: "ignore" });
    return tried.status === 0;
  })?.join(" ");
}
