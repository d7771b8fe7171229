/** What git tracks or would add is no place for values. */

import { chownSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect } from "vitest";
import { CONFIG, DONE_LINE, RESOLVED, test, VALUE } from "../support/delivery.js";
import { type Ran, runExecutable } from "../support/run.js";

test.beforeEach(async ({ directory, shell }) => {
  directory.write("in.yaml");
  expect(await shell("git init -q . && git add in.yaml")).toMatchObject({ status: 0 });
});

/** With the line that is to be added, if there is one. */
function expectRefusal(ran: Ran, said: RegExp, line?: string): void {
  expect(ran).toMatchObject({ status: 2, stdout: "" });
  expect(ran.stderr).toMatch(said);
  expect(ran.stderr).not.toContain(VALUE.slice(0, 6));
  if (line !== undefined) expect(ran.stderr.trimEnd().split("\n").at(-1)?.endsWith(`: ${line}`)).toBe(true);
}

describe("arnsubst does not write to a file that git tracks or would add", () => {
  test("one that git would add, with the line for .gitignore", async ({ directory, resolve }) => {
    const refused = await resolve("in.yaml", "-o", "out.yaml");
    expect(refused.stderr).toBe(
      "arnsubst: out.yaml: git would add this file with the secret values in it\n" +
        "  = add this line to .gitignore, or use --force: /out.yaml\n",
    );
    expect({ status: refused.status, names: directory.names() }).toEqual({
      status: 2,
      names: [".git", "in.yaml"],
    });
    directory.write(".gitignore", "/out.yaml\n");
    expect((await resolve("in.yaml", "-o", "out.yaml")).stderr).toBe(`${DONE_LINE}out.yaml\n`);
  });

  test("an input that git tracks, which is the usual mistake", async ({ directory, resolve }) => {
    expectRefusal(
      await resolve("-i", "in.yaml"),
      /^arnsubst: in\.yaml: git tracks this file, so .*\n {2}= use -o or --out-dir to write to another file, or --force /,
    );
    expect(directory.read("in.yaml")).toBe(CONFIG);
    directory.write(".gitignore", "*.yaml\n");
    expectRefusal(await resolve("-i", "in.yaml"), /git tracks this file/);
  });

  test("an output that git tracks", async ({ directory, resolve, shell }) => {
    directory.write("sub/out.yaml", "old");
    await shell("git add sub");
    expectRefusal(
      await resolve("in.yaml", "-o", "sub/out.yaml"),
      /git tracks this file, .*\n.*rm --cached/,
      "/sub/out.yaml",
    );
  });

  test("a directory, named once; files in it that are tracked, by themselves", async ({
    directory,
    resolve,
    shell,
  }) => {
    directory.write("sub/b.yaml");
    expectRefusal(
      await resolve("in.yaml", "sub/b.yaml", "-d", "sub/out"),
      /^arnsubst: sub\/out: git would add this directory .*\n.*\n$/,
      "/sub/out/",
    );
    directory.write("sub/out/in.yaml", "old");
    await shell("git add sub/out");
    const ran = await resolve("in.yaml", "sub/b.yaml", "-d", "sub/out");
    expectRefusal(ran, /^arnsubst: sub\/out\/in\.yaml: git tracks this file/, "/sub/out/");
    for (let index = 0; index < 8; index += 1) directory.write(`${index}.yaml`);
    const many = await resolve("-i", ...directory.names().filter((name) => /^\d/.test(name)));
    expectRefusal(many, /^(?:arnsubst: \d\.yaml: .*\n.*\n){5}arnsubst: the same applies to 3 more\n$/);
  });

  test("of several inputs that are rewritten only those with something to rewrite are looked at", async ({
    directory,
    resolve,
    shell,
  }) => {
    directory.write("plain.yaml", "a: 1\n");
    await shell("git add plain.yaml; echo /b.yaml > .gitignore");
    directory.write("b.yaml");
    expect((await resolve("-i", "plain.yaml", "b.yaml")).status).toBe(0);
    expect(directory.read("b.yaml")).toBe(RESOLVED);
  });

  test("before any secret is asked for", async ({ directory }) => {
    const server = ["--endpoint-url", "http://127.0.0.1:9"];
    for (const to of [["-o", "out.yaml"], ["-i"]])
      expectRefusal(await runExecutable(["in.yaml", ...to, ...server], { cwd: directory.path }), /git/);
  });

  test.for([
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
  ])("%j: the line that is shown is the one that helps", async (name, { directory, resolve }) => {
    const refused = await resolve("in.yaml", "-o", `./${name}`);
    const [, line = ""] = /--force: (.*)\n$/.exec(refused.stderr) ?? [];
    directory.write(".gitignore", `${line}\n`);
    expect(await resolve("in.yaml", "-o", `./${name}`)).toMatchObject({ status: 0 });
  });

  test("from a directory below, through a link, and in a repository within another", async ({
    directory,
    shell,
  }) => {
    mkdirSync(directory.at("sub"));
    const within = (...args: readonly string[]) =>
      runExecutable(["../in.yaml", "--secrets-file", "../secrets.yaml", ...args], {
        cwd: directory.at("sub"),
      });
    expectRefusal(await within("-o", "out"), /line to \.\.\/\.gitignore/, "/sub/out");
    symlinkSync("../sub", directory.at("sub/link"));
    expectRefusal(await within("-o", "link/out"), /^arnsubst: link\/out: /, "/sub/out");
    await shell("git init -q sub; echo /sub > .gitignore");
    expectRefusal(await within("-o", "out"), /line to \.gitignore/, "/out");
    expect((await within("-o", ".git/out")).status).toBe(0);
  });

  test("whatever the environment says of git", async ({ directory, resolveWith }) => {
    const env = {
      GIT_DIR: "/nonexistent",
      GIT_WORK_TREE: "/",
      GIT_CEILING_DIRECTORIES: dirname(directory.path),
    };
    expectRefusal(await resolveWith({ env }, "in.yaml", "-o", "out"), /git would add this file/);
  });

  test("where git does not say, it is refused too", async ({ directory, resolve }) => {
    directory.write(".git/config", "nonsense");
    expectRefusal(
      await resolve("in.yaml", "-o", "out"),
      /out: arnsubst cannot find out whether git would add this file: \S.*\n.*--force/,
    );
  });
});

