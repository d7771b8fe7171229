/** What `exec` leaves where it could not clean up, and who cleans it up then. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { benchWith } from "../support/exec.js";

const bench = benchWith(["tok_123"]);

test("after a SIGKILL the files are there until the next run starts", async () => {
  const running = bench.start(["config.yaml", "--", "sh", "-c", "echo $$; echo ready; exec sleep 60"]);
  await running.printed("ready");
  const orphan = Number.parseInt(running.output().toString(), 10);
  const others = bench.start(["config.yaml", "--", "sh", "-c", "echo ready; exec sleep 60"]);
  await others.printed("ready");
  running.child.kill("SIGKILL");
  await new Promise((done) => running.child.once("exit", done));
  const [left = ""] = running.folders();
  expect(readFileSync(join(left, "config.yaml"), "utf8")).toBe("v0: tok_123\n");

  // Even a run that comes to nothing, or makes no folder of its own.
  expect((await bench.exec(["config.yaml", "--env", "K=v0", "--", "true"])).status).toBe(0);
  expect(existsSync(left)).toBe(false);
  expect(others.folders()).toHaveLength(1);
  others.child.kill("SIGTERM");
  expect((await others.ended).signal).toBe("SIGTERM");
  expect(others.folders()).toEqual([]);
  // Nobody was there any more to end it.
  process.kill(orphan, "SIGKILL");
});
