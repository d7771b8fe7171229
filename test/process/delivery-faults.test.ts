/** All files of a run or none: full disks, read-only directories, directories in the way, and renames that fail midway. */

import { mkdirSync, readFileSync } from "node:fs";
import { describe, expect } from "vitest";
import { CONFIG, RESOLVED, tampering, test, VALUE } from "../support/delivery.js";
import { mountingWay } from "../support/mounts.js";
import { EXECUTABLE, type Ran } from "../support/run.js";

function expectFault(ran: Ran, said: RegExp): void {
  expect(ran).toMatchObject({ status: 3, stdout: "" });
  expect(ran.stderr).toMatch(said);
  expect(ran.stderr).not.toContain(VALUE.slice(0, 6));
  expect(ran.stderr).not.toMatch(/\n\s+at /);
}

const way = mountingWay();

/** Left out, and not skipped, which CI takes for a failure: not every machine lets anybody mount, and none can help it. */
if (way === undefined)
  process.stderr.write("delivery: nothing may be mounted here, so no full disk is tried\n");
else
  describe("on a file system of its own", () => {
    /** Runs in a directory `small` with little room; the names of its files and the beginning of one come out on stdout. */
    const testWithin = test.extend("within", ({ directory, shell }) => (prepare: string, command: string) => {
      mkdirSync(directory.at("small"));
      directory.write(
        "script",
        `mount -t tmpfs -o size=64k none small && echo old > small/out.yaml && ${prepare} && ${command}
      status=$?
      ls -A small
      head -n 1 small/out.yaml
      exit $status`,
      );
      return shell(`export ARNSUBST; ${way} sh script`);
    });
    const big = `${CONFIG}${"# filler\n".repeat(20_000)}`;

    testWithin("a disk that gets full leaves the old file as it was", async ({ directory, within }) => {
      directory.write("in.yaml", big);
      const full = await within("true", "$ARNSUBST in.yaml -o small/out.yaml");
      expectFault(
        { ...full, stdout: "" },
        /^arnsubst: small\/out\.yaml: cannot be written \(ENOSPC\)\n {2}= nothing/,
      );
      expect(full.stdout).toBe("out.yaml\nold\n");
    });

    testWithin("a full disk for the last of three leaves none", async ({ directory, within }) => {
      for (const name of ["a.yaml", "b.yaml"]) directory.write(name);
      directory.write("c.yaml", big);
      const full = await within("true", "$ARNSUBST a.yaml b.yaml c.yaml -d small/new");
      expectFault({ ...full, stdout: "" }, /^arnsubst: small\/new\/c\.yaml: cannot be written \(ENOSPC\)/);
      expect(full.stdout).toBe("out.yaml\nold\n");
    });

    testWithin("a report of check is whole or not there, too", async ({ directory, within }) => {
      directory.write("in.yaml", `${CONFIG}x: arn:aws:secretsmanager:x:1:secret:y\n`.repeat(300));
      const full = await within("true", `${process.execPath} ${EXECUTABLE} check in.yaml -o small/out.yaml`);
      expectFault({ ...full, stdout: "" }, /small\/out\.yaml: cannot be written \(ENOSPC\)/);
      expect(full.stdout).toBe("out.yaml\nold\n");
    });

    testWithin("a read-only directory", async ({ directory, within }) => {
      directory.write("in.yaml");
      const ran = await within("mount -o remount,ro small", "$ARNSUBST in.yaml -o small/out.yaml");
      expectFault({ ...ran, stdout: "" }, /cannot be written \(EROFS\)/);
      expect(ran.stdout).toBe("out.yaml\nold\n");
    });

    testWithin("a file that is mounted by itself, as docker run -v does", async ({ directory, within }) => {
      directory.write("in.yaml");
      directory.write("other", "old\n");
      const ran = await within("mount --bind other small/out.yaml", "$ARNSUBST in.yaml -o small/out.yaml");
      expectFault({ ...ran, stdout: "" }, /cannot be written \(EBUSY: .*mount its directory instead\)/);
      expect(ran.stdout).toBe("out.yaml\nold\n");
    });
  });

