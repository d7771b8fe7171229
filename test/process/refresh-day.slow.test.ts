/** A day of looks in this process, with a clock that the test moves: memory, sockets and listeners stay what they are. */

import { readdirSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect } from "vitest";
import { arn } from "../support/arns.js";
import { startInProcess } from "../support/refreshing.js";
import { AWS_ENV } from "../support/run.js";
import { test } from "../support/test.js";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Of 24 hours, with one every minute and a half. */
const LOOKS = 1_000;
const EARLY = 10;
/** Of a run before, by which Node has compiled all that it runs. */
const WARM = 100;

interface Used {
  readonly memory: number;
  readonly descriptors: number;
}

function used(): Used {
  collect();
  return { memory: process.memoryUsage().heapUsed, descriptors: readdirSync("/proc/self/fd").length };
}

function most(one: Used, other: Used): Used {
  const [memory, descriptors] = [one.memory, one.descriptors];
  return {
    memory: Math.max(memory, other.memory),
    descriptors: Math.max(descriptors, other.descriptors),
  };
}

test("in 24 hours memory and file descriptors do not grow", async ({ directory, server }) => {
  const names = Array.from({ length: 20 }, (_, index) => `secret${index}`);
  directory.write("config.yaml", names.map((name) => `${name}: ${arn(name)}\n`).join(""));
  const rotate = (look: number) =>
    server.reset(names.map((name) => ({ arn: arn(name), text: look % 3 === 0 ? `v${look}` : "same" })));
  const args = ["config.yaml", "-o", "out.yaml", "--refresh", "90s", "--status-file", "status.json"];
  /** The peak of so many looks, and of the first of them. */
  async function stay(looks: number) {
    rotate(0);
    const run = startInProcess([...args, "--endpoint-url", server.url], directory.path, AWS_ENV);
    await run.clock.asleep();
    const start = run.clock.now();
    let [changes, late] = [0, used()];
    let early = late;
    for (let look = 1; look <= looks; look += 1) {
      rotate(look);
      await run.look();
      if (run.stderr.text.includes("have a new value")) changes += 1;
      run.stderr.text = "";
      if (look % EARLY === 0) late = most(late, used());
      if (look === EARLY) early = late;
    }
    expect(await run.end()).toBe(143);
    return { early, late, changes, hours: (run.clock.now() - start) / 3_600_000 };
  }
  await stay(WARM);
  const { early, late, changes, hours } = await stay(LOOKS);
  expect(hours).toBeGreaterThan(23);
  expect(changes).toBeGreaterThan(LOOKS / 2);
  expect(late.memory).toBeLessThan(early.memory * 1.1);
  expect(late.descriptors).toBeLessThanOrEqual(early.descriptors * 1.1);
}, 300_000);
