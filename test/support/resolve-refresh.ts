/** The `test` of `resolve --refresh`: secrets on loopback that the test rotates, and a run that stays. */

import { expect } from "vitest";
import { arn } from "./arns.js";
import { type Staying, startStaying } from "./refreshing.js";
import { AWS_ENV } from "./run.js";
import type { Interceptor } from "./secrets-server.js";
import { test as base } from "./test.js";

export const OLD = "cAnArYold";
export const NEW = "cAnArYnew";

/** The secrets `a`, `b` and `c`, each in a file of its own: `a.yaml`, …. */
export const NAMES = ["a", "b", "c"] as const;
type Name = (typeof NAMES)[number];

export const textOf = (name: Name, value: string) => `${name}: ${value} # c\n`;
export const configOf = (name: Name) => textOf(name, arn(name));

export const ONE = ["a.yaml", "-o", "out.yaml", "-v"] as const;
export const THREE = [...NAMES.map((name) => `${name}.yaml`), "-d", "out", "-v"] as const;

/** What it says after the first look, after one that changed nothing, and after one that failed. */
export const READY = "resolved ";
export const LOOKED = "nothing has changed";
export const FAILED = "the refresh failed";

export function expectNoValue(...texts: readonly string[]): void {
  for (const text of texts) expect(text.toLowerCase()).not.toContain("canary");
}

export const test = base
  .extend("directory", ({ directory }) => {
    for (const name of NAMES) directory.write(`${name}.yaml`, configOf(name));
    return directory;
  })
  /** Gives the secrets these values, and the rest the old one. */
  .extend("rotate", ({ server }) => {
    const rotate = (values: Partial<Record<Name, string>> = {}, intercept?: Interceptor) =>
      server.reset(
        NAMES.map((name) => ({ arn: arn(name), text: values[name] ?? OLD })),
        intercept,
      );
    rotate();
    return rotate;
  })
  /** The real executable, which is killed at the end of the test. */
  .extend("stay", ({ directory, server }, { onCleanup }) => {
    const runs: Staying[] = [];
    onCleanup(() => {
      for (const run of runs) run.kill("SIGKILL");
    });
    return (
      args: readonly string[],
      env: Readonly<Record<string, string>> = {},
      node?: readonly string[],
    ) => {
      const all = [...args, "--refresh", "1h", "--endpoint-url", server.url];
      const run = startStaying(all, directory.path, { ...AWS_ENV, AWS_MAX_ATTEMPTS: "1", ...env }, node);
      runs.push(run);
      return run;
    };
  });
