/**
 * One piece of work in a process of its own, so that no garbage of the other one counts: done over and over once it is
 * warm, or just once for its peak memory. Prints both as JSON. Arguments: the work, its file, its secrets, "once".
 */

import { readFileSync } from "node:fs";
import { median } from "./statistics.js";

export interface Figures {
  readonly milliseconds: number;
  readonly megabytes: number;
}

type Work = () => unknown;

/** Milliseconds, and for both sides: what is fast is warmed up as long as what is slow, and so more often. */
const WARM = 1_000;
const MEASURED = 1_500;

const [, , work = "", file = "", secrets = "", often = ""] = process.argv;
const text = readFileSync(file, "utf8");

async function resolving(): Promise<Work> {
  const { resolve } = await import("arnsubst");
  const { fileProvider } = await import("arnsubst/providers");
  const provider = fileProvider({ name: secrets, text: readFileSync(secrets, "utf8") });
  return async () => {
    const { texts: [resolved = text] = [] } = await resolve([{ name: file, text }], provider);
    if (resolved.includes(":secretsmanager:")) throw new Error(`${file} was not resolved`);
  };
}

const WORKS: Readonly<Record<string, () => Promise<Work>>> = {
  resolve: resolving,
  /** All that resolving takes beforehand. */
  hold: async () => {
    await resolving();
    return () => text.length;
  },
  async "parse and print"() {
    const { parseDocument } = await import("yaml");
    return () => parseDocument(text).toString();
  },
  async "parse all"() {
    const { parseAllDocuments } = await import("yaml");
    return () => parseAllDocuments(text);
  },
};

async function repeated(work: Work, milliseconds: number): Promise<readonly number[]> {
  const times: number[] = [];
  const end = performance.now() + milliseconds;
  do {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  } while (performance.now() < end);
  return times;
}

const prepare = WORKS[work];
if (prepare === undefined) throw new Error(`no such work: ${work}`);
const prepared = await prepare();
if (often !== "once") await repeated(prepared, WARM);
const milliseconds = median(await repeated(prepared, often === "once" ? 0 : MEASURED));
const figures: Figures = { milliseconds, megabytes: process.resourceUsage().maxRSS / 1_024 };
process.stdout.write(JSON.stringify(figures));
