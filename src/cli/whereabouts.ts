/** `--account FROM=TO`, `--region`, and what the config says of moves → where the secrets of a run are to be had. */

import type { Config } from "../core/config.js";
import type { Move, Whereabouts } from "../core/moves.js";
import type { Check } from "../core/reading.js";
import { type ExitStatus, USAGE_WRONG } from "./exit-status.js";
import type { MoveFlags } from "./flags.js";
import { tell, type World } from "./world.js";

type Misuse = [message: string, hint: string];

const EXAMPLES = {
  account: "write it as in --account 123456789012=210987654321",
  region: "write it as in --region us-west-2=us-east-1",
} as const;

/**
 * The moves of the flags take the place of the config's, part by part. `env` may name a region too. A status where the
 * flags are wrong; the user has been told.
 */
export async function whereaboutsOf(
  { account = [], region = [] }: MoveFlags,
  config: Config,
  world: World,
  env: World["env"] = world.env,
): Promise<(Whereabouts & Required<Pick<Whereabouts, "moves">>) | ExitStatus> {
  const [homes, regionMoves] = [
    region.filter((each) => !each.includes("=")),
    region.filter((each) => each.includes("=")),
  ];
  const read = account.length + regionMoves.length === 0 ? [] : await readMoves(account, regionMoves);
  const moves = read.filter((each): each is Move => !Array.isArray(each));
  const misuse = read.find((each): each is Misuse => Array.isArray(each)) ?? twice(homes, moves);
  if (misuse !== undefined) {
    await tell(world, ...misuse);
    return USAGE_WRONG;
  }
  const home = homes[0] ?? (env["AWS_REGION"] || env["AWS_DEFAULT_REGION"]);
  const given = new Set(moves.map(({ part }) => part));
  const all = [...moves, ...config.moves.filter(({ part }) => !given.has(part))];
  return { moves: all, ...(home ? { region: home } : {}) };
}

/** Tells of moves by flags that would move nothing: a slip there would fetch from the wrong place. */
export async function tellIdleMoves(idle: readonly Move[], world: World): Promise<ExitStatus | undefined> {
  for (const { part, from, to } of idle) {
    await tell(
      world,
      `--${part} ${from}=${to}: no reference names the ${part} ${from}`,
      "arnsubst list shows which there are",
    );
  }
  return idle.length > 0 ? USAGE_WRONG : undefined;
}

/** What checks the flags is loaded where there are some: every start would pay for it. */
async function readMoves(
  accounts: readonly string[],
  regions: readonly string[],
): Promise<readonly (Move | Misuse)[]> {
  const { checkAccountId, checkRegionName } = await import("../core/config/rules.js");
  return [
    ...accounts.map((text) => readMove("account", text, checkAccountId)),
    ...regions.map((text) => readMove("region", text, checkRegionName)),
  ];
}

function readMove(part: Move["part"], text: string, check: Check): Move | Misuse {
  const [from = "", to, ...more] = text.split("=");
  if (to === undefined || more.length > 0) return [`--${part} ${text}: it has to be FROM=TO`, EXAMPLES[part]];
  for (const side of [from, to]) {
    const fault = check(side);
    if (fault !== undefined) return [`--${part} ${text}: ${fault.message}`, fault.hint ?? EXAMPLES[part]];
  }
  return { part, from, to };
}

function twice(homes: readonly string[], moves: readonly Move[]): Misuse | undefined {
  const [, second] = homes;
  if (second !== undefined)
    return [
      `--region ${second}: the region of the run is given twice`,
      "give one; --region FROM=TO moves ARNs",
    ];
  const again = moves.find(
    ({ part, from }, index) => moves.findIndex((move) => move.part === part && move.from === from) < index,
  );
  if (again === undefined) return undefined;
  return [
    `--${again.part} ${again.from}=${again.to}: ${again.from} is moved twice`,
    "give one target for each",
  ];
}
