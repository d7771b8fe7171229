/** A context whose messages are kept, and nothing else is changed. */

import { expect, test } from "vitest";
import { logMessage, wantsColor, writeStderr } from "../../../../src/cli/context/context.js";
import { recording } from "../../../../src/cli/refresh/recording.js";
import { testContext } from "../../../support/refreshing.js";

test("what is written to stderr is kept, and comes out nowhere", async () => {
  const context = testContext();
  const { context: own, said } = recording(context);
  expect(said()).toBe("");
  await logMessage(own, "one", "hint");
  await writeStderr(own, "zwei: é\n");
  expect(said()).toBe("arnsubst: one\n  = hint\nzwei: é\n");
  expect(context.stderr.text).toBe("");
});

test("the rest is that of the context, and no terminal is there for a spinner or colours", () => {
  const context = testContext("/tmp", { TERM: "xterm" });
  Object.assign(context.stderr, { isTTY: true });
  const { context: own } = recording(context);
  expect(own.cwd()).toBe("/tmp");
  expect(own.env).toBe(context.env);
  expect(own.stdout).toBe(context.stdout);
  expect(own.stderr.isTTY).toBeUndefined();
  expect(wantsColor(own, {}, own.stderr)).toBe(false);
});

test("each recording is its own", async () => {
  const context = testContext();
  const [one, other] = [recording(context), recording(context)];
  await writeStderr(one.context, "one");
  expect(other.said()).toBe("");
});
