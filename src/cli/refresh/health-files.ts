/** The files by which others see how a refreshing run is: `--ready-file` and `--status-file`. */

import { lstatSync, readFileSync, rmSync } from "node:fs";
import { replaceOrdinary, sweepBeside } from "../../io/replace-files.js";
import { type CliContext, failWith, type Misuse } from "../context/context.js";
import { EXIT_OK, EXIT_USAGE, type ExitStatus } from "../exit-status.js";
import { placeIn, writeOrLog } from "../outputs/write-file.js";

export interface HealthFlags {
  /** Appears after the first write. */
  readonly readyFile?: string;
  /** The time and result of the last look, as JSON. */
  readonly statusFile?: string;
}

/** The JSON of the status file. Times are ISO 8601 in UTC. */
export interface Health {
  readonly lastLook: string;
  readonly result: "changed" | "unchanged" | "failed";
  readonly lastSuccess: string;
  readonly nextLook: string;
  /** Why the last look failed. */
  readonly message?: string;
}

const READY = "arnsubst is ready: ";

/** The error where one of the files is also one of the paths, or where both are the same. */
export async function healthFileMisuse(
  { readyFile, statusFile }: HealthFlags,
  paths: readonly (string | undefined)[],
): Promise<Misuse | undefined> {
  const taken = new Map<string, string>();
  for (const path of paths) if (path !== undefined) taken.set(await placeIn(path), path);
  for (const [option, file] of [
    ["--ready-file", readyFile],
    ["--status-file", statusFile],
  ] as const) {
    if (file === undefined) continue;
    const place = await placeIn(file);
    const other = taken.get(place);
    if (other !== undefined) return [`${option} ${file} would overwrite ${other}`, "name another file"];
    taken.set(place, file);
  }
  return undefined;
}

/** Removes the ready file of an earlier run. Anything else of that name is an error. */
export async function prepareHealthFiles(
  { readyFile }: HealthFlags,
  context: CliContext,
): Promise<ExitStatus> {
  if (readyFile === undefined) return EXIT_OK;
  if (isOther(readyFile)) {
    const hint = "name a file that does not exist yet";
    return failWith(EXIT_USAGE, context, `--ready-file ${readyFile}: there is another file`, hint);
  }
  return writeOrLog(readyFile, async (path) => rmSync(path, { force: true }), context);
}

/** Opens nothing but a regular file: a pipe would wait for its writer. */
function isOther(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  try {
    return !stats.isFile() || !readFileSync(path, "utf8").startsWith(READY);
  } catch {
    return true;
  }
}

export async function writeReady(
  { readyFile }: HealthFlags,
  now: string,
  context: CliContext,
): Promise<ExitStatus> {
  if (readyFile === undefined) return EXIT_OK;
  return writeOrLog(readyFile, (path) => writeFile(path, `${READY}${now}\n`), context);
}

/** Never writes to a pipe, where it would wait for a reader, and no look and no signal would get through. */
async function writeFile(path: string, text: string): Promise<void> {
  await sweepBeside([path]);
  await replaceOrdinary({ path, text });
}

/** No error where that cannot be done: the run ends. */
export function removeReady({ readyFile }: HealthFlags): void {
  try {
    if (readyFile !== undefined && !isOther(readyFile)) rmSync(readyFile, { force: true });
  } catch {
    // The next run removes it.
  }
}

/** A status where the file cannot be written; the reason is logged. */
export async function writeHealth(
  { statusFile }: HealthFlags,
  health: Health,
  context: CliContext,
): Promise<ExitStatus> {
  if (statusFile === undefined) return EXIT_OK;
  return writeOrLog(statusFile, (path) => writeFile(path, `${JSON.stringify(health, null, 2)}\n`), context);
}
