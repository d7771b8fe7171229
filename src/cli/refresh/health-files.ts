/** The files by which others see how a refreshing run is: `--ready-file` and `--status-file`. */

import { readFileSync, rmSync } from "node:fs";
import { writeOrdinaryFile } from "../../io/output.js";
import { type CliContext, failWith } from "../context/context.js";
import { EXIT_OK, EXIT_USAGE, type ExitStatus } from "../exit-status.js";
import { writeOrLog } from "../outputs/write-file.js";

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

/** Removes the ready file of an earlier run. Any other file of that name is an error. */
export async function prepareHealthFiles(
  { readyFile }: HealthFlags,
  context: CliContext,
): Promise<ExitStatus> {
  if (readyFile === undefined) return EXIT_OK;
  const text = contentOf(readyFile);
  if (text !== undefined && !text.startsWith(READY)) {
    const hint = "name a file that does not exist yet";
    return failWith(EXIT_USAGE, context, `--ready-file ${readyFile}: there is another file`, hint);
  }
  rmSync(readyFile, { force: true });
  return EXIT_OK;
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

export async function writeReady(
  { readyFile }: HealthFlags,
  now: string,
  context: CliContext,
): Promise<ExitStatus> {
  if (readyFile === undefined) return EXIT_OK;
  return writeOrLog(readyFile, (path) => writeOrdinaryFile(path, `${READY}${now}\n`), context);
}

export function removeReady({ readyFile }: HealthFlags): void {
  if (readyFile !== undefined) rmSync(readyFile, { force: true });
}

export async function writeHealth(
  { statusFile }: HealthFlags,
  health: Health,
  context: CliContext,
): Promise<void> {
  if (statusFile === undefined) return;
  await writeOrLog(
    statusFile,
    (path) => writeOrdinaryFile(path, `${JSON.stringify(health, null, 2)}\n`),
    context,
  );
}
