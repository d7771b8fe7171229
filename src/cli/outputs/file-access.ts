/** Who else can read the files of `resolve`: what `--mode` and `--group` ask for. */

import { isStream } from "../../io/place.js";
import type { FileAccess } from "../../io/replace-files.js";
import type { Misuse } from "../context/context.js";
import type { OutputFlags, Targets } from "./targets.js";

const GROUP_BITS = 0o060;

export async function accessOf(
  { mode, group }: OutputFlags,
  targets: Targets,
  platform = process.platform,
): Promise<FileAccess | { readonly misuse: Misuse }> {
  if (mode === undefined && group === undefined) return {};
  const misuse = await misuseOf(mode === undefined ? "--group" : "--mode", targets, platform);
  if (misuse !== undefined) return { misuse };
  if (mode === undefined || (group !== undefined && (mode & GROUP_BITS) === 0)) {
    return { misuse: [`--group ${group}: the files are for their owner alone`, WIDER] };
  }
  if (group === undefined) return { mode };
  const { groupId } = await import("../../io/groups.js");
  const id = await groupId(group);
  if (id === undefined) return { misuse: [`--group ${group}: there is no such group`, LISTED] };
  return { mode, group: id };
}

const WIDER = "add --mode 0440, or 0640 if the owner has to write too";
const LISTED = "getent group lists the groups; the number of a group works too";

async function misuseOf(
  option: string,
  [target]: Targets,
  platform: NodeJS.Platform,
): Promise<Misuse | undefined> {
  if (platform === "win32")
    return [
      `${option}: files on Windows have no mode and no group`,
      "leave it out; the permissions of the directory count there",
    ];
  if (target === undefined)
    return [`${option} is for files, and this run writes to stdout`, "name a file with -o, or leave it out"];
  if (await isStream(target))
    return [`${option} is for files, and ${target} is a pipe or a device`, "leave it out"];
  return undefined;
}
