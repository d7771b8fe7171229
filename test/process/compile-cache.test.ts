/** What V8 has compiled is kept for the next start: where nobody else can put something to be run, and if it is whole. */

import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { arn } from "../support/arns.js";
import { type Ran, ROOT, runProcess } from "../support/run.js";

const ARN = arn("db");
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
const OTHER = version.replaceAll(/\d/g, "9");
let directory: string;
let cache: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  cache = join(directory, "dist/compile-cache");
  for (const name of ["bin", "dist/cli", "package.json"])
    cpSync(join(ROOT, name), join(directory, name), { recursive: true });
  writeFileSync(join(directory, "a.yaml"), `a: ${ARN}\n`);
  writeFileSync(join(directory, "secrets.yaml"), `${ARN}: cAnArY7f3b\n`);
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function start(...args: readonly string[]): Promise<Ran> {
  return startWith({}, ...args);
}

function startWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ran> {
  const command = 'umask 0; exec "$0" bin/arnsubst.js "$@"';
  return runProcess("/bin/sh", ["-c", command, process.execPath, ...args], { cwd: directory, env });
}

/** Once more, for a first run keeps nothing. */
async function startTwice(...args: readonly string[]): Promise<Ran> {
  await start(...args);
  return start(...args);
}

/** The files of the cache, with the directories of the commands. */
function kept(): readonly string[] {
  if (!existsSync(cache)) return [];
  return readdirSync(cache, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".cjs"));
}

const keptOf = (command: string, part: string) =>
  join(cache, `${process.version}-${process.platform}-${process.arch}-${command}`, part);

test("a first run keeps nothing: many machines start once", async () => {
  expect(await start("check", "a.yaml")).toMatchObject({ status: 0 });
  expect(kept()).toEqual([]);
});

test("it is kept for each command, of the parts that it has used, and only its owner can change it", async () => {
  expect(await startTwice("check", "a.yaml")).toMatchObject({ status: 0 });
  expect(existsSync(keptOf("check", "offline.cjs"))).toBe(true);
  expect(existsSync(keptOf("check", "values.cjs"))).toBe(false);
  expect(await startTwice("resolve", "a.yaml", "--secrets-file", "secrets.yaml")).toMatchObject({
    status: 0,
  });
  expect(existsSync(keptOf("resolve", "values.cjs"))).toBe(true);
  const all = readdirSync(cache, { recursive: true, encoding: "utf8" }).map((name) => join(cache, name));
  for (const path of [cache, ...all]) expect(statSync(path).mode & 0o022).toBe(0);
});

test("it is made three times, for a run may call what those before did not, and grows", async () => {
  writeFileSync(join(directory, "empty.yaml"), "");
  const file = keptOf("check", "offline.cjs");
  await start("check", "a.yaml");
  const made: { readonly size: number; readonly mtimeMs: number; readonly times: number | undefined }[] = [];
  for (const name of ["empty.yaml", "a.yaml", "a.yaml", "a.yaml"]) {
    expect(await start("check", name)).toMatchObject({ status: 0 });
    const { size, mtimeMs } = statSync(file);
    made.push({ size, mtimeMs, times: readFileSync(file).at(-1) });
  }
  expect(made.map(({ times }) => times)).toEqual([1, 2, 3, 3]);
  expect(made[1]?.size).toBeGreaterThan(made[0]?.size ?? 0);
  expect(made[3]).toEqual(made[2]);
});

test("it is made anew for a Node with other options, whose code it is not", async () => {
  const other = { NODE_OPTIONS: "--stack-trace-limit=5" };
  for (let time = 0; time < 5; time++) await startWith(other, "check", "a.yaml");
  const file = keptOf("check", "offline.cjs");
  expect(readFileSync(file).at(-1)).toBe(3);
  for (const times of [1, 2]) {
    expect(await start("check", "a.yaml")).toMatchObject({ status: 0 });
    expect(readFileSync(file).at(-1)).toBe(times);
  }
});

test("it is what is run the next time", async () => {
  expect(await start("--version")).toMatchObject({ status: 0 });
  const file = keptOf("default", "start.cjs");

  // What other code of that length was compiled to, for V8 looks at no more.
  const code = join(directory, "dist/cli/start.cjs");
  const original = readFileSync(code, "latin1");
  writeFileSync(code, original.replace(version, OTHER));
  expect(await start("--version")).toMatchObject({ stdout: `${OTHER}\n` });
  const other = readFileSync(file, "latin1");
  writeFileSync(code, original);
  writeFileSync(file, `${other.slice(0, -original.length - 1)}${original}\x01`, "latin1");
  expect(await start("--version")).toMatchObject({ status: 0, stdout: `${OTHER}\n`, stderr: "" });
});

test("that of other code is not run, were it as long", async () => {
  expect(await startTwice("--version")).toMatchObject({ stdout: `${version}\n` });
  const code = join(directory, "dist/cli/start.cjs");
  writeFileSync(code, readFileSync(code, "utf8").replace(version, OTHER));
  for (let time = 0; time < 2; time++)
    expect(await start("--version")).toMatchObject({ stdout: `${OTHER}\n` });
});

