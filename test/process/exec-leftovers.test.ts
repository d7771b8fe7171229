/** What `exec` leaves where it could not clean up, and who cleans it up then. */

import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { testWith } from "../support/exec.js";

const test = testWith(["tok_123"]);

test("after a SIGKILL the files stay until the same user runs exec again", async ({ exec, start }) => {
  const running = start(["config.yaml", "--", "sh", "-c", "echo $$; echo ready; exec sleep 60"]);
  await running.printed("ready");
  const orphan = Number.parseInt(running.output().toString(), 10);
  const others = start(["config.yaml", "--", "sh", "-c", "echo ready; exec sleep 60"]);
  await others.printed("ready");
  running.child.kill("SIGKILL");
  await new Promise((done) => running.child.once("exit", done));
  const [left = ""] = running.directories();
  expect(readFileSync(join(left, "config.yaml"), "utf8")).toBe("v0: tok_123\n");

  // Even a run that comes to nothing, or makes no directory of its own.
  expect((await exec(["config.yaml", "--env", "K=v0", "--", "true"])).status).toBe(0);
  expect(existsSync(left)).toBe(false);
  expect(others.directories()).toHaveLength(1);
  others.child.kill("SIGTERM");
  expect((await others.ended).signal).toBe("SIGTERM");
  expect(others.directories()).toEqual([]);
  // Nobody was there any more to end it.
  process.kill(orphan, "SIGKILL");
});

test.runIf(existsSync("/proc/self/ns/pid"))(
  "and only directories of that user whose process is gone are removed, and none of another container",
  async ({ directory, exec }) => {
    const place = directory.at("tmp");
    const [uid, gone] = [process.getuid?.() ?? 0, 2 ** 30];
    const [container = ""] = /\d+/.exec(readlinkSync("/proc/self/ns/pid")) ?? [];
    const make = (name: string, mode = 0o700) => {
      mkdirSync(join(place, name), { recursive: true });
      chmodSync(join(place, name), mode);
      return name;
    };
    make(`arnsubst-${uid}-${gone}-${container}.1-aaaaaa`);
    make(`arnsubst-${uid}-${process.pid}-${container}.1-bbbbbb`);
    const kept = [
      make(`arnsubst-${uid + 1}-${gone}-${container}.1-cccccc`),
      make(`arnsubst-${uid}-${gone}-1.1-dddddd`),
      make(`arnsubst-${uid}-${process.pid}-${container}.${startOf(process.pid)}-eeeeee`),
      make(`arnsubst-${uid}-${gone}-${container}.1-ffffff`, 0o755),
    ];
    expect((await exec(["config.yaml", "--", "true"], { TMPDIR: place })).status).toBe(0);
    expect(readdirSync(place).sort()).toEqual(kept.sort());
  },
);

function startOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}
