/** Private directories: who can enter them, and which of them are taken for left behind. */

import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  makePrivateDirectory,
  makePrivateFiles,
  removeLeftovers,
} from "../../../src/io/private-directory.js";

/** Beyond the highest that a system gives out. */
const NO_PID = 2 ** 30;
let base: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

test("a directory and its files are their owner's alone, and go together", () => {
  const directory = makePrivateDirectory([base]);
  const path = directory.write("sub/a.yaml", "a: 1\n");
  expect(readFileSync(path, "utf8")).toBe("a: 1\n");
  const modes = [directory.path, join(directory.path, "sub"), path].map(
    (each) => statSync(each).mode & 0o777,
  );
  expect(modes).toEqual([0o700, 0o700, 0o600]);
  expect(() => directory.write("sub/a.yaml", "")).toThrow(/EEXIST/);
  expect(directory.remove()).toBeUndefined();
  expect(directory.remove()).toBeUndefined();
  expect(readdirSync(base)).toEqual([]);
});

test.each([0o000, 0o177, 0o777])("whatever the umask: %o", (umask) => {
  const before = process.umask(umask);
  const directory = makePrivateDirectory([base]);
  const path = directory.write("sub/sub/a.yaml", "a: 1\n");
  expect(process.umask(before)).toBe(umask);
  const paths = [directory.path, join(directory.path, "sub"), join(directory.path, "sub/sub"), path];
  expect(paths.map((each) => statSync(each).mode & 0o777)).toEqual([0o700, 0o700, 0o700, 0o600]);
});

test("where the first place takes none, the next one does", () => {
  const directory = makePrivateDirectory([join(base, "nope"), base]);
  expect(directory.path.startsWith(join(base, "arnsubst-"))).toBe(true);
  expect(() => makePrivateDirectory([join(base, "nope")])).toThrow(/ENOENT/);
});

test("files that one place does not take all go to the next", () => {
  const files = [
    { name: "a.yaml", text: "a: 1\n" },
    { name: `${"x".repeat(300)}.yaml`, text: "" },
  ];
  expect(makePrivateFiles(files, [join(base, "nope"), base])).toEqual({
    failed: [
      { place: join(base, "nope"), code: "ENOENT" },
      { place: base, code: "ENAMETOOLONG" },
    ],
  });
  expect(readdirSync(base)).toEqual([]);
  const made = makePrivateFiles(files.slice(0, 1), [join(base, "nope"), base]);
  expect("paths" in made && made.paths.map((path) => readFileSync(path, "utf8"))).toEqual(["a: 1\n"]);
});

test("a link in it is removed, not followed", () => {
  const directory = makePrivateDirectory([base]);
  mkdirSync(join(base, "others"));
  writeFileSync(join(base, "others/kept"), "");
  symlinkSync(join(base, "others"), join(directory.path, "link"));
  directory.remove();
  expect(existsSync(join(base, "others/kept"))).toBe(true);
});

test("goes with directories that are closed even to their owner, and links out of it stay closed", () => {
  chmodSync(base, 0o777);
  asNobody(() => {
    const directory = makePrivateDirectory([base]);
    directory.write("sub/deep/a.yaml", "a: 1\n");
    mkdirSync(join(base, "others"), 0o500);
    symlinkSync(join(base, "others"), join(directory.path, "link"));
    for (const name of ["sub/deep", "sub", "."]) chmodSync(join(directory.path, name), 0o400);
    expect(directory.remove()).toBeUndefined();
  });
  expect(readdirSync(base)).toEqual(["others"]);
  expect(statSync(join(base, "others")).mode & 0o777).toBe(0o500);
});

/** No mode is in root's way. */
function asNobody(act: () => void): void {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65534);
  try {
    act();
  } finally {
    if (root) process.seteuid?.(0);
  }
}

describe("what a run finds at its start", () => {
  /** A directory as this process names it, under another name. */
  function found(rename: (name: string) => string = (name) => name): string {
    const directory = makePrivateDirectory([base]);
    directory.write("a.yaml", "a: 1\n");
    const name = rename(directory.path.slice(base.length + 1));
    renameSync(directory.path, join(base, name));
    return join(base, name);
  }
  const ofPid = (pid: number) => (name: string) => name.replace(`-${process.pid}-`, `-${pid}-`);
  const gone = ofPid(NO_PID);

  function isLeft(path: string): boolean {
    removeLeftovers([join(base, "nope"), base]);
    return existsSync(path);
  }

  test("goes where its process is gone", () => {
    expect(isLeft(found(gone))).toBe(false);
  });

  test("goes where its owner may not even enter it", () => {
    const path = found(gone);
    chmodSync(path, 0o000);
    expect(isLeft(path)).toBe(false);
  });

  test.runIf(existsSync("/proc/self/stat"))("goes where its pid is another process by now", () => {
    expect(isLeft(found((name) => name.replace(/\.\d+-/, ".1-")))).toBe(false);
  });

  test.each<[what: string, rename: (name: string) => string]>([
    ["its process runs", (name) => name],
    ["its process is somebody else's", (name) => ofPid(1)(name).replace(/\.\d+-/, `.${startOf(1)}-`)],
    ["another user has made it", (name) => gone(name).replace(/^arnsubst-\d+-/, "arnsubst-54321-")],
    ["its pid is of another container", (name) => gone(name).replace(/-\d+\./, "-1.")],
    ["its name is not ours", (name) => `${gone(name)}.bak`],
  ])("stays where %s", (_, rename) => {
    expect(isLeft(found(rename))).toBe(true);
  });

  test.each<[what: string, change: (path: string) => void]>([
    ["it is open to others", (path) => chmodSync(path, 0o755)],
    [
      "it is a link",
      (path) => {
        renameSync(path, join(base, "target"));
        symlinkSync(join(base, "target"), path);
      },
    ],
    [
      "it is a file",
      (path) => {
        rmSync(path, { recursive: true });
        writeFileSync(path, "");
      },
    ],
  ])("stays where %s", (_, change) => {
    const path = found(gone);
    change(path);
    expect(isLeft(path)).toBe(true);
    if (existsSync(join(base, "target"))) expect(existsSync(join(base, "target/a.yaml"))).toBe(true);
  });

  test.runIf(process.getuid?.() === 0)("stays where it belongs to another user", () => {
    const path = found(gone);
    chownSync(path, 54321, 54321);
    expect(isLeft(path)).toBe(true);
  });
});

/** As the system counts it; anything where it does not say. */
function startOf(pid: number): string {
  const path = `/proc/${pid}/stat`;
  const stat = existsSync(path) ? readFileSync(path, "utf8") : "";
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "0";
}
