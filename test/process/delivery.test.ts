/** Where resolved texts go, and who can read them there. The names are the promises of docs/output.md. */

import { chmodSync, chownSync, lstatSync, mkdirSync, statSync, symlinkSync, utimesSync } from "node:fs";
import { describe, expect } from "vitest";
import { CONFIG, DONE_LINE, RESOLVED, tampering, test } from "../support/delivery.js";

describe("only their owner can read files with values", () => {
  test.for([
    ["000", undefined, "600"],
    ["077", undefined, "600"],
    ["777", undefined, "600"],
    ["000", 0o640, "600"],
    ["022", 0o777, "600"],
    ["000", 0o400, "400"],
    ["777", 0o200, "200"],
  ] as const)(
    "umask %s, a file before with mode %o: %s",
    async ([umask, before, after], { directory, shell }) => {
      directory.write("in.yaml");
      if (before !== undefined) chmodSync(directory.write("out.yaml", "old"), before);
      const ran = await shell(`umask ${umask}; $ARNSUBST in.yaml -o out.yaml`);
      expect(ran).toEqual({ status: 0, stdout: "", stderr: `${DONE_LINE}out.yaml\n` });
      expect(directory.modeOf("out.yaml")).toBe(after);
      chmodSync(directory.at("out.yaml"), 0o600);
      expect(directory.read("out.yaml")).toBe(RESOLVED);
      expect(directory.names()).toEqual(["in.yaml", "out.yaml"]);
    },
  );

  test.for(["000", "177", "777"])(
    "umask %s, an input that is rewritten, and directories that are made",
    async (umask, { directory, shell }) => {
      chmodSync(directory.write("sub/in.yaml"), 0o644);
      await shell(`umask ${umask}; $ARNSUBST sub/in.yaml -d new/out; $ARNSUBST -i sub/in.yaml`);
      for (const name of ["new", "new/out", "new/out/sub"]) expect(directory.modeOf(name)).toBe("700");
      for (const name of ["new/out/sub/in.yaml", "sub/in.yaml"]) {
        expect(directory.modeOf(name)).toBe("600");
        expect(directory.read(name)).toBe(RESOLVED);
      }
    },
  );

  // Nobody but root can give a file away: left out, and not skipped, which CI takes for a failure.
  if (process.getuid?.() === 0)
    test("the owner is who runs the command, whoever owned the old file", async ({ directory, shell }) => {
      directory.write("in.yaml");
      for (const name of ["out.yaml", "b.yaml"]) chownSync(directory.write(name), 54321, 54321);
      await shell("$ARNSUBST in.yaml -o out.yaml; $ARNSUBST -i b.yaml");
      for (const name of ["out.yaml", "b.yaml"]) {
        const { uid, gid } = statSync(directory.at(name));
        expect({ uid, gid, mode: directory.modeOf(name) }).toEqual({
          uid: 0,
          gid: process.getgid?.(),
          mode: "600",
        });
      }
    });

  test("not for a moment can others: all files, after each step", async ({ directory, resolveWith }) => {
    directory.write("in.yaml");
    directory.write("b.yaml");
    const watching = tampering(`
      process.umask(0);
      const look = () => {
        for (const name of readdirSync(".")) process.stderr.write((statSync(name).mode & 0o777).toString(8) + " " + name + "\\n");
      };
      for (const name of ["open", "link", "rename", "chmod", "unlink"]) {
        const real = fs[name];
        fs[name] = (...args) => real(...args).finally(look);
      }`);
    const { status, stderr } = await resolveWith(watching, "-i", "in.yaml", "b.yaml", "-q");
    expect(status).toBe(0);
    const temporary = stderr.match(/^\d+ \.arnsubst-.*$/gm) ?? [];
    expect(temporary.length).toBeGreaterThan(5);
    // Old content, which has no values, may have another name for a moment.
    const old = directory.modeOf("secrets.yaml");
    expect(new Set(temporary.map((line) => line.split(" ")[0]))).toEqual(new Set(["600", old]));
    for (const line of stderr.matchAll(/^(\d+) (in|b)\.yaml$/gm)) expect(["600", old]).toContain(line[1]);
  });
});

