/** What the system is asked for: no file or directory that will hold a value is open to others from the moment it is made. */

import { chmodSync, existsSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect } from "vitest";
import { test as base } from "../support/delivery.js";
import { type Call, callsIn, modeIn, noTraces, pathsIn, traced } from "../support/strace.js";

const test = base.extend("callsOf", ({ directory }) => {
  return async (...args: readonly string[]): Promise<readonly Call[]> => {
    const [command = "", ...rest] = args;
    const ran = await traced([command, "--secrets-file", "secrets.yaml", ...rest], directory.path);
    expect(ran.status).toBe(0);
    return ran.calls;
  };
});

test.beforeEach(({ directory }) => {
  for (const name of ["a.yaml", "sub/b.yaml"]) chmodSync(directory.write(name), 0o666);
});

const shown = ({ name, args }: Call) => `${name}(${args})`;

/** What is made for others too, or opened to them. */
const open = (calls: readonly Call[]) =>
  calls.filter((call) => ((modeIn(call) ?? 0) & 0o077) !== 0).map(shown);

/** Nothing of that kind, and nothing is written to that was there before. */
function expectPrivate(calls: readonly Call[]): void {
  expect(open(calls)).toEqual([]);
  const pipes = calls.filter(({ args }) => args.includes("S_IFIFO")).flatMap(pathsIn);
  const written = calls.filter(({ name, args }) => name.startsWith("open") && /O_(?:WRONLY|RDWR)/.test(args));
  const reused = written.filter((call) => !call.args.includes("O_EXCL") && !isPipe(call, pipes));
  expect(reused.map(shown)).toEqual([]);
}

function isPipe(call: Call, pipes: readonly string[]): boolean {
  return (
    pathsIn(call).every((path) => path.startsWith("/dev/") && !path.startsWith("/dev/shm/")) ||
    pathsIn(call).every((path) => pipes.includes(path))
  );
}

const made = (calls: readonly Call[], mode: number) =>
  calls.filter((call) => modeIn(call) === mode && !call.name.includes("chmod")).flatMap(pathsIn);

/** Each target got its name by a rename of a file that was made for it, and synced before. */
function expectRenamed(calls: readonly Call[], targets: readonly string[]): void {
  const renames = calls.filter(({ name }) => name.startsWith("rename"));
  expect(renames.map((call) => basename(pathsIn(call)[1] ?? ""))).toEqual(targets);
  for (const rename of renames) {
    const [fresh = ""] = pathsIn(rename);
    expect(made(calls, 0o600)).toContain(fresh);
    const synced = calls.findIndex(({ name, args }) => /^f(?:data)?sync$/.test(name) && args.includes(fresh));
    expect(synced).toBeGreaterThan(-1);
    expect(synced).toBeLessThan(calls.indexOf(rename));
  }
}

test("a trace is read where threads get into each other's lines, and without what came to nothing", () => {
  const trace = `10 openat(AT_FDCWD</w>, "a", O_WRONLY|O_CREAT|O_CLOEXEC, 0600 <unfinished ...>
11  mkdir("b", 0755)                 = 0
10 <... openat resumed>)             = 18</w/a>
11 mkdir("c", 0777) = -1 EEXIST (File exists)
12 chmod("/proc/self/fd/3", 0640)    = 0\n`;
  const read = callsIn(trace).map((call) => [call.name, ...pathsIn(call), modeIn(call)]);
  expect(read).toEqual([
    ["mkdir", "b", 0o755],
    ["openat", "a", 0o600],
    ["chmod", "/proc/self/fd/3", 0o640],
  ]);
});

const why = noTraces();

/** Left out, and not skipped, which CI takes for a failure: not every machine lets anybody trace. */
if (why !== undefined) process.stderr.write(`strace: ${why}: no system calls are looked at\n`);
else
  describe("only their owner can read files with values, by what the system was asked for", () => {
    test.for([false, true])(
      "-o, a file before that all can read: %s",
      async (before, { directory, callsOf }) => {
        if (before) chmodSync(directory.write("out.yaml", "old"), 0o666);
        const calls = await callsOf("resolve", "a.yaml", "-o", "out.yaml");
        expectPrivate(calls);
        expectRenamed(calls, ["out.yaml"]);
      },
    );

    test("--mode and --group, which come before the name and in this order", async ({
      directory,
      callsOf,
    }) => {
      chmodSync(directory.write("out.yaml", "old"), 0o666);
      const group = String(process.getgid?.());
      const calls = await callsOf("resolve", "a.yaml", "-o", "out.yaml", "--mode", "0640", "--group", group);
      const steps = calls.filter(({ args }) => args.includes(".arnsubst-"));
      expect(steps.map(({ name }) => name.replace(/at2?$/, ""))).toEqual([
        ...["open", "fchown", "fchmod", "fsync", "rename"],
      ]);
      expect(steps.flatMap((call) => modeIn(call) ?? [])).toEqual([0o600, 0o640]);
      expect(open(calls.filter((call) => call !== steps[2]))).toEqual([]);
    });

    test("--out-dir, and the directories that it makes", async ({ callsOf }) => {
      const calls = await callsOf("resolve", "a.yaml", "sub/b.yaml", "--out-dir", "new/out");
      expectPrivate(calls);
      expectRenamed(calls, ["a.yaml", "b.yaml"]);
      expect(made(calls, 0o700)).toEqual(["new", "new/out", "new/out/sub"]);
    });

    test("--in-place", async ({ callsOf }) => {
      const calls = await callsOf("resolve", "--in-place", "a.yaml", "sub/b.yaml");
      expectPrivate(calls);
      expectRenamed(calls, ["a.yaml", "b.yaml"]);
    });

    test.for([[[]], [["--mask"]]] as const)("exec %j", async ([options], { callsOf }) => {
      const args = [...options, "a.yaml", "sub/b.yaml", "--", "cat", "{0}", "{1}"];
      const calls = await callsOf("exec", ...args);
      expectPrivate(calls);
      const files = made(calls, 0o600).filter((path) => path.endsWith(".yaml"));
      const [privateDirectory = ""] = made(calls, 0o700).filter((path) => files[0] === join(path, "a.yaml"));
      expect(files).toEqual([join(privateDirectory, "a.yaml"), join(privateDirectory, "sub/b.yaml")]);
      expect(made(calls, 0o700)).toContain(join(privateDirectory, "sub"));
      expect(existsSync(privateDirectory)).toBe(false);
    });

    test("which shows a file that is made for all: a report of check", async ({ directory }) => {
      const { calls } = await traced(["check", "a.yaml", "-o", "report"], directory.path);
      expect(open(calls)).toEqual([expect.stringMatching(/^open\w*\(.*\.arnsubst-.*O_CREAT.*, 0666\)$/)]);
    });
  });
