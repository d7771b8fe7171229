/** The sources that a command's operands name, with the user told of those that cannot be had. */

import { nearest } from "../core/nearest.js";
import type { Source } from "../core/source.js";
import { excluder } from "../io/excluded.js";
import { expandFolders } from "../io/folders.js";
import { type InputFault, readInputs } from "../io/inputs.js";
import { CONFIG_NAME, type LoadedConfig } from "./config.js";
import { DONE, type ExitStatus, USAGE_WRONG, WORLD_WRONG, worst } from "./exit-status.js";
import type { CommonFlags } from "./flags.js";
import { COMMAND_NAMES } from "./help.js";
import { tell, type World } from "./world.js";

export interface Gathered {
  readonly sources: readonly Source[];
  /** Files found in folders that have nothing to do with secrets. */
  readonly passedOver: readonly string[];
  /** `USAGE_WRONG` where a path names nothing, `WORLD_WRONG` where a file cannot be read. */
  readonly status: ExitStatus;
}

/** Files and `-`; a folder is refused. */
export async function gatherFiles(paths: readonly string[], world: World): Promise<Gathered> {
  const { faults, ...inputs } = await readInputs(
    paths.map((path) => ({ path })),
    () => world.stdin,
  );
  return { ...inputs, status: await tellFaults(faults, paths, world) };
}

/** Files, folders and `-`. In folders, what the config excludes is passed over. */
export async function gatherTree(
  paths: readonly string[],
  { quiet }: CommonFlags,
  config: LoadedConfig,
  world: World,
): Promise<Gathered> {
  const { folder = world.cwd(), exclude } = config;
  const { files, faults, empty } = expandFolders(paths, await excluder(folder, exclude));
  const but = exclude.length === 0 ? "" : `, or none that ${CONFIG_NAME} does not exclude`;
  for (const each of quiet ? [] : empty)
    await tell(world, `${each}: no *.yaml or *.yml file in this folder${but}`);
  const { faults: unread, ...inputs } = await readInputs(files, () => world.stdin);
  return { ...inputs, status: await tellFaults([...faults, ...unread], paths, world) };
}

export async function tellFaults(
  faults: readonly InputFault[],
  paths: readonly string[],
  world: World,
): Promise<ExitStatus> {
  const statuses: ExitStatus[] = [DONE];
  for (const fault of faults) {
    const { message, hint } = describeInputFault(fault, paths);
    await tell(world, message, hint);
    statuses.push(fault.kind === "unreadable" ? WORLD_WRONG : USAGE_WRONG);
  }
  return worst(...statuses);
}

function describeInputFault(fault: InputFault, paths: readonly string[]): { message: string; hint?: string } {
  const { path } = fault;
  switch (fault.kind) {
    case "missing": {
      // A misspelled command is taken for the first file of the default one.
      const meant = path === paths[0] ? nearest(path, COMMAND_NAMES) : undefined;
      const message = `${path}: no such file or folder`;
      return meant === undefined ? { message } : { message, hint: `did you mean the command ${meant}?` };
    }
    case "folder":
      if (path === "-") return { message: "standard input is a folder, not a file" };
      return {
        message: `${path}: is a folder, not a file`,
        hint: path.startsWith("-") ? "name a file" : "name its files; check and list take folders",
      };
    case "unreadable":
      return { message: `${path === "-" ? "standard input" : path}: cannot be read (${fault.code})` };
  }
}
