/** Moves by flags, where something else is wrong as well. */

import { expect, test } from "vitest";
import { arn } from "../support/arns.js";
import { runInProcess } from "../support/run.js";

const WRONG = `a: ${arn("a", "us-west-2", "12345678901")}\n`;
const MOVE = ["--region", "us-west-2=us-east-1"];

test.each([["check"], ["list"], ["policy"], ["resolve"]])(
  "%s tells what is wrong with a reference, not that a move has no use for it",
  async (command) => {
    const { status, stdout, stderr } = await runInProcess([command, "-", ...MOVE], WRONG);
    expect(stdout + stderr).toContain("error arn-account");
    expect(stdout + stderr).not.toContain("no reference names");
    expect(status).toBe(1);
  },
);

test.each([["check"], ["list"], ["policy"], ["resolve"]])(
  "%s refuses a move that nothing names",
  async (command) => {
    const { status, stderr } = await runInProcess([command, "-", ...MOVE], `a: ${arn("a", "eu-west-1")}\n`);
    expect(stderr).toContain("--region us-west-2=us-east-1: no reference names the region us-west-2");
    expect(status).toBe(2);
  },
);
