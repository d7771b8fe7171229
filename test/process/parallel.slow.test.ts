/** Many requests at once: how many, over which connections, in which order, and under a quota. */

import { expect } from "vitest";
import { arn } from "../support/arns.js";
import { late } from "../support/interceptors.js";
import { AWS_ENV, type Ran, runExecutable } from "../support/run.js";
import { denied, fail, type Interceptor } from "../support/secrets-server.js";
import { test as base } from "../support/test.js";

function idsOf(count: number, region?: string): readonly string[] {
  return Array.from({ length: count }, (_, index) => arn(`app/s${index}`, region));
}

const test = base
  /** Each secret's value is its name. */
  .extend(
    "resolve",
    ({ server }) =>
      async (
        ids: readonly string[],
        intercept: Interceptor,
        args: readonly string[] = [],
        version = "",
      ): Promise<Ran> => {
        const stored = ids.map((id) => ({ arn: id, text: "now", versions: { AWSPREVIOUS: "before" } }));
        server.reset(stored, intercept);
        const input = ids.map((id) => `- "${id}${version}"\n`).join("");
        return runExecutable(["--endpoint-url", server.url, ...args], { input, env: AWS_ENV });
      },
  );

test.for([
  [["--concurrency", "1"], 5, 1],
  [["--concurrency", "7"], 21, 7],
  [[], 40, 40],
] as const)(
  "%j keeps %i requests within %i at once, over as many connections",
  async ([args, count, most], { server, resolve }) => {
    const { status } = await resolve(idsOf(count), late(400), args, "::AWSPREVIOUS");
    expect(status).toBe(0);
    expect(server.calls).toHaveLength(count);
    expect(server.most()).toBe(most);
    expect(server.connections()).toBe(most);
  },
);

test("all regions are asked at once", async ({ server, resolve }) => {
  const ids = ["us-west-2", "us-east-1", "eu-west-1", "ap-south-1"].flatMap((region) => idsOf(1, region));
  expect((await resolve(ids, late(400))).status).toBe(0);
  expect(server.most()).toBe(4);
});

test("no region waits for the quota of another", async ({ server, resolve }) => {
  const ids = [...idsOf(2_200), ...idsOf(45, "eu-west-1")];
  expect((await resolve(ids, () => false)).status).toBe(0);
  const regions = server.calls.map(({ region }) => region);
  expect(regions).toHaveLength(110 + 3);
  // The last ten batches of the first region are those beyond the quota of a second.
  expect(regions.lastIndexOf("eu-west-1")).toBeLessThan(103);
});

test("a quota that is used up by others is waited for, whatever the number of requests", async ({
  resolve,
}) => {
  let [second, used] = [0, 0];
  const limited: Interceptor = ({ operation }, response) => {
    if (operation === "BatchGetSecretValue") {
      fail(response, denied(operation));
      return true;
    }
    const now = Math.floor(Date.now() / 1_000);
    if (now !== second) [second, used] = [now, 0];
    used += 1;
    if (used <= 150) return false;
    fail(response, { code: "ThrottlingException", message: "Rate exceeded" });
    return true;
  };
  const { status, stdout } = await resolve(idsOf(500), limited);
  expect({ status, lines: stdout.split("\n").length - 1 }).toEqual({ status: 0, lines: 500 });
});
