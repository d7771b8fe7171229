/** Finds and reads the team's config file, and tells the user what is wrong with it. Acting on it is the commands'. */

import { dirname, relative } from "node:path";
import { type Config, EMPTY_CONFIG } from "../core/config/config.js";
import type { ReadingFault } from "../core/config.js";
import { linesOf, type Source } from "../core/source.js";
import { findUpwards, isFile } from "../io/find-upwards.js";
import { type InputFault, readSource } from "../io/inputs.js";
import { type ExitStatus, USAGE_WRONG, WORLD_WRONG } from "./exit-status.js";
import { tell, type World } from "./world.js";

/** The config that counts, and the folder of its file, where there is one. */
export interface LoadedConfig extends Config {
  readonly folder?: string;
}

/** The file's name. */
export const CONFIG_NAME = ".arnsubst.yaml";
/** Not read, and rules that do not count must not seem to. */
const MISNAMED = ".arnsubst.yml";

/**
 * The config that counts in the working folder: that of the nearest `.arnsubst.yaml` at or above it, or the empty one.
 * A status where the file is wrong or cannot be read; the user has been told.
 */
export async function loadConfig(world: World): Promise<LoadedConfig | ExitStatus> {
  const cwd = world.cwd();
  const path = findUpwards(CONFIG_NAME, cwd);
  if (path === undefined) return withoutConfig(cwd, world);
  const read = typeof path === "string" ? await readSource(path) : path;
  if ("kind" in read) return tellFault(read, cwd, world);
  const { parseConfig } = await import("../core/config.js");
  const parsed = parseConfig(read);
  if ("config" in parsed) return { ...parsed.config, folder: dirname(read.name) };
  return tellReadingFaults(parsed.faults, { ...read, name: relative(cwd, read.name) }, world);
}

async function withoutConfig(cwd: string, world: World): Promise<LoadedConfig | ExitStatus> {
  const misnamed = findUpwards(MISNAMED, cwd);
  if (typeof misnamed !== "string" || !isFile(misnamed)) return EMPTY_CONFIG;
  await tell(
    world,
    `${relative(cwd, misnamed)}: is not read`,
    `a config file is called ${CONFIG_NAME}; rename it`,
  );
  return USAGE_WRONG;
}

/** Every fault of a file of rules, with its place. */
export async function tellReadingFaults(
  faults: readonly ReadingFault[],
  { name, text }: Source,
  world: World,
): Promise<ExitStatus> {
  const lines = linesOf(text);
  for (const { start, message, hint } of faults) {
    const { line, column } = lines.positionAt(start);
    await tell(world, `${name}:${line}:${column}: ${message}`, hint);
  }
  return USAGE_WRONG;
}

async function tellFault(fault: InputFault, cwd: string, world: World): Promise<ExitStatus> {
  const path = relative(cwd, fault.path);
  if (fault.kind === "folder") {
    await tell(world, `${path}: is a folder, not a file`, "the config file has this name; rename the folder");
    return USAGE_WRONG;
  }
  // It was found a moment ago, so what is missing is what a link points to.
  const why = fault.kind === "unreadable" ? fault.code : "a broken link";
  await tell(world, `${path}: cannot be read (${why})`, "it is the config file for this folder");
  return WORLD_WRONG;
}
