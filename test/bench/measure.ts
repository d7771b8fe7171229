/** Whole processes, measured: their time from start to end, their peak memory, what they print. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Found as a user's program would find it, wherever the build puts this file. */
export const EXECUTABLE = fileURLToPath(
  new URL("./bin/arnsubst.js", import.meta.resolve("arnsubst/package.json")),
);

const ENV = {
  PATH: process.env["PATH"],
  // Where Node keeps what it has compiled.
  HOME: process.env["HOME"],
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "not-a-real-key",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};

export interface Ran {
  readonly milliseconds: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Measured extends Ran {
  readonly megabytes: number;
}

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** GNU time is not everywhere; a process of Node knows its own peak. */
const PEAK = `data:text/javascript,process.on("exit",()=>process.stderr.write("peak "+process.resourceUsage().maxRSS))`;

/** Runs a program with nothing of this process's environment but the PATH. Throws where it fails. */
export async function run({ command, args, env = {} }: Program, cwd: string): Promise<Ran> {
  const start = performance.now();
  const child = spawn(command, args, { env: { ...ENV, ...env }, cwd, stdio: ["ignore", "pipe", "pipe"] });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const [status] = (await once(child, "close")) as [number];
  const milliseconds = performance.now() - start;
  const stderr = Buffer.concat(err).toString();
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
  return { milliseconds, stdout: Buffer.concat(out).toString(), stderr };
}

/** Runs Node with these arguments as a process of its own. Asking for the peak takes some of its time. */
export async function measure(args: readonly string[], cwd: string): Promise<Measured> {
  const ran = await run({ command: process.execPath, args: ["--import", PEAK, ...args] }, cwd);
  return { ...ran, megabytes: Number(/peak (\d+)/.exec(ran.stderr)?.[1]) / 1024 };
}

/** Each in turn, round by round, so that what slows the machine down for a while slows all of them. */
export async function inTurn(
  rounds: number,
  figures: readonly (() => Promise<number>)[],
): Promise<readonly (readonly number[])[]> {
  const taken: number[][] = figures.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, figure] of figures.entries()) taken[at]?.push(await figure());
  }
  return taken;
}

export function writeStdout(text: string): void {
  process.stdout.write(`${text}\n`);
}
