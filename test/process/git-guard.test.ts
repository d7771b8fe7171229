/** What git tracks or would add is no place for values. */

import { chownSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CONFIG, DONE_LINE, openWorkshop, RESOLVED, VALUE, type Workshop } from "../support/delivery.js";
import { type Ran, runExecutable } from "../support/run.js";

let shop: Workshop;
beforeEach(async () => {
  shop = openWorkshop();
  shop.file("in.yaml");
  expect(await shop.shell("git init -q . && git add in.yaml")).toMatchObject({ status: 0 });
});
afterEach(() => shop.remove());

const read = (name: string) => readFileSync(join(shop.directory, name), "utf8");

/** With the line that is to be added, if there is one. */
function expectRefusal(ran: Ran, said: RegExp, line?: string): void {
  expect(ran).toMatchObject({ status: 2, stdout: "" });
  expect(ran.stderr).toMatch(said);
  expect(ran.stderr).not.toContain(VALUE.slice(0, 6));
  if (line !== undefined) expect(ran.stderr.trimEnd().split("\n").at(-1)?.endsWith(`: ${line}`)).toBe(true);
}

describe("a target that git tracks or would add is refused", () => {
  test("one that git would add, with the line for .gitignore", async () => {
    const refused = await shop.resolve("in.yaml", "-o", "out.yaml");
    expect(refused.stderr).toBe(
      "arnsubst: out.yaml: git would add it, and the values in it\n" +
        "  = add this line to .gitignore, or use --force: /out.yaml\n",
    );
    expect({ status: refused.status, names: shop.names() }).toEqual({
      status: 2,
      names: [".git", "in.yaml"],
    });
    shop.file(".gitignore", "/out.yaml\n");
    expect((await shop.resolve("in.yaml", "-o", "out.yaml")).stderr).toBe(`${DONE_LINE}out.yaml\n`);
  });

  test("an input that git tracks, which is the usual mistake", async () => {
    expectRefusal(
      await shop.resolve("-i", "in.yaml"),
      /^arnsubst: in\.yaml: git tracks it, so .*\n {2}= -o or --out-dir write to another file; --force /,
    );
    expect(read("in.yaml")).toBe(CONFIG);
    shop.file(".gitignore", "*.yaml\n");
    expectRefusal(await shop.resolve("-i", "in.yaml"), /git tracks it/);
  });

  test("an output that git tracks", async () => {
    shop.file("sub/out.yaml", "old");
    await shop.shell("git add sub");
    expectRefusal(
      await shop.resolve("in.yaml", "-o", "sub/out.yaml"),
      /git tracks it, .*\n.*rm --cached/,
      "/sub/out.yaml",
    );
  });

  test("a directory, named once; files in it that are tracked, by themselves", async () => {
    shop.file("sub/b.yaml");
    expectRefusal(
      await shop.resolve("in.yaml", "sub/b.yaml", "-d", "sub/out"),
      /^arnsubst: sub\/out: git would add it.*\n.*\n$/,
      "/sub/out/",
    );
    shop.file("sub/out/in.yaml", "old");
    await shop.shell("git add sub/out");
    const ran = await shop.resolve("in.yaml", "sub/b.yaml", "-d", "sub/out");
    expectRefusal(ran, /^arnsubst: sub\/out\/in\.yaml: git tracks it/, "/sub/out/");
    for (let index = 0; index < 8; index += 1) shop.file(`${index}.yaml`);
    const many = await shop.resolve("-i", ...shop.names().filter((name) => /^\d/.test(name)));
    expectRefusal(many, /^(?:arnsubst: \d\.yaml: .*\n.*\n){5}arnsubst: the same is true of 3 more\n$/);
  });

  test("of several inputs that are rewritten only those with something to rewrite are looked at", async () => {
    shop.file("plain.yaml", "a: 1\n");
    await shop.shell("git add plain.yaml; echo /b.yaml > .gitignore");
    shop.file("b.yaml");
    expect((await shop.resolve("-i", "plain.yaml", "b.yaml")).status).toBe(0);
    expect(read("b.yaml")).toBe(RESOLVED);
  });

  test("before any secret is asked for", async () => {
    const server = ["--endpoint-url", "http://127.0.0.1:9"];
    for (const to of [["-o", "out.yaml"], ["-i"]])
      expectRefusal(await runExecutable(["in.yaml", ...to, ...server], { cwd: shop.directory }), /git/);
  });

  test.each([
    "a b*[c]?.yaml ",
    "#x",
    "!x",
    ":x",
    "back\\slash",
    "tab\there",
    "line\nbreak",
    "zero\u200bwidth",
    "é",
    "-x",
  ])("%j: the line that is shown is the one that helps", async (name) => {
    const refused = await shop.resolve("in.yaml", "-o", `./${name}`);
    const [, line = ""] = /--force: (.*)\n$/.exec(refused.stderr) ?? [];
    shop.file(".gitignore", `${line}\n`);
    expect(await shop.resolve("in.yaml", "-o", `./${name}`)).toMatchObject({ status: 0 });
  });

  test("from a directory below, through a link, and in a repository within another", async () => {
    mkdirSync(join(shop.directory, "sub"));
    const within = (...args: readonly string[]) =>
      runExecutable(["../in.yaml", "--secrets-file", "../secrets.yaml", ...args], {
        cwd: join(shop.directory, "sub"),
      });
    expectRefusal(await within("-o", "out"), /line to \.\.\/\.gitignore/, "/sub/out");
    symlinkSync("../sub", join(shop.directory, "sub/link"));
    expectRefusal(await within("-o", "link/out"), /^arnsubst: link\/out: /, "/sub/out");
    await shop.shell("git init -q sub; echo /sub > .gitignore");
    expectRefusal(await within("-o", "out"), /line to \.gitignore/, "/out");
    expect((await within("-o", ".git/out")).status).toBe(0);
  });

  test("whatever the environment says of git", async () => {
    const env = {
      GIT_DIR: "/nonexistent",
      GIT_WORK_TREE: "/",
      GIT_CEILING_DIRECTORIES: dirname(shop.directory),
    };
    expectRefusal(await shop.resolveWith({ env }, "in.yaml", "-o", "out"), /git would add it/);
  });

  test("where git does not say, it is refused too", async () => {
    shop.file(".git/config", "nonsense");
    expectRefusal(
      await shop.resolve("in.yaml", "-o", "out"),
      /out: git does not say whether it would add it: \S.*\n.*--force/,
    );
  });
});

