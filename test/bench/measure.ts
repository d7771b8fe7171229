/** Whole processes, measured: their time from start to end, their peak memory, what they print. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export const EXECUTABLE = fileURLToPath(new URL("../../bin/arnsubst.js", import.meta.url));

const ENV = {
  PATH: process.env["PATH"],
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "not-a-real-key",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};

export interface Measured {
  readonly milliseconds: number;
  readonly megabytes: number;
  readonly stdout: string;
}

/** GNU time is not everywhere; a process of Node knows its own peak. */
const PEAK = `data:text/javascript,process.on("exit",()=>process.stderr.write("peak "+process.resourceUsage().maxRSS))`;

/** Runs Node with these arguments as a process of its own. Throws where it fails. */
export async function measure(args: readonly string[], cwd: string): Promise<Measured> {
  const start = performance.now();
  const child = spawn(process.execPath, ["--import", PEAK, ...args], { env: ENV, cwd });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const [status] = (await once(child, "close")) as [number];
  const milliseconds = performance.now() - start;
  const said = Buffer.concat(err).toString();
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${said}`);
  const megabytes = Number(/peak (\d+)/.exec(said)?.[1]) / 1024;
  return { milliseconds, megabytes, stdout: Buffer.concat(out).toString() };
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