describe("a run writes all of its files, or none", () => {
  test.beforeEach(({ directory }) => {
    for (const name of ["a.yaml", "b.yaml", "c.yaml"]) directory.write(name);
  });

  test("a directory in the way of one", async ({ directory, resolve }) => {
    directory.write("out/a.yaml", "old");
    directory.write("out/c.yaml/x", "");
    const ran = await resolve("a.yaml", "b.yaml", "c.yaml", "-d", "out");
    expectFault(
      ran,
      /^arnsubst: out\/c\.yaml: cannot be written \(it is a directory, not a file\)\n {2}= nothing was changed\n$/,
    );
    expect(directory.names("out")).toEqual(["a.yaml", "c.yaml"]);
    expect(directory.read("out/a.yaml")).toBe("old");
  });

  test("a file in the way of a directory; directories that were made are gone again", async ({
    directory,
    resolve,
    resolveWith,
  }) => {
    directory.write("out/sub", "");
    directory.write("sub/d.yaml");
    const ran = await resolve("a.yaml", "sub/d.yaml", "-d", "out");
    expectFault(ran, /^arnsubst: out\/sub\/d\.yaml: cannot be written \((ENOTDIR|EEXIST)\)/);
    expect(directory.names("out")).toEqual(["sub"]);
    expectFault(await resolve("sub/d.yaml", "-d", "a.yaml/x"), /cannot be written/);
    const late = tampering(
      'fs.rename = () => Promise.reject(Object.assign(new Error("no"), { code: "EIO" }));',
    );
    expectFault(await resolveWith(late, "sub/d.yaml", "-d", "new/out"), /\(EIO\)/);
    expect(directory.names()).not.toContain("new");
  });

  /** A directory gets in the way of the third rename, at the last moment. */
  const inTheWay = (afterwards = "") =>
    tampering(`
      const { rename } = fs;
      let renames = 0;
      fs.rename = async (from, to) => {
        renames += 1;
        if (renames === 3) {
          await fs.rm(to, { force: true });
          await fs.mkdir(to);
        }
        ${afterwards}
        return rename(from, to);
      };`);

  test("two that were renamed before the third could not be are put back", async ({
    directory,
    resolveWith,
  }) => {
    for (const name of ["a.yaml", "b.yaml", "c.yaml"]) directory.write(`out/${name}`, `old ${name}`);
    const ran = await resolveWith(inTheWay(), "a.yaml", "b.yaml", "c.yaml", "-d", "out");
    expectFault(
      ran,
      /out\/c\.yaml: cannot be written \(it is a directory, not a file\)\n {2}= all files that were already written have their old content again\n$/,
    );
    expect([directory.read("out/a.yaml"), directory.read("out/b.yaml")]).toEqual([
      "old a.yaml",
      "old b.yaml",
    ]);
    expect(directory.names("out")).toEqual(["a.yaml", "b.yaml", "c.yaml"]);
  });

  test("those that were new are gone again, and inputs are as they were", async ({
    directory,
    resolveWith,
  }) => {
    await resolveWith(inTheWay(), "a.yaml", "b.yaml", "c.yaml", "-d", "out");
    expect(directory.names("out")).toEqual(["c.yaml"]);
    await resolveWith(inTheWay(), "a.yaml", "b.yaml", "c.yaml", "-i");
    expect([directory.read("a.yaml"), directory.read("b.yaml")]).toEqual([CONFIG, CONFIG]);
    expect(directory.names()).toEqual(["a.yaml", "b.yaml", "c.yaml", "out"]);
  });

  test("what cannot be put back is named, with the place of its old content", async ({
    directory,
    resolveWith,
  }) => {
    for (const name of ["a.yaml", "b.yaml", "c.yaml"]) directory.write(`out/${name}`, `old ${name}`);
    const stuck = inTheWay('if (renames === 5) throw Object.assign(new Error("no"), { code: "EIO" });');
    const ran = await resolveWith(stuck, "a.yaml", "b.yaml", "c.yaml", "-d", "out");
    expectFault(
      ran,
      /= arnsubst could not undo this; put it right before the next run: out\/a\.yaml is overwritten, and its old content is in /,
    );
    const [, old = ""] = /old content is in (\S+)/.exec(ran.stderr) ?? [];
    expect(readFileSync(old, "utf8")).toBe("old a.yaml");
    expect([directory.read("out/a.yaml"), directory.read("out/b.yaml")]).toEqual([RESOLVED, "old b.yaml"]);
  });

  test("where files can have no second name, a copy is kept in its place", async ({
    directory,
    resolveWith,
  }) => {
    const without = tampering(
      'fs.link = () => Promise.reject(Object.assign(new Error("no"), { code: "EPERM" }));',
    );
    for (const name of ["a.yaml", "b.yaml"]) directory.write(`out/${name}`, "old");
    const ran = await resolveWith(without, "a.yaml", "b.yaml", "-d", "out");
    expect(ran).toEqual({
      status: 0,
      stdout: "",
      stderr: "resolved 2 references to 1 secret from secrets.yaml → out (2 files)\n",
    });
    expect(directory.names("out")).toEqual(["a.yaml", "b.yaml"]);
  });
});
