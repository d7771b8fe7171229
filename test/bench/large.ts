/** Rows of large texts, resolved in a process that is warm: against the `yaml` package, and against themselves. */

import { fileURLToPath } from "node:url";
import type { Figures } from "./in-process.js";
import { inTurn, run } from "./measure.js";
import { atLeast, atMost, type Bench, milliseconds, type Row } from "./rows.js";
import { median, ratios } from "./statistics.js";
import { MEGABYTE } from "./texts.js";

const CHILD = fileURLToPath(new URL("./in-process.js", import.meta.url));
const ROUNDS = 3;

export async function largeRows(bench: Bench): Promise<readonly Row[]> {
  return [await oneMegabyte(bench), await tenMegabytes(bench), await peak(bench), await stream(bench)];
}

async function figures({ directory, node }: Bench, ...args: readonly string[]): Promise<Figures> {
  return JSON.parse((await run({ command: node, args: [CHILD, ...args] }, directory)).stdout) as Figures;
}

/** Children in turn, each of which tells its own median. */
async function pairs(bench: Bench, ours: readonly string[], theirs: readonly string[]) {
  const time = (args: readonly string[]) => async () => (await figures(bench, ...args)).milliseconds;
  const [own = [], others = []] = await inTurn(ROUNDS, [time(ours), time(theirs)]);
  return { own, others, ours: milliseconds(median(own)), theirs: milliseconds(median(others)) };
}

async function oneMegabyte(bench: Bench): Promise<Row> {
  const ours = ["resolve", "large1.yaml", "many-secrets.yaml"];
  const { own, others, ...times } = await pairs(bench, ours, ["parse and print", "large1.yaml"]);
  return {
    what: "resolving 1 MB with 400 references in 4,000 mappings",
    against: "`yaml`: `parseDocument` and `toString`",
    ...times,
    ratios: ratios(others, own),
    aim: atLeast(5),
  };
}

async function tenMegabytes(bench: Bench): Promise<Row> {
  const [ten, one] = [10, 1].map((size) => ["resolve", `large${size}.yaml`, "many-secrets.yaml"]);
  const { own, others, ...times } = await pairs(bench, ten ?? [], one ?? []);
  return {
    what: "the same at 10 MB, 40,000 keys in one mapping",
    against: "its own time at 1 MB",
    ...times,
    ratios: ratios(own, others),
    aim: atMost(11),
  };
}

/** What resolving takes beyond what is there before it: Node, the library, the text and the values. */
async function peak(bench: Bench): Promise<Row> {
  const size = (work: string) => async () =>
    (await figures(bench, work, "large10.yaml", "many-secrets.yaml", "once")).megabytes;
  const [own = [], others = []] = await inTurn(ROUNDS, [size("resolve"), size("hold")]);
  const text = (10 * MEGABYTE) / 2 ** 20;
  const megabytes = (sizes: readonly number[]) => `${median(sizes).toFixed(0)} MB`;
  return {
    what: "its peak memory, in sizes of the text",
    against: "library and text loaded, subtracted",
    ours: megabytes(own),
    theirs: megabytes(others),
    ratios: own.map((each, at) => (each - (others[at] ?? 0)) / text),
    aim: atMost(25),
  };
}

async function stream(bench: Bench): Promise<Row> {
  const ours = ["resolve", "stream.yaml", "many-secrets.yaml"];
  const { own, others, ...times } = await pairs(bench, ours, ["parse all", "stream.yaml"]);
  return {
    what: "resolving a stream of 2,000 documents, 20 with references",
    against: "`yaml`: `parseAllDocuments`",
    ...times,
    ratios: ratios(others, own),
    aim: atLeast(20),
  };
}
