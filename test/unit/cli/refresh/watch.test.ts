/** What a run that stays says and writes down, look by look. */

import { readFileSync } from "node:fs";
import { describe, expect, vi } from "vitest";
import { hearPauses } from "../../../../src/cli/refresh/pause.js";
import { type Look, type RefreshFlags, watch } from "../../../../src/cli/refresh/watch.js";
import { testContext } from "../../../support/refreshing.js";
import { test } from "../../../support/test.js";

const SAME: Look = { status: 0, files: [], secrets: [], said: "resolved 1 reference\n" };
const NEW: Look = { ...SAME, files: ["out.yaml"], secrets: ["prod/db"] };
const fails = (said: string): Look => ({ status: 3, files: [], secrets: [], said });

/** Makes these looks, and is ended by SIGTERM. */
async function watched(looks: readonly Look[], flags: Partial<RefreshFlags> = {}) {
  const context = testContext();
  const { signals, clock } = context;
  const pauses = hearPauses(context);
  const left = [...looks];
  const seen: (Record<string, unknown> | undefined)[] = [];
  const statusOf = () =>
    flags.statusFile === undefined
      ? undefined
      : (JSON.parse(readFileSync(flags.statusFile, "utf8")) as Record<string, unknown>);
  const look = vi.fn(async () => left.shift() ?? SAME);
  const ended = watch(look, { refresh: 300, ...flags }, pauses, context, () => 0);
  const delays = [await clock.asleep()];
  seen.push(statusOf());
  for (const _ of looks) {
    await clock.move();
    delays.push(await clock.asleep());
    seen.push(statusOf());
  }
  signals.emit("SIGTERM");
  expect(await ended).toBe(143);
  expect(look).toHaveBeenCalledTimes(looks.length);
  return { said: context.stderr.text, delays, seen };
}

describe("on stderr", () => {
  test("a change has one line, with the names of files and secrets", async () => {
    expect((await watched([NEW])).said).toBe("arnsubst: wrote out.yaml: prod/db has a new value\n");
    const two = { ...NEW, files: ["a", "b"], secrets: ["x", "y"] };
    expect((await watched([two])).said).toBe("arnsubst: wrote a, b: x, y have a new value\n");
    const edited = { ...NEW, secrets: [] };
    expect((await watched([edited])).said).toBe(
      "arnsubst: wrote out.yaml: the config or the file has changed\n",
    );
  });

  test("a name with an escape sequence is made visible", async () => {
    const { said } = await watched([{ ...NEW, files: ["\u001b[31m"], secrets: ["\u001b]0;x"] }]);
    expect(said).not.toContain("\u001b");
  });

  test("a look that changes nothing says nothing; with -v it does", async () => {
    expect((await watched([SAME, SAME])).said).toBe("");
    const { said } = await watched([SAME], { verbose: true });
    expect(said).toBe(
      "resolved 1 reference\narnsubst: nothing has changed; the next look is in 300 seconds\n",
    );
  });

  test("a failure is told once, and again when its reason changes, and when it works again", async () => {
    const [denied, away] = [fails("arnsubst: denied\n"), fails("arnsubst: cannot be reached\n")];
    const { said } = await watched([denied, denied, denied, away, away, denied, NEW, SAME, denied, SAME]);
    const stays = (seconds: number) =>
      `arnsubst: the refresh failed, and the files stay as they are; the next try is in ${seconds} seconds\n`;
    expect(said).toBe(
      [
        `arnsubst: denied\n${stays(5)}`,
        `arnsubst: cannot be reached\n${stays(40)}`,
        `arnsubst: denied\n${stays(160)}`,
        "arnsubst: the refresh works again\n",
        "arnsubst: wrote out.yaml: prod/db has a new value\n",
        `arnsubst: denied\n${stays(5)}`,
        "arnsubst: the refresh works again\n",
      ].join(""),
    );
  });

  test("with -q only failures", async () => {
    const { said } = await watched([NEW, SAME, fails("arnsubst: denied\n"), NEW], { quiet: true });
    expect(said).toMatch(/^arnsubst: denied\narnsubst: the refresh failed, .*\n$/);
  });

  test("with --log-format json one object a line", async () => {
    const looks = [NEW, fails("arnsubst: denied\n  = allow it\n"), SAME];
    const { said } = await watched(looks, { logFormat: "json" });
    expect(said.endsWith("\n")).toBe(true);
    const lines = said
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toEqual([
      { time: "2026-01-01T00:05:00.000Z", event: "changed", files: ["out.yaml"], secrets: ["prod/db"] },
      {
        time: "2026-01-01T00:10:00.000Z",
        event: "failed",
        message: "arnsubst: denied\n  = allow it\n",
        next: 5,
      },
      { time: "2026-01-01T00:10:05.000Z", event: "recovered" },
    ]);
  });

  test("with --log-format json and -v also looks that changed nothing", async () => {
    const { said } = await watched([SAME], { logFormat: "json", verbose: true });
    expect(JSON.parse(said)).toEqual({ time: "2026-01-01T00:05:00.000Z", event: "unchanged", next: 300 });
  });
});

test("pauses grow while looks fail, up to the interval, and are the interval again afterwards", async () => {
  const failing = Array.from({ length: 8 }, () => fails("denied"));
  const { delays } = await watched([...failing, SAME]);
  expect(delays.map((delay) => delay / 1_000)).toEqual([300, 5, 10, 20, 40, 80, 160, 300, 300, 300]);
});

test("the status file has the last look, its result, the last success and the next look", async ({
  directory,
}) => {
  const statusFile = directory.at("status.json");
  const { seen } = await watched([SAME, fails("arnsubst: denied\n"), fails("arnsubst: denied\n"), NEW], {
    statusFile,
  });
  const at = (time: string) => `2026-01-01T00:${time}.000Z`;
  const success = { lastLook: at("05:00"), lastSuccess: at("05:00") };
  const message = "arnsubst: denied\n";
  expect(seen).toEqual([
    { lastLook: at("00:00"), result: "changed", lastSuccess: at("00:00"), nextLook: at("05:00") },
    { ...success, result: "unchanged", nextLook: at("10:00") },
    { ...success, lastLook: at("10:00"), result: "failed", nextLook: at("10:05"), message },
    { ...success, lastLook: at("10:05"), result: "failed", nextLook: at("10:15"), message },
    { lastLook: at("10:15"), result: "changed", lastSuccess: at("10:15"), nextLook: at("15:15") },
  ]);
});

test("a status file that cannot be written ends nothing, and is reported once", async ({ directory }) => {
  const context = testContext();
  const pauses = hearPauses(context);
  const options = { refresh: 300, statusFile: directory.at("missing", "status.json") };
  const ended = watch(
    async () => NEW,
    options,
    pauses,
    context,
    () => 0,
  );
  await context.clock.move();
  await context.clock.asleep();
  context.signals.emit("SIGINT");
  expect(await ended).toBe(130);
  expect(context.stderr.text.match(/status\.json: cannot be written/g)).toHaveLength(1);
  expect(context.stderr.text).toContain("status.json: cannot be written (there is no directory");
  expect(context.stderr.text).toContain("wrote out.yaml");
});
