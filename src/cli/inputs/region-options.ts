/** Which accounts and regions are asked: by `--map-account`, `--map-region`, `--region`, and the config file. */

import type { Remap, RemapOptions } from "../../core/plan/remaps.js";
import type { Config } from "../../core/rules/config.js";
import type { Check } from "../../core/yaml/reading.js";
import { type CliContext, failWith, logMessage, type Misuse } from "../context/context.js";
import { EXIT_USAGE, type ExitStatus } from "../exit-status.js";
import type { RemapFlags } from "../shared-options.js";

const EXAMPLES = {
  account: "write it as in --map-account 123456789012=210987654321",
  region: "write it as in --map-region us-west-2=us-east-1",
} as const;

/**
 * Remaps of accounts on the command line replace those of the config, and so do those of regions. `env` can set a region
 * too. A status where the flags are wrong; the reason is logged.
 */
export async function remapOptionsOf(
  { mapAccount = [], mapRegion = [], region }: RemapFlags,
  config: Config,
  context: CliContext,
  env: CliContext["env"] = context.env,
): Promise<(RemapOptions & Required<Pick<RemapOptions, "remaps">>) | ExitStatus> {
  const read = mapAccount.length + mapRegion.length === 0 ? [] : await readRemaps(mapAccount, mapRegion);
  const remaps = read.filter((each) => "part" in each);
  const wrong = read.find((each): each is Misuse => !("part" in each));
  const misuse = wrong ?? pairAsRegion(region) ?? mappedTwice(remaps);
  if (misuse !== undefined) return failWith(EXIT_USAGE, context, ...misuse);
  const home = region ?? (env["AWS_REGION"] || env["AWS_DEFAULT_REGION"]);
  const given = new Set(remaps.map(({ part }) => part));
  const all = [...remaps, ...config.remaps.filter(({ part }) => !given.has(part))];
  return { remaps: all, ...(home ? { region: home } : {}) };
}

/** Logs remaps on the command line that have no effect: with a typo in one, secrets would come from the wrong place. */
export async function logUnusedRemaps(
  unused: readonly Remap[],
  context: CliContext,
): Promise<ExitStatus | undefined> {
  for (const { part, from, to } of unused) {
    await logMessage(
      context,
      `--map-${part} ${from}=${to}: no reference names the ${part} ${from}`,
      "arnsubst list shows the accounts and regions in use",
    );
  }
  return unused.length > 0 ? EXIT_USAGE : undefined;
}

/** The checks are loaded only where there are flags, because every start would pay for them. */
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

/** The error where `--region` has the value of a `--map-region`. */
function pairAsRegion(region: string | undefined): Misuse | undefined {
  if (region?.includes("=") !== true) return undefined;
  return [
    `--region ${region}: it has to be one region`,
    `to look up secrets in another region, write --map-region ${region}`,
  ];
}

function mappedTwice(remaps: readonly Remap[]): Misuse | undefined {
  const again = remaps.find(
    ({ part, from }, index) => remaps.findIndex((each) => each.part === part && each.from === from) < index,
  );
  if (again === undefined) return undefined;
  const { part, from, to } = again;
  return [`--map-${part} ${from}=${to}: ${from} is mapped twice`, "map each one only once"];
}
