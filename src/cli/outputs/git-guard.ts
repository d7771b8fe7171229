/** Keeps values out of repositories: what git tracks or would add is not written to, but with --force. */

import { relative, sep } from "node:path";
import { groupBy } from "../../core/text/group.js";
import { type Exposure, exposedToGit } from "../../io/git.js";
import { isFolder, isStream, placeOf } from "../../io/place.js";
import { sweepBeside } from "../../io/replace.js";
import { gitignoreLine } from "../../report/gitignore.js";
import { tell, type World } from "../context/context.js";
import { DONE, type ExitStatus, USAGE_WRONG } from "../exit-status.js";
import type { OutputFlags } from "../flags.js";

interface Refusal {
  readonly message: string;
  readonly hint: string;
}

const MOST_NAMED = 5;

/**
 * Before any secret is asked for: are these places for secrets, and is there anything left of a run that was killed?
 * `USAGE_WRONG` where one that is to be written is refused; the user has been told.
 */
export async function prepareTargets(
  targets: readonly string[],
  written: readonly string[],
  options: OutputFlags,
  world: World,
): Promise<ExitStatus> {
  const status = options.force ? DONE : await guardTargets(written, options, world);
  if (status === DONE) await sweepBeside(targets);
  return status;
}

async function guardTargets(
  targets: readonly string[],
  options: OutputFlags,
  world: World,
): Promise<ExitStatus> {
  const byPlace = await placesOf(targets);
  const exposed = await exposedToGit([...byPlace.keys()], world.env);
  const folder =
    options.outDir === undefined ? undefined : await placeOf(options.outDir).catch(() => undefined);
  const refusals = exposed.map((each) =>
    refusalOf(each, byPlace.get(each.place) ?? each.name, folder, options, world),
  );
  const distinct = [...groupBy(refusals, ({ message }) => message).values()].flatMap(
    ([first]) => first ?? [],
  );
  for (const { message, hint } of distinct.slice(0, MOST_NAMED)) await tell(world, message, hint);
  const more = distinct.length - MOST_NAMED;
  if (more > 0) await tell(world, `the same is true of ${more} more`);
  return exposed.length > 0 ? USAGE_WRONG : DONE;
}

/** The files behind the targets, with their names as the user knows them. */
async function placesOf(targets: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const byPlace = new Map<string, string>();
  for (const target of targets) {
    if (await isStream(target)) continue;
    // What cannot be written to, a folder for one, is told of then.
    const place = await placeOf(target).catch(() => undefined);
    if (place !== undefined && !(await isFolder(place))) byPlace.set(place, target);
  }
  return byPlace;
}

function refusalOf(
  exposure: Exposure,
  target: string,
  folder: string | undefined,
  { inPlace, outDir }: OutputFlags,
  world: World,
): Refusal {
  const { kind, top, name, said } = exposure;
  const ignores = relative(world.cwd(), `${top}${sep}.gitignore`);
  if (kind === "unsure") {
    return { message: `${target}: git does not say whether it would add it: ${said}`, hint: ANYWAY };
  }
  if (kind === "tracked") {
    const line = `take it out with git rm --cached and add this line to ${ignores}, or use --force: ${gitignoreLine(name)}`;
    return {
      message: `${target}: git tracks it, so values in it would be in the next commit`,
      hint: inPlace ? ELSEWHERE : line,
    };
  }
  const below = folder === undefined ? "" : relative(top, folder).split(sep).join("/");
  const whole = below !== "" && name.startsWith(`${below}/`);
  return {
    message: `${whole ? outDir : target}: git would add it, and the values in it`,
    hint: `add this line to ${ignores}, or use --force: ${gitignoreLine(whole ? `${below}/` : name)}`,
  };
}

const ANYWAY = "--force writes to it all the same";
const ELSEWHERE = "-o or --out-dir write to another file; --force rewrites it all the same";