describe("-d (--out-dir)", () => {
  test("one output for each input, under the same relative path", async ({ directory, resolve }) => {
    for (const name of ["a.yaml", "sub/b.yaml", "sub/deep/c.yaml"]) directory.write(name);
    const absolute = directory.at("sub/deep/c.yaml");
    const ran = await resolve("-d", "out", "a.yaml", "sub/../sub/b.yaml", absolute);
    expect(ran.stderr).toBe("resolved 3 references to 1 secret from secrets.yaml → out (3 files)\n");
    for (const name of ["a.yaml", "sub/b.yaml", "sub/deep/c.yaml"])
      expect(directory.read(`out/${name}`)).toBe(RESOLVED);
  });

  test.for([
    [["../x.yaml"], /^arnsubst: \.\.\/x\.yaml is outside the working directory/],
    [["/etc/x.yaml"], /outside/],
    [["a.yaml", "./a.yaml"], /^arnsubst: a\.yaml and \.\/a\.yaml would both be written to out\/a\.yaml/],
    [["-"], /^arnsubst: --out-dir takes files, not standard input/],
    [[], /not standard input/],
    [["a.yaml", "-o", "x"], /cannot be used with/],
    [["a.yaml", "-i"], /cannot be used with/],
    [["a.yaml", "-d", "."], /^arnsubst: --out-dir \. would overwrite a\.yaml/],
    [["secrets.yaml", "-d", "link"], /would overwrite secrets\.yaml/],
  ] as const)("%j is refused", async ([args, said], { directory, resolve }) => {
    directory.write("a.yaml");
    symlinkSync(".", directory.at("link"));
    const ran = await resolve("-d", "out", ...args);
    expect(ran).toMatchObject({ status: 2, stdout: "", stderr: expect.stringMatching(said) });
    expect(directory.names()).toEqual(["a.yaml", "link"]);
  });
});

describe("-i (--in-place)", () => {
  test("-i (--in-place) leaves a file without references alone", async ({ directory, resolve }) => {
    const plain = directory.write("plain.yaml", "a:   1\r\n");
    const literal = directory.write("literal.yaml", CONFIG.replace("a:", "secret_arn:"));
    directory.write("in.yaml");
    for (const path of [plain, literal]) utimesSync(path, 1, 1);
    const ran = await resolve("-i", "plain.yaml", "in.yaml", "literal.yaml");
    expect(ran.stderr).toBe("resolved 1 reference to 1 secret from secrets.yaml → 1 of 3 files in place\n");
    expect(directory.read("in.yaml")).toBe(RESOLVED);
    for (const path of [plain, literal]) expect(statSync(path).mtimeMs).toBe(1_000);
    const again = await resolve("-i", "plain.yaml", "in.yaml");
    expect(again).toEqual({ status: 0, stdout: "", stderr: "found no references, and wrote nothing\n" });
  });

  test.for([
    [["-"], /^arnsubst: --in-place takes files, not standard input/],
    [["in.yaml", "in.yaml"], /would both be written to/],
    [["in.yaml", "-o", "x"], /cannot be used with/],
    [["in.yaml", "pipe"], /^arnsubst: pipe is not a regular file/],
    [["secrets.yaml"], /would overwrite the secrets file/],
  ] as const)("%j is refused", async ([args, said], { directory, resolve, shell }) => {
    directory.write("in.yaml");
    await shell("mkfifo pipe");
    const ran = await resolve("-i", ...args);
    expect(ran).toMatchObject({ status: 2, stdout: "", stderr: expect.stringMatching(said) });
    expect(directory.read("in.yaml")).toBe(CONFIG);
  });

  test("does not lose what an editor saves meanwhile", async ({ directory, resolveWith }) => {
    directory.write("in.yaml");
    const editor = tampering(`
      const { default: files } = await import("node:fs");
      const { openSync, closeSync } = files;
      const opened = new Set();
      files.openSync = (path, ...rest) => {
        const descriptor = openSync(path, ...rest);
        if (path === "in.yaml") opened.add(descriptor);
        return descriptor;
      };
      files.closeSync = (descriptor) => {
        closeSync(descriptor);
        if (!opened.delete(descriptor)) return;
        const again = openSync("in.yaml", "a");
        files.writeSync(again, "b: 1\\n");
        closeSync(again);
      };`);
    const ran = await resolveWith(editor, "-i", "in.yaml");
    expect(ran).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/another program changed this file/),
    });
    expect(directory.read("in.yaml")).toContain(`${CONFIG}b: 1\n`);
  });
});

describe("a link stays a link", () => {
  test.for([["file"], ["far/away.yaml"]] as const)(
    "to %s, which is replaced or made",
    async ([target], { directory, resolve }) => {
      directory.write("in.yaml");
      directory.write("file", "old");
      mkdirSync(directory.at("far"));
      symlinkSync("far", directory.at("directory"));
      symlinkSync(target === "file" ? "../file" : "away.yaml", directory.at("far/out.yaml"));
      expect(await resolve("in.yaml", "-o", "directory/out.yaml")).toMatchObject({ status: 0 });
      expect(lstatSync(directory.at("far/out.yaml")).isSymbolicLink()).toBe(true);
      expect(lstatSync(directory.at(target)).isSymbolicLink()).toBe(false);
      expect(directory.read(target)).toBe(RESOLVED);
    },
  );
});
