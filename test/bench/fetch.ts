/**
 * `npm run bench:fetch`: what fetching costs, as whole processes against a server on loopback that answers after
 * 50 ms. Prints Markdown; every ratio is of figures of this run. Runs on nothing but the project.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { configOf, idsOf, parametersOf } from "./config.js";
import { EXECUTABLE, type Measured, measure, writeStdout } from "./measure.js";
import { median } from "./statistics.js";

const LATENCY_MS = 50;
const SECRETS = [1, 20, 100, 1_000, 5_000];
const REGIONS = [1, 4];
const ROUNDS = 3;
const IN_FLIGHT = 100;
/** How many go into a call, and how many calls AWS allows in a second. */
const CALLS = { batches: { size: 20, quota: 100 }, parameters: { size: 10, quota: 40 } };

type Kind = "batches" | "refused" | "parameters";

const directory = mkdtempSync(join(tmpdir(), "arnsubst-bench-"));

interface SlowServer {
  readonly url: string;
  /** Since it was asked last. */
  calls(): Promise<number>;
  stop(): void;
}

async function startServer(kind: Kind): Promise<SlowServer> {
  const script = fileURLToPath(new URL("./slow-server.js", import.meta.url));
  const child = spawn(process.execPath, [script, String(LATENCY_MS), kind], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  const next = async () => Number((await once(lines, "line"))[0]);
  return {
    url: `http://127.0.0.1:${await next()}`,
    calls() {
      const said = next();
      child.kill("SIGUSR2");
      return said;
    },
    stop: () => child.kill(),
  };
}

function run(args: readonly string[]): Promise<Measured> {
  return measure(args, directory);
}

const servers: SlowServer[] = [];

async function serverFor(kind: Kind): Promise<SlowServer> {
  const server = await startServer(kind);
  servers.push(server);
  return server;
}

/**
 * The best that could be: one round trip, and the seconds that the quota of the calls demands. Where batches are refused,
 * the round trip that finds it out, and those of single calls at 100 in flight.
 */
function idealWait(secrets: number, regions: number, kind: Kind): number {
  if (kind === "refused") return LATENCY_MS * (1 + Math.ceil(secrets / IN_FLIGHT));
  const { size, quota } = CALLS[kind];
  const calls = Math.ceil(Math.ceil(secrets / regions) / size);
  return LATENCY_MS + 1_000 * Math.floor((calls - 1) / quota);
}

async function wholeRuns(kind: Kind): Promise<readonly string[]> {
  const server = await serverFor(kind);
  const rows: string[] = [];
  for (const regions of REGIONS) {
    for (const secrets of SECRETS.filter((count) => count >= regions)) {
      const ids = (kind === "parameters" ? parametersOf : idsOf)(secrets, regions);
      writeFileSync(join(directory, "config.yaml"), configOf(ids));
      writeFileSync(join(directory, "secrets.yaml"), ids.map((id) => `${id}: value\n`).join(""));
      const [starts, fetches]: [Measured[], Measured[]] = [[], []];
      for (let round = 0; round < ROUNDS; round += 1) {
        starts.push(await run([EXECUTABLE, "config.yaml", "--secrets-file", "secrets.yaml"]));
        fetches.push(await run([EXECUTABLE, "config.yaml", "-q", "--endpoint-url", server.url]));
      }
      const calls = (await server.calls()) / ROUNDS;
      const start = median(starts.map(({ milliseconds }) => milliseconds));
      const wall = median(fetches.map(({ milliseconds }) => milliseconds));
      const peak = median(fetches.map(({ megabytes }) => megabytes));
      const ideal = start + idealWait(secrets, regions, kind);
      rows.push(
        `| ${secrets} | ${regions} | ${calls} | ${wall.toFixed(0)} ms | ${ideal.toFixed(0)} ms | ${(wall / ideal).toFixed(2)} | ${peak.toFixed(0)} MB |`,
      );
    }
  }
  return [
    "| secrets | regions | calls | wall time | ideal | ratio | peak memory |",
    "|---|---|---|---|---|---|---|",
    ...rows,
  ];
}

/** The provider alone against bare commands of the SDK, in turn, without loading. */
async function againstBare(kind: Kind, bare: string, secrets: number, flights: readonly number[]) {
  const server = await serverFor(kind);
  const child = fileURLToPath(new URL("./fetch-child.js", import.meta.url));
  const time = async (what: string, flight: number) =>
    Number((await run([child, what, String(secrets), "1", server.url, String(flight)])).stdout);
  const rounds = Array.from({ length: 7 });
  const best = new Map<number, number>();
  for (const flight of flights) {
    const figures: number[] = [];
    for (const _ of rounds.slice(0, 3)) figures.push(await time(bare, flight));
    best.set(flight, median(figures));
  }
  const [flight = 0] = [...best].toSorted(([, a], [, b]) => a - b)[0] ?? [];
  const ratios: number[] = [];
  const [own, others]: [number[], number[]] = [[], []];
  for (const _ of rounds) {
    const [other, mine] = [await time(bare, flight), await time("ours", 0)];
    own.push(mine);
    others.push(other);
    ratios.push(mine / other);
  }
  return `| ${secrets} secrets, ${bare}${flights.length > 1 ? `, ${flight} at a time` : " at once"} | ${median(others).toFixed(0)} ms | ${median(own).toFixed(0)} ms | ${median(ratios).toFixed(2)} |`;
}

try {
  writeStdout(`Node ${process.version}, ${LATENCY_MS} ms for an answer, medians of ${ROUNDS} runs\n`);
  writeStdout(["BatchGetSecretValue allowed:\n", ...(await wholeRuns("batches"))].join("\n"));
  writeStdout(["\nBatchGetSecretValue refused:\n", ...(await wholeRuns("refused"))].join("\n"));
  writeStdout(["\nParameters:\n", ...(await wholeRuns("parameters"))].join("\n"));
  writeStdout("\nThe fetch alone against bare commands of the SDK:\n");
  writeStdout("| what | bare | arnsubst | ratio |\n|---|---|---|---|");
  writeStdout(await againstBare("batches", "bare batches", 1_000, [50]));
  writeStdout(await againstBare("refused", "bare single calls", 1_000, [50, 100, 200, 400]));
} finally {
  for (const server of servers) server.stop();
  rmSync(directory, { recursive: true, force: true });
}
