/** What directories hold that was not looked at: each named once, all of them counted. A gate says what it has not seen. */

import { basename, resolve } from "node:path";
import type { InputFault } from "../../io/input-fault.js";
import type { PassedOver } from "../../io/inputs.js";
import { type PassedOver as Counts, passedOverText } from "../../report/summary.js";
import { type CliContext, logMessage } from "../context/context.js";
import type { CommonFlags } from "../flags.js";
import { CONFIG_NAME } from "./config.js";

export type { Counts };

const MOST_NAMED = 10;

/** A warning: the exit status stays as it is. */
export async function tellPassedOver(all: readonly PassedOver[], context: CliContext): Promise<void> {
  for (const each of all.slice(0, MOST_NAMED))
    await logMessage(context, `${each.path}: passed over, ${reasonOf(each)}`);
  const more = all.length - MOST_NAMED;
  if (more > 0) await logMessage(context, `${more} more are passed over for such reasons`);
}

function reasonOf(each: PassedOver): string {
  switch (each.kind) {
    case "outside":
      return "a link that leads out of the directory and its git repository; name the file itself to have it read";
    case "directory":
      return "a link to a directory, which is not followed; name the directory itself to have it read";
    case "irregular":
      return `${each.what}, and only regular files are read in directories`;
  }
}

export function countPassedOver(
  passedOver: readonly PassedOver[],
  faults: readonly InputFault[],
  excluded: number,
): Counts | undefined {
  const irregular = passedOver.filter(({ kind }) => kind === "irregular").length;
  const links = passedOver.length - irregular;
  const unreadable = faults.filter(({ kind }) => kind === "unreadable" || kind === "too-large").length;
  if (links + irregular + unreadable + excluded === 0) return undefined;
  return { links, irregular, unreadable, excluded };
}

/** For outputs that have no summary of their own. */
export async function tellCounts(
  counts: Counts | undefined,
  { quiet }: CommonFlags,
  context: CliContext,
): Promise<void> {
  if (counts !== undefined && !quiet) await logMessage(context, passedOverText(counts));
}

/** The directories in which nothing was found, or nothing but the config file and what was passed over. */
export function directoriesWithoutFiles(
  directories: ReadonlyMap<string, readonly string[]>,
  passedOver: readonly PassedOver[],
): readonly string[] {
  const skipped = new Set(passedOver.map(({ path }) => resolve(path)));
  const isEmpty = (files: readonly string[]) =>
    files.every((file) => basename(file) === CONFIG_NAME || skipped.has(resolve(file)));
  return [...directories].filter(([, files]) => isEmpty(files)).map(([directory]) => directory);
}

export async function tellEmpty(directory: string, excludes: boolean, context: CliContext): Promise<void> {
  const but = excludes ? `, or ${CONFIG_NAME} excludes them all` : "";
  await logMessage(
    context,
    `${directory}: no *.yaml or *.yml file in this directory${but}`,
    "nothing was looked at; --allow-empty makes that no error",
  );
}
