/** Groups of the system by their names, which Node does not look up. */

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";

const GROUPS = "/etc/group";
const TIMEOUT_MS = 10_000;
/** One more means "as it is" to the system. */
const LARGEST = 2 ** 32 - 2;

/** The id of a group, given by name or number: from `/etc/group`, or from LDAP and the like by way of `getent`. */
export async function groupId(group: string): Promise<number | undefined> {
  if (/^\d+$/.test(group)) return Number(group) <= LARGEST ? Number(group) : undefined;
  const file = await readFile(GROUPS, "utf8").catch(() => "");
  return idIn(file, group) ?? idIn(await getent(group), group);
}

/** Lines are `name:password:id:members`. */
function idIn(lines: string, group: string): number | undefined {
  const found = lines.split("\n").map((line) => line.split(":"));
  const id = found.find(([name]) => name === group)?.[2] ?? "";
  return /^\d+$/.test(id) ? Number(id) : undefined;
}

/** Nothing where it is not installed, as on macOS, or does not know the group. */
async function getent(group: string): Promise<string> {
  // It would be an option.
  if (group.startsWith("-")) return "";
  return new Promise((done) => {
    execFile("getent", ["group", group], { timeout: TIMEOUT_MS }, (_, stdout) => done(stdout));
  });
}