/** Left out, and not skipped, which CI takes for a failure: only root can give a file away. */
if (process.getuid?.() === 0)
  test("where git is there and does not say, for a repository of somebody else, the target is refused too", async ({
    directory,
    resolve,
  }) => {
    chownSync(directory.at(".git"), 54321, 54321);
    chownSync(directory.path, 54321, 54321);
    const said = /out: arnsubst cannot find out whether git would add this file: .*ownership.*\n.*--force/;
    const { stderr } = await resolve("in.yaml", "-o", "out");
    expect(stderr).toContain(
      `\n  = if you trust it, run git config --global --add safe.directory ${directory.path}; or use --force to write to it anyway\n`,
    );
    expectRefusal(await resolve("in.yaml", "-o", "out"), said);
  });

describe("nothing is refused", () => {
  test("with --force", async ({ directory, resolve }) => {
    for (const to of [["-o", "out.yaml"], ["-d", "out"], ["-i"]])
      expect((await resolve("in.yaml", "--force", ...to)).status).toBe(0);
    for (const name of ["out.yaml", "out/in.yaml", "in.yaml"]) expect(directory.read(name)).toBe(RESOLVED);
  });

  test("of devices and pipes", async ({ shell }) => {
    const ran = await shell(
      "for to in /dev/null /dev/stdout /dev/fd/1; do $ARNSUBST in.yaml -q -o $to || exit; done; mkfifo pipe; cat pipe & $ARNSUBST in.yaml -q -o pipe",
    );
    expect(ran).toEqual({ status: 0, stdout: RESOLVED.repeat(3), stderr: "" });
  });

  test("where git is not installed, outside of a work tree, and on stdout", async ({
    directory,
    resolve,
    resolveWith,
    shell,
  }) => {
    expect((await resolveWith({ env: { PATH: "/nonexistent" } }, "in.yaml", "-o", "out")).status).toBe(0);
    expect((await resolve("in.yaml")).stdout).toBe(RESOLVED);
    rmSync(directory.at(".git"), { recursive: true });
    expect((await resolve("-i", "in.yaml")).status).toBe(0);
    directory.write("in.yaml");
    await shell("git init -q --bare .git");
    expect((await resolve("in.yaml", "-o", "out")).status).toBe(0);
  });

  test("and git is not started where there is no repository", async ({ directory, resolveWith, shell }) => {
    rmSync(directory.at(".git"), { recursive: true });
    directory.write("bin/git", "#!/bin/sh\ntouch started\necho started >&2\nexit 1\n");
    await shell("chmod +x bin/git");
    const env = { PATH: directory.at("bin") };
    expect((await resolveWith({ env }, "in.yaml", "-o", "out")).status).toBe(0);
    directory.write(".git/HEAD", "");
    expectRefusal(
      await resolveWith({ env }, "in.yaml", "-o", "out"),
      /cannot find out .*: (?:started|.*touch)/,
    );
  });
});
