/** Runs the command line: in this process for speed, or as the real executable for truth. */

import { spawn } from "node:child_process";
import { PassThrough, Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { main } from "../../src/cli/main.js";

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const EXECUTABLE = fileURLToPath(new URL("../../bin/arnsubst.js", import.meta.url));

/** Credentials that no server checks, and no way to look for others. */
export const AWS_ENV = {
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "not-a-real-key",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
} as const;

export interface Surroundings {
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Arguments of Node itself. */
  readonly node?: readonly string[];
}

/** What a process of the command gets, unless its surroundings say something else. */
function environment(env: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: "/nonexistent", ...env };
}

/** `main` in this process, with the surroundings that a process of its own would have. One at a time. */
export async function runInProcess(
  args: readonly string[],
  { input = "", env, cwd = ROOT }: Omit<Surroundings, "node"> = {},
): Promise<Ran> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const [out, err] = [collect(stdout), collect(stderr)];
  const before = { cwd: process.cwd(), env: process.env };
  process.chdir(cwd);
  process.env = environment(env);
  try {
    const stdin = Readable.from([Buffer.from(input)]);
    const status = await main(args, { stdin, stdout, stderr, env: process.env, cwd: () => process.cwd() });
    stdout.end();
    stderr.end();
    return { status, stdout: await out, stderr: await err };
  } finally {
    process.env = before.env;
    process.chdir(before.cwd);
  }
}

/** `bin/arnsubst.js` as a process, with nothing of this process's environment but the PATH. */
export async function runExecutable(args: readonly string[], surroundings: Surroundings = {}): Promise<Ran> {
  const { node = [], ...rest } = surroundings;
  return runProcess(process.execPath, [...node, EXECUTABLE, ...args], rest);
}

export async function runProcess(
  command: string,
  args: readonly string[],
  { input = "", env, cwd = ROOT }: Surroundings = {},
): Promise<Ran> {
  const child = spawn(command, args, { cwd, env: environment(env) });
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const status = await new Promise<number | null>((done, fail) => {
    child.on("error", fail);
    child.on("close", done);
  });
  return { status, stdout: await out, stderr: await err };
}

async function collect(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
