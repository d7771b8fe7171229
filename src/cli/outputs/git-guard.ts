/** Keeps values out of repositories: refuses to write to files that git tracks or would add, except with --force. */

import { relative, sep } from "node:path";
import { groupBy } from "../../core/text/group.js";
import { exposedToGit, type GitStatus } from "../../io/git.js";
import { isDirectory, isStream, placeOf } from "../../io/place.js";
import { sweepBeside } from "../../io/replace-files.js";
import { gitignoreLine } from "../../report/gitignore.js";
import { shellWord } from "../../report/shell-word.js";
import { type CliContext, logMessage } from "../context/context.js";
import { EXIT_OK, EXIT_USAGE, type ExitStatus } from "../exit-status.js";
import type { OutputFlags } from "./targets.js";

interface Refusal {
  readonly message: string;
  readonly hint: string;
}

const MOST_NAMED = 5;

/**
 * Checks the targets before any secret is fetched, and removes what killed runs have left beside them. `EXIT_USAGE`
 * where one of the `written` targets is refused; the reason is logged.
 */
export async function prepareTargets(
  targets: readonly string[],
  written: readonly string[],
  options: OutputFlags,
  context: CliContext,
): Promise<ExitStatus> {
  const status = options.force ? EXIT_OK : await guardTargets(written, options, context);
  if (status === EXIT_OK) await sweepBeside(targets);
  return status;
}

async function guardTargets(
  targets: readonly string[],
  options: OutputFlags,
  context: CliContext,
): Promise<ExitStatus> {
  const byPlace = await placesOf(targets);
  const exposed = await exposedToGit([...byPlace.keys()], context.env);
  const directory =
    options.outDir === undefined ? undefined : await placeOf(options.outDir).catch(() => undefined);
  const refusals = exposed.map((each) =>
    refusalOf(each, byPlace.get(each.place) ?? each.name, directory, options, context),
  );
  const distinct = [...groupBy(refusals, ({ message }) => message).values()].flatMap(
    ([first]) => first ?? [],
  );
  for (const { message, hint } of distinct.slice(0, MOST_NAMED)) await logMessage(context, message, hint);
  const more = distinct.length - MOST_NAMED;
  if (more > 0) await logMessage(context, `the same applies to ${more} more`);
  return exposed.length > 0 ? EXIT_USAGE : EXIT_OK;
}

/** The files that the targets lead to, with the names that the user gave. */
async function placesOf(targets: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const byPlace = new Map<string, string>();
  for (const target of targets) {
    if (await isStream(target)) continue;
    // A target that cannot be written to, such as a directory, gets its message when it is written.
    const place = await placeOf(target).catch(() => undefined);
    if (place !== undefined && !(await isDirectory(place))) byPlace.set(place, target);
  }
  return byPlace;
}

function refusalOf(
  gitStatus: GitStatus,
  target: string,
  directory: string | undefined,
  { inPlace, outDir }: OutputFlags,
  context: CliContext,
): Refusal {
  const { kind, top, name, error } = gitStatus;
  const ignores = relative(context.cwd(), `${top}${sep}.gitignore`);
  if (kind === "unsure") {
    return {
      message: `${target}: arnsubst cannot find out whether git would add this file: ${error}`,
      hint: /dubious ownership/.test(error ?? "")
        ? `if you trust it, run git config --global --add safe.directory ${shellWord(top)}; or ${ANYWAY}`
        : ANYWAY,
    };
  }
  if (kind === "tracked") {
    const line = `remove it with git rm --cached and add this line to ${ignores}, or use --force: ${gitignoreLine(name)}`;
    return {
      message: `${target}: git tracks this file, so the next commit would contain the secret values`,
      hint: inPlace ? ELSEWHERE : line,
    };
  }
  const below = directory === undefined ? "" : relative(top, directory).split(sep).join("/");
  const whole = below !== "" && name.startsWith(`${below}/`);
  return {
    message: `${whole ? outDir : target}: git would add this ${whole ? "directory" : "file"} with the secret values in it`,
    hint: `add this line to ${ignores}, or use --force: ${gitignoreLine(whole ? `${below}/` : name)}`,
  };
}

const ANYWAY = "use --force to write to it anyway";
const ELSEWHERE = "use -o or --out-dir to write to another file, or --force to rewrite this one";
