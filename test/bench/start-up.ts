/** Rows of whole processes in which starting is most of it, each against Node that starts for nothing. */

import { EXECUTABLE, inTurn, type Program, run } from "./measure.js";
import type { Peer } from "./peers.js";
import { type Aim, atMost, type Bench, milliseconds, type Row } from "./rows.js";
import { median, ratios } from "./statistics.js";

interface StartUp {
  readonly what: string;
  readonly args: readonly string[];
  readonly aim: Aim;
  /** What a peer does at the same. */
  readonly peer?: keyof Peer["programs"];
}

const ROUNDS = 21;

const ROWS: readonly StartUp[] = [
  { what: "`arnsubst --version`", args: ["--version"], aim: atMost(1.2), peer: "version" },
  { what: "`arnsubst --help`", args: ["--help"], aim: atMost(2.2), peer: "help" },
  { what: "`check` of a file of 3 KB with 3 references", args: ["check", "small.yaml"], aim: atMost(1.7) },
  {
    what: "`resolve --secrets-file` of the same file",
    args: ["resolve", "small.yaml", "--secrets-file", "secrets.yaml"],
    aim: atMost(2.2),
  },
  {
    what: "`resolve` of 20 references from a server on loopback",
    args: ["resolve", "fetched.yaml", "--endpoint-url"],
    aim: atMost(3.4),
    peer: "resolve",
  },
];

export async function startUpRows(bench: Bench): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const row of ROWS) rows.push(await measured(row, bench));
  return rows;
}

async function measured({ what, args, aim, peer }: StartUp, bench: Bench): Promise<Row> {
  const { directory, node, program, endpoint, peers } = bench;
  const last = args.at(-1) === "--endpoint-url" ? [endpoint] : [];
  const others = peer === undefined ? [] : peers.map(({ name, programs }) => ({ name, ...programs[peer] }));
  const programs: readonly Program[] = [
    { command: program ?? node, args: [...(program === undefined ? [EXECUTABLE] : []), ...args, ...last] },
    { command: node, args: ["-e", "0"] },
    ...others,
  ];
  const [ours = [], nothing = [], ...theirs] = await timesOf(programs, directory, ROUNDS);
  const times = others.map(({ name }, at) => [name, beside(ours, theirs[at] ?? [])]);
  return {
    what,
    ours: milliseconds(median(ours)),
    against: "`node -e 0`",
    theirs: milliseconds(median(nothing)),
    ratios: ratios(ours, nothing),
    aim,
    peers: Object.fromEntries(times),
  };
}

/** A peer's time, and how many times that is ours. */
function beside(ours: readonly number[], theirs: readonly number[]): string {
  return `${milliseconds(median(theirs))}, ${median(ratios(ours, theirs)).toFixed(2)} ×`;
}

/** As many runs fill what the system keeps of a program, and what the program does. */
const FIRST_RUNS = 4;

/** Whole processes in turn, when nothing more is kept of those before. */
export async function timesOf(
  programs: readonly Program[],
  directory: string,
  rounds: number,
): Promise<readonly (readonly number[])[]> {
  for (const program of programs) for (let each = 0; each < FIRST_RUNS; each++) await run(program, directory);
  const time = (program: Program) => async () => (await run(program, directory)).milliseconds;
  return inTurn(rounds, programs.map(time));
}