const damages: readonly (readonly [what: string, damage: (whole: Buffer) => Buffer])[] = [
  ["empty", () => Buffer.alloc(0)],
  ["cut", (whole) => whole.subarray(0, whole.length / 3)],
  ["cut by one", (whole) => whole.subarray(0, -1)],
  ["zeros behind", (whole) => Buffer.from(whole).fill(0, 5000)],
  ["zeros in the middle", (whole) => Buffer.from(whole).fill(0, 4096, 8192)],
  ["a bit of the first", (whole) => Buffer.from(whole).fill((whole[4000] ?? 0) ^ 4, 4000, 4001)],
  ["a text", () => Buffer.from("not what was kept")],
];

test.each(damages)("what is damaged is not run, and made again: %s", async (_, damage) => {
  const good = await startTwice("check", "a.yaml");
  const file = keptOf("check", "offline.cjs");
  const whole = readFileSync(file);
  writeFileSync(file, damage(whole));
  expect(await start("check", "a.yaml")).toEqual(good);
  expect(statSync(file).size).toBeGreaterThan(whole.length / 2);
  expect(await start("check", "a.yaml")).toEqual(good);
});

test("after a run that fails nothing is: it has not called what others call", async () => {
  expect(await startTwice("check", "a.yaml", "missing.yaml")).toMatchObject({ status: 2 });
  expect(await startTwice("../../bin")).toMatchObject({ status: 2 });
  expect(kept()).toEqual([]);
});

test("none of it holds a value", async () => {
  const { stdout } = await startTwice("resolve", "a.yaml", "--secrets-file", "secrets.yaml");
  expect(stdout).toContain("cAnArY");
  expect(kept().length).toBeGreaterThan(0);
  for (const name of kept()) expect(readFileSync(join(cache, name), "latin1")).not.toContain("cAnArY");
});

test("Node's own switch turns it off", async () => {
  const off = { NODE_DISABLE_COMPILE_CACHE: "1" };
  for (let time = 0; time < 2; time++)
    expect(await startWith(off, "--version")).toMatchObject({ status: 0, stdout: `${version}\n` });
  expect(kept()).toEqual([]);
});

test("many that start at once keep it whole, and leave nothing else", async () => {
  await start("check", "a.yaml");
  const runs = await Promise.all(Array.from({ length: 8 }, () => start("check", "a.yaml")));
  for (const { status } of runs) expect(status).toBe(0);
  const left = readdirSync(cache, { recursive: true, encoding: "utf8" });
  expect(left.filter((name) => /\.cjs\.\d+$/.test(name))).toEqual([]);
  expect(await start("check", "a.yaml")).toEqual(runs[0]);
});

test("what could not be finished is taken away, and what was left by others is in nobody's way", async () => {
  await start("check", "a.yaml");
  mkdirSync(keptOf("check", "start.cjs"));
  expect(await start("check", "a.yaml")).toMatchObject({ status: 0, stderr: "" });
  expect(readdirSync(keptOf("check", ""))).toEqual(["start.cjs"]);

  rmSync(keptOf("check", "start.cjs"), { recursive: true });
  // In a container the next process may well have the same number.
  const command = 'umask 0; : > "$1.$$"; exec "$0" bin/arnsubst.js check a.yaml';
  const args = ["-c", command, process.execPath, keptOf("check", "start.cjs")];
  expect(await runProcess("/bin/sh", args, { cwd: directory })).toMatchObject({ status: 0 });
  expect(readdirSync(keptOf("check", "")).sort()).toEqual(["offline.cjs", "start.cjs"]);
});

test("a file that is called like a command is none", async () => {
  writeFileSync(join(directory, "config"), "a: 1\n");
  expect(await startTwice("config")).toMatchObject({ status: 0, stdout: "a: 1\n" });
  expect(readdirSync(cache)).toEqual([expect.stringMatching(/-default$/)]);
});

test("every command has its own", async () => {
  const { stdout } = await start("help");
  const commands = Array.from(stdout.matchAll(/^ {2}([a-z]+) [[<]/gm), ([, name]) => name);
  const bin = readFileSync(join(directory, "bin/arnsubst.js"), "utf8");
  expect(JSON.parse(/COMMANDS = (\[.*\])/.exec(bin)?.[1] ?? "")).toEqual(commands.sort());
});

/** Only root can give a file away. Left out elsewhere, and not skipped, which CI takes for a failure. */
if (process.getuid?.() === 0)
  test("nothing is kept beside code of somebody else, who could not take it away", async () => {
    chownSync(join(directory, "dist/cli"), 1, 1);
    expect(await startTwice("check", "a.yaml")).toMatchObject({ status: 0, stderr: "" });
    expect(existsSync(cache)).toBe(false);
  });

test("where it cannot be kept, it is done without", async () => {
  writeFileSync(cache, "");
  chmodSync(join(directory, "dist"), 0o555);
  expect(await start("--version")).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: "" });
  chmodSync(join(directory, "dist"), 0o755);
});