/** Left out, and not skipped, which CI takes for a failure: only root can give a file away. */
if (process.getuid?.() === 0)
  test("where git is there and does not say, for a repository of somebody else, the target is refused too", async () => {
    chownSync(join(shop.directory, ".git"), 54321, 54321);
    chownSync(shop.directory, 54321, 54321);
    const said = /out: git does not say whether it would add it: .*ownership.*\n.*--force/;
    expectRefusal(await shop.resolve("in.yaml", "-o", "out"), said);
  });

describe("nothing is refused", () => {
  test("with --force", async () => {
    for (const to of [["-o", "out.yaml"], ["-d", "out"], ["-i"]])
      expect((await shop.resolve("in.yaml", "--force", ...to)).status).toBe(0);
    for (const name of ["out.yaml", "out/in.yaml", "in.yaml"]) expect(read(name)).toBe(RESOLVED);
  });

  test("of devices and pipes", async () => {
    const ran = await shop.shell(
      "for to in /dev/null /dev/stdout /dev/fd/1; do $ARNSUBST in.yaml -q -o $to || exit; done; mkfifo pipe; cat pipe & $ARNSUBST in.yaml -q -o pipe",
    );
    expect(ran).toEqual({ status: 0, stdout: RESOLVED.repeat(3), stderr: "" });
  });

  test("where git is not installed, outside of a work tree, and on stdout", async () => {
    expect((await shop.resolveWith({ env: { PATH: "/nonexistent" } }, "in.yaml", "-o", "out")).status).toBe(
      0,
    );
    expect((await shop.resolve("in.yaml")).stdout).toBe(RESOLVED);
    const outside = openWorkshop();
    outside.file("in.yaml");
    expect((await outside.resolve("-i", "in.yaml")).status).toBe(0);
    await outside.shell("git init -q --bare .git");
    expect((await outside.resolve("in.yaml", "-o", "out")).status).toBe(0);
    outside.remove();
  });

  test("and git is not started where there is no repository", async () => {
    const outside = openWorkshop();
    outside.file("in.yaml");
    outside.file("bin/git", "#!/bin/sh\ntouch started\necho started >&2\nexit 1\n");
    await outside.shell("chmod +x bin/git");
    const env = { PATH: join(outside.directory, "bin") };
    expect((await outside.resolveWith({ env }, "in.yaml", "-o", "out")).status).toBe(0);
    outside.file(".git/HEAD", "");
    expectRefusal(
      await outside.resolveWith({ env }, "in.yaml", "-o", "out"),
      /does not say .*: (?:started|.*touch)/,
    );
    outside.remove();
  });
});
