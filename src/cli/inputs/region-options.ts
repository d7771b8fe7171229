/** `--map-account`, `--map-region`, `--region`, and what the config says of remaps → which accounts and regions are asked. */

import type { Remap, RemapOptions } from "../../core/plan/remaps.js";
import type { Config } from "../../core/rules/config.js";
import type { Check } from "../../core/yaml/reading.js";
import { type CliContext, logMessage } from "../context/context.js";
import { EXIT_USAGE, type ExitStatus } from "../exit-status.js";
import type { RemapFlags } from "../flags.js";

type Misuse = [message: string, hint: string];

const EXAMPLES = {
  account: "write it as in --map-account 123456789012=210987654321",
  region: "write it as in --map-region us-west-2=us-east-1",
} as const;

/**
 * The remaps of the flags take the place of the config's, part by part. `env` may name a region too. A status where the
 * flags are wrong; the user has been told.
 */
export async function remapOptionsOf(
  { mapAccount = [], mapRegion = [], region }: RemapFlags,
  config: Config,
  context: CliContext,
  env: CliContext["env"] = context.env,
): Promise<(RemapOptions & Required<Pick<RemapOptions, "remaps">>) | ExitStatus> {
  const read = mapAccount.length + mapRegion.length === 0 ? [] : await readRemaps(mapAccount, mapRegion);
  const remaps = read.filter((each): each is Remap => !Array.isArray(each));
  const misuse =
    read.find((each): each is Misuse => Array.isArray(each)) ?? pairAsRegion(region) ?? twice(remaps);
  if (misuse !== undefined) {
    await logMessage(context, ...misuse);
    return EXIT_USAGE;
  }
  const home = region ?? (env["AWS_REGION"] || env["AWS_DEFAULT_REGION"]);
  const given = new Set(remaps.map(({ part }) => part));
  const all = [...remaps, ...config.remaps.filter(({ part }) => !given.has(part))];
  return { remaps: all, ...(home ? { region: home } : {}) };
}

/** Says which remaps of the flags have no effect: a slip there would fetch from the wrong place. */
export async function tellUnusedRemaps(
  idle: readonly Remap[],
  context: CliContext,
): Promise<ExitStatus | undefined> {
  for (const { part, from, to } of idle) {
    await logMessage(
      context,
      `--map-${part} ${from}=${to}: no reference names the ${part} ${from}`,
      "arnsubst list shows which there are",
    );
  }
  return idle.length > 0 ? EXIT_USAGE : undefined;
}

/** What checks the flags is loaded where there are some: every start would pay for it. */
async function readRemaps(
  accounts: readonly string[],
  regions: readonly string[],
): Promise<readonly (Remap | Misuse)[]> {
  const { checkAccountId, checkRegionName } = await import("../../core/rules/config/rules.js");
  return [
    ...accounts.map((text) => readRemap("account", text, checkAccountId)),
    ...regions.map((text) => readRemap("region", text, checkRegionName)),
  ];
}

function readRemap(part: Remap["part"], text: string, check: Check): Remap | Misuse {
  const [from = "", to, ...more] = text.split("=");
  if (to === undefined || more.length > 0)
    return [`--map-${part} ${text}: it has to be FROM=TO`, EXAMPLES[part]];
  for (const side of [from, to]) {
    const fault = check(side);
    if (fault !== undefined) return [`--map-${part} ${text}: ${fault.message}`, fault.hint ?? EXAMPLES[part]];
  }
  return { part, from, to };
}

/** What `--map-region` takes. */
function pairAsRegion(region: string | undefined): Misuse | undefined {
  if (region?.includes("=") !== true) return undefined;
  return [
    `--region ${region}: it has to be one region`,
    `to ask another region write --map-region ${region}`,
  ];
}

function twice(remaps: readonly Remap[]): Misuse | undefined {
  const again = remaps.find(
    ({ part, from }, index) => remaps.findIndex((each) => each.part === part && each.from === from) < index,
  );
  if (again === undefined) return undefined;
  const { part, from, to } = again;
  return [`--map-${part} ${from}=${to}: ${from} is mapped twice`, "give one target for each"];
}
