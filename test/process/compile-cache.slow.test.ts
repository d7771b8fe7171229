/** Node keeps what V8 compiles of the program where nobody else can put something to be run, and nowhere else. */

import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import module from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { arn } from "../support/arns.js";
import { EXECUTABLE, type Ran, runProcess } from "../support/run.js";

const ARN = arn("db");
/** Node 22.8 and later. */
const KEEPS = "enableCompileCache" in module;
let home: string;
let cache: string;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "arnsubst-test-")));
  cache = join(home, ".cache/arnsubst");
  writeFileSync(join(home, "a.yaml"), `a: ${ARN}\n`);
  writeFileSync(join(home, "secrets.yaml"), `${ARN}: cAnArY7f3b\n`);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A resolve that goes well, whatever becomes of the cache. */
async function start(env: Readonly<Record<string, string>> = { HOME: home }): Promise<void> {
  const command = 'umask 0; exec "$0" "$@"';
  const args = [process.execPath, EXECUTABLE, "resolve", "a.yaml", "--secrets-file", "secrets.yaml"];
  const ran: Ran = await runProcess("/bin/sh", ["-c", command, ...args], { cwd: home, env });
  expect(ran).toEqual({ status: 0, stdout: "a: cAnArY7f3b\n", stderr: "" });
}

function filesBelow(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
}

test("it is kept below HOME, for its owner alone, and holds no value", async () => {
  await start();
  const files = filesBelow(cache);
  expect(files.length > 0).toBe(KEEPS);
  if (!KEEPS) return expect(existsSync(join(home, ".cache"))).toBe(false);
  for (const path of [dirname(cache), cache]) expect(statSync(path).mode & 0o777).toBe(0o700);
  for (const file of files) expect(readFileSync(file, "latin1")).not.toContain("cAnArY");
});

test("the next start runs with it, and does not write it again", async () => {
  await start();
  const written = () => filesBelow(cache).map((file) => [file, statSync(file).mtimeMs]);
  const before = written();
  await start();
  expect(written()).toEqual(before);
});

test("XDG_CACHE_HOME goes before HOME, and a relative one does not count", async () => {
  const caches = join(home, "caches");
  await start({ HOME: home, XDG_CACHE_HOME: caches });
  expect(filesBelow(join(caches, "arnsubst")).length > 0).toBe(KEEPS);
  expect(existsSync(cache)).toBe(false);
  await start({ HOME: home, XDG_CACHE_HOME: "caches2" });
  expect(existsSync(join(home, "caches2"))).toBe(false);
  expect(existsSync(cache)).toBe(KEEPS);
});

test("what is damaged is not run", async () => {
  await start();
  for (const file of filesBelow(cache)) writeFileSync(file, readFileSync(file).fill(0, 200, 1000));
  await start();
});

test.each([
  ["no HOME", () => ({})],
  ["an empty one", () => ({ HOME: "" })],
  ["one that is not there, which is not made", () => ({ HOME: join(home, "nobody") })],
  ["a relative one", () => ({ HOME: "." })],
  ["Node's own switch", () => ({ HOME: home, NODE_DISABLE_COMPILE_CACHE: "1" })],
])("nothing is kept, and nothing is said: %s", async (_, env) => {
  await start(env());
  expect(readdirSync(home).sort()).toEqual(["a.yaml", "secrets.yaml"]);
});

const foreign: readonly (readonly [what: string, make: () => void])[] = [
  [
    "it can be written by others",
    () => {
      mkdirSync(cache, { recursive: true });
      chmodSync(cache, 0o777);
    },
  ],
  [
    "it can be entered by others",
    () => {
      mkdirSync(cache, { recursive: true });
      chmodSync(cache, 0o755);
    },
  ],
  [
    "a directory above it can be written by others",
    () => {
      mkdirSync(cache, { recursive: true });
      chmodSync(dirname(cache), 0o777);
    },
  ],
  ["HOME can be written by others", () => chmodSync(home, 0o777)],
  [
    "it leads to where others can write",
    () => {
      mkdirSync(join(home, "open"));
      chmodSync(join(home, "open"), 0o777);
      mkdirSync(dirname(cache));
      symlinkSync("../open", cache);
    },
  ],
  [
    "a file is in its place",
    () => {
      mkdirSync(dirname(cache));
      writeFileSync(cache, "");
    },
  ],
  ["the way to it is a file", () => writeFileSync(dirname(cache), "")],
];
/** Only root can give a file away. Left out elsewhere, and not skipped, which CI takes for a failure. */
const givenAway: typeof foreign = [
  [
    "it is somebody else's",
    () => {
      mkdirSync(cache, { recursive: true });
      chownSync(cache, 1, 1);
    },
  ],
  ["HOME is somebody else's, as with sudo", () => chownSync(home, 1, 1)],
  [
    "~/.cache is somebody else's",
    () => {
      mkdirSync(dirname(cache));
      chownSync(dirname(cache), 1, 1);
    },
  ],
];

test.each([...foreign, ...(process.getuid?.() === 0 ? givenAway : [])])(
  "nothing is kept: %s",
  async (_, make) => {
    make();
    await start();
    expect(filesBelow(home).filter((file) => !/(?:\.yaml|\.cache|arnsubst)$/.test(file))).toEqual([]);
  },
);

test("many that start at once leave nothing unfinished", async () => {
  await Promise.all(Array.from({ length: 8 }, () => start()));
  await start();
});
