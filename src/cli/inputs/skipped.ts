/** Logs and counts what is skipped in directories, so that the user knows what `check` has not seen. */

import { basename, resolve } from "node:path";
import type { InputError } from "../../io/input-error.js";
import type { Skipped } from "../../io/inputs.js";
import { type SkippedCounts, skippedText } from "../../report/summary.js";
import { type CliContext, logMessage } from "../context/context.js";
import type { CommonFlags } from "../shared-options.js";
import { CONFIG_NAME } from "./config.js";

const MOST_NAMED = 10;

/** Logs what is skipped. It does not change the exit status. */
export async function logSkipped(all: readonly Skipped[], context: CliContext): Promise<void> {
  for (const each of all.slice(0, MOST_NAMED))
    await logMessage(context, `${each.path}: skipped: ${reasonFor(each)}`);
  const more = all.length - MOST_NAMED;
  if (more > 0) await logMessage(context, `${more} more are skipped for such reasons`);
}

function reasonFor(each: Skipped): string {
  switch (each.kind) {
    case "outside":
      return "a link that leads out of the directory and its git repository; to read the file, name it";
    case "directory":
      return "a link to a directory, which arnsubst does not follow; to read the directory, name it";
    case "irregular":
      return `${each.what}; in directories, arnsubst reads regular files only`;
  }
}

/** Undefined where nothing is skipped. */
export function countSkipped(
  skipped: readonly Skipped[],
  errors: readonly InputError[],
  excluded: number,
): SkippedCounts | undefined {
  const irregular = skipped.filter(({ kind }) => kind === "irregular").length;
  const links = skipped.length - irregular;
  const unreadable = errors.filter(({ kind }) => kind === "unreadable" || kind === "too-large").length;
  if (links + irregular + unreadable + excluded === 0) return undefined;
  return { links, irregular, unreadable, excluded };
}

/** For outputs without a summary of their own. */
export async function logSkippedCounts(
  counts: SkippedCounts | undefined,
  { quiet }: CommonFlags,
  context: CliContext,
): Promise<void> {
  if (counts !== undefined && !quiet) await logMessage(context, skippedText(counts));
}

/** The directories without any file to read: the config file and what is skipped do not count. */
export function emptyDirectories(
  directories: ReadonlyMap<string, readonly string[]>,
  skipped: readonly Skipped[],
): readonly string[] {
  const paths = new Set(skipped.map(({ path }) => resolve(path)));
  const isEmpty = (files: readonly string[]) =>
    files.every((file) => basename(file) === CONFIG_NAME || paths.has(resolve(file)));
  return [...directories].filter(([, files]) => isEmpty(files)).map(([directory]) => directory);
}

export async function logEmptyDirectory(
  directory: string,
  excludes: boolean,
  context: CliContext,
): Promise<void> {
  const but = excludes ? `, or ${CONFIG_NAME} excludes them all` : "";
  await logMessage(
    context,
    `${directory}: no *.yaml or *.yml file in this directory${but}`,
    "nothing was read; with --allow-empty this is not an error",
  );
}
