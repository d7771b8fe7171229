/** Resolves a config with the real executable, and has a consumer in Python read what comes out. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { type Ran, ROOT, runExecutable, runProcess } from "./run.js";

type Environment = Readonly<Record<string, string>>;

/** What the consumer understood of a fixture. */
export async function read(consumer: string, path: string, env: Environment = {}): Promise<unknown> {
  return readText(consumer, readFileSync(join(ROOT, path), "utf8"), env);
}

export async function readText(consumer: string, config: string, env: Environment = {}): Promise<unknown> {
  const { status, stdout, stderr } = await consume(consumer, config, env);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  // As text, for a JavaScript number would lose digits.
  return JSON.parse(stdout.replaceAll(/(?<!\\)": (\d{17,})/g, '": "$1"'));
}

/** Why the consumer does not take it. `warned` is the code of which resolving has warned, if it has. */
export async function refusal(consumer: string, config: string, warned = ""): Promise<string> {
  const { status, stderr } = await consume(consumer, config, {}, warned);
  expect(status).toBe(1);
  return stderr.trim();
}

async function consume(consumer: string, config: string, env: Environment, warned = ""): Promise<Ran> {
  const args = ["resolve", "-", "--secrets-file", "fixtures/secrets.yaml"];
  const resolved = await runExecutable(args, { input: config });
  expect(resolved.status).toBe(0);
  expect(/ warning ([\w-]+): /.exec(resolved.stderr)?.[1] ?? resolved.stderr).toBe(warned);
  return runProcess("python3", ["-B", join(ROOT, "test/support/consumers"), consumer], {
    input: resolved.stdout,
    // Modules of Python may be below the home directory.
    env: { HOME: process.env["HOME"] ?? "", ...env },
  });
}
