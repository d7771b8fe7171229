/** Rows of whole processes that have much to read, each against a bare program that only reads it. */

import { fileURLToPath } from "node:url";
import { EXECUTABLE } from "./measure.js";
import { atMost, type Bench, milliseconds, type Row } from "./rows.js";
import { timesOf } from "./start-up.js";
import { differences, median, ratios } from "./statistics.js";

const READ = fileURLToPath(new URL("./read-files.js", import.meta.url));
const ROUNDS = 11;

export async function readingRows(bench: Bench): Promise<readonly Row[]> {
  return [
    await wholeTree(bench),
    await withoutReferences(bench, {
      what: "`check` of a directory with 1 MB without any reference",
      args: ["check", "-q"],
      paths: ["plain", "tiny"],
    }),
    await withoutReferences(bench, {
      what: "`resolve` of that file",
      args: ["resolve"],
      paths: ["plain/plain.yaml", "tiny/tiny.yaml"],
    }),
  ];
}

async function wholeTree({ directory, node }: Bench): Promise<Row> {
  const programs = [
    [EXECUTABLE, "check", "-q", "tree"],
    [READ, "tree"],
  ].map((args) => ({ command: node, args }));
  const [ours = [], theirs = []] = await timesOf(programs, directory, ROUNDS);
  return {
    what: "`check` of 2,000 files of 10 MB, 100 with references",
    against: "a program that reads them",
    ours: milliseconds(median(ours)),
    theirs: milliseconds(median(theirs)),
    ratios: ratios(ours, theirs),
    aim: atMost(3),
  };
}

interface Beyond {
  readonly what: string;
  readonly args: readonly string[];
  /** What is large, and what is read in the same way and is tiny. */
  readonly paths: readonly [string, string];
}

/** What it takes beyond starting, which is that of the same command with a tiny file, and Node's for the bare program. */
async function withoutReferences({ directory, node }: Bench, { what, args, paths }: Beyond): Promise<Row> {
  const [large, tiny] = paths.map((path) => [EXECUTABLE, ...args, path]);
  const programs = [large ?? [], tiny ?? [], [READ, "plain"], ["-e", "0"]].map((each) => ({
    command: node,
    args: each,
  }));
  const [ours = [], start = [], theirs = [], nothing = []] = await timesOf(programs, directory, ROUNDS);
  const [own, others] = [differences(ours, start), differences(theirs, nothing)];
  return {
    what: `${what}, without the start`,
    against: "a program that reads it, without the start",
    ours: milliseconds(median(own)),
    theirs: milliseconds(median(others)),
    ratios: ratios(own, others),
    aim: atMost(2),
  };
}
