/** Remaps by flags, where something else is wrong as well. */

import { expect, test } from "vitest";
import { arn } from "../support/arns.js";
import { runInProcess } from "../support/run.js";

const WRONG = `a: ${arn("a", "us-west-2", "12345678901")}\n`;
const REMAP = ["--map-region", "us-west-2=us-east-1"];

test.each([["check"], ["list"], ["policy"], ["resolve"]])(
  "%s tells what is wrong with a reference, not that a remap has no use for it",
  async (command) => {
    const { status, stdout, stderr } = await runInProcess([command, "-", ...REMAP], { input: WRONG });
    expect(stdout + stderr).toContain("error arn-account");
    expect(stdout + stderr).not.toContain("no reference names");
    expect(status).toBe(1);
  },
);

test.each([["check"], ["list"], ["policy"], ["resolve"]])(
  "%s refuses a remap that nothing names",
  async (command) => {
    const { status, stderr } = await runInProcess([command, "-", ...REMAP], {
      input: `a: ${arn("a", "eu-west-1")}\n`,
    });
    expect(stderr).toContain("--map-region us-west-2=us-east-1: no reference names the region us-west-2");
    expect(status).toBe(2);
  },
);

test("--region names one region, and says where a pair belongs", async () => {
  const { status, stderr } = await runInProcess(["list", "-", "--region", "us-west-2=us-east-1"], {
    input: WRONG,
  });
  expect(status).toBe(2);
  expect(stderr).toBe(
    "arnsubst: --region us-west-2=us-east-1: it has to be one region\n" +
      "  = to look up secrets in another region, write --map-region us-west-2=us-east-1\n",
  );
});
