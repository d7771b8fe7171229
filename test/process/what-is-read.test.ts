/** What is read of a directory and of what is named, when it is not a plain file: links, pipes, devices, no text, too much. */

import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { describe, expect } from "vitest";
import { arn } from "../support/arns.js";
import { test as base } from "../support/test.js";

const GOOD = `pwd: ${arn("prod/db")}\n`;
const CANARY = "cAnArY7f3b";

const test = base
  .extend("directory", ({ directory }) => {
    mkdirSync(directory.at("r/sub"), { recursive: true });
    directory.write("r/a.yaml", GOOD);
    directory.write("secret.yaml", `${CANARY}: [ # arnsubst: literal\n`);
    return directory;
  })
  .extend(
    "run",
    ({ inProcess }) =>
      (...args: readonly string[]) =>
        inProcess(args, { env: { CANARY } }),
  )
  .extend(
    "shell",
    ({ shell }) =>
      (command: string) =>
        shell(command, { env: { CANARY } }),
  )
  .extend(
    "pipe",
    ({ directory }) =>
      (name: string) =>
        execFileSync("mkfifo", [directory.at(name)]),
  )
  .extend(
    "link",
    ({ directory }) =>
      (target: string, name: string) =>
        symlinkSync(target, directory.at(name)),
  );

describe("in a directory", () => {
  test.for([
    ["the environment", "/proc/self/environ"],
    ["a device without an end", "/dev/zero"],
    ["standard input", "/dev/stdin"],
    ["a file elsewhere", "../secret.yaml"],
    ["a file elsewhere, by a link in the directory", "sub/on"],
    ["a directory elsewhere", ".."],
  ] as const)("a link to %s is told of, and passed over", async ([_, target], { run, link }) => {
    link("../../secret.yaml", "r/sub/on");
    link(target, "r/x.yaml");
    for (const command of ["check", "list", "policy"]) {
      const { status, stdout, stderr } = await run(command, "r");
      expect({ command, status }).toEqual({ command, status: 0 });
      expect(stderr).toMatch(/^arnsubst: r\/x\.yaml: skipped: a link /);
      expect(stderr.split("r/x.yaml").length).toBe(2);
      expect(stdout + stderr).toMatch(/skipped: 1 link\n/);
      expect(stdout + stderr).not.toContain(CANARY);
    }
  });

  test("a pipe, and links to one", async ({ run, pipe, link }) => {
    pipe("r/p.yaml");
    pipe("out");
    link("p.yaml", "r/q.yaml");
    link("../out", "r/o.yaml");
    const { status, stdout, stderr } = await run("check", "r");
    expect(status).toBe(0);
    expect(stdout).toBe("1 file, 1 reference: nothing wrong; skipped: 1 link, 2 irregular files\n");
    expect(stderr).toContain("r/p.yaml: skipped: a pipe; in directories, arnsubst reads regular files only");
  });

  test("a link that stays in the directory is followed, and one that stays in its repository", async ({
    run,
    shell,
    link,
  }) => {
    link("a.yaml", "r/b.yaml");
    link("sub", "r/again");
    link("../secret.yaml", "r/c.yaml");
    expect(await run("list", "r", "--format", "arns")).toMatchObject({
      status: 0,
      stdout: `${arn("prod/db")}\n`,
    });
    await shell("git init -q");
    const { status, stdout, stderr } = await run("check", "r");
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toContain("r/c.yaml:");
  });

  test("git's own files are in no repository", async ({ directory, run, shell, link }) => {
    await shell("git init -q");
    directory.write(".git/config", `[http]\n\textraheader = ${CANARY}\n`);
    link("../.git/config", "r/x.yaml");
    const ran = await run("check", "r");
    expect(ran).toMatchObject({ status: 0, stdout: expect.stringContaining("skipped: 1 link") });
    expect(ran.stderr).not.toContain(CANARY);
  });

  test.runIf(process.getuid?.() === 0)(
    "a stranger's .git makes no repository",
    async ({ run, shell, link }) => {
      await shell("mkdir .git && chown 65534 .git");
      link("../secret.yaml", "r/x.yaml");
      expect((await run("check", "r")).stdout).toContain("skipped: 1 link");
    },
  );

  test("what is passed over is counted in every format", async ({ directory, run, link }) => {
    link("/dev/zero", "r/x.yaml");
    directory.write(".arnsubst.yaml", "exclude: [r/old, r/n.yaml]\n");
    mkdirSync(directory.at("r/old"));
    directory.write("r/n.yaml", GOOD);
    const counts = "skipped: 1 link, 2 excluded by a rule\n";
    expect((await run("check", "r")).stdout).toBe(`1 file, 1 reference: nothing wrong; ${counts}`);
    expect(JSON.parse((await run("check", "r", "--format", "json")).stdout).summary.passedOver).toEqual({
      links: 1,
      irregular: 0,
      unreadable: 0,
      excluded: 2,
    });
    for (const args of [
      ["check", "--format", "github"],
      ["check", "--format", "sarif"],
      ["check", "--format", "gitlab"],
      ["check", "--format", "junit"],
      ["list", "--format", "csv"],
      ["policy"],
    ])
      expect((await run(...args, "r")).stderr).toContain(`\narnsubst: ${counts}`);
    expect((await run("list", "r")).stdout).toMatch(new RegExp(`\n${counts}$`));
    for (const command of ["check", "list", "policy"])
      expect((await run(command, "-q", "r")).stderr).toBe("");
  });
});

test("a report of nothing says no good of it", async ({ run, shell }) => {
  await shell("rm r/* 2>/dev/null; ln -s gone r/x.yaml");
  const { status, stdout } = await run("check", "r");
  expect({ status, stdout }).toEqual({
    status: 3,
    stdout: "0 files, 0 references: nothing checked; skipped: 1 unreadable\n",
  });
});

describe("a gate that saw nothing", () => {
  test.for([
    ["no YAML", ""],
    ["all of it excluded", "exclude: [e]\n"],
    ["nothing but a link that leads elsewhere", "ln -s /dev/zero e/x.yaml"],
    ["nothing but a pipe", "mkfifo e/x.yaml"],
  ] as const)("%s", async ([_, made], { directory, run, shell }) => {
    mkdirSync(directory.at("e"));
    directory.write(".arnsubst.yaml", made.startsWith("exclude") ? made : "");
    if (made.startsWith("exclude")) directory.write("e/x.yaml", GOOD);
    else await shell(made);
    for (const command of ["check", "list", "policy"]) {
      for (const directories of [["e"], ["e", "r"], ["-q", "e"]]) {
        const { status, stdout, stderr } = await run(command, ...directories);
        expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
        expect(stderr).toContain("arnsubst: e: no *.yaml or *.yml file in this directory");
        expect(stderr).toContain("--allow-empty");
      }
      const { status, stderr } = await run(command, "e", "--allow-empty");
      expect({ status, stderr }).toEqual({
        status: 0,
        stderr: expect.not.stringContaining("in this directory\n"),
      });
    }
  });

  test.for([
    ["all else excluded", "exclude: [r, secret.yaml]\n"],
    ["nothing else there", "rm -r r secret.yaml"],
  ] as const)("nothing but the config file itself, %s", async ([_, made], { directory, run, shell }) => {
    const excludes = made.startsWith("exclude");
    directory.write(".arnsubst.yaml", excludes ? made : "");
    if (!excludes) await shell(made);
    const { status, stdout, stderr } = await run("check", ".");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("arnsubst: .: no *.yaml or *.yml file in this directory");
    expect(await run("check", ".", "--allow-empty")).toMatchObject({ status: 0, stderr: "" });
    expect(await run("check", ".arnsubst.yaml")).toMatchObject({ status: 0, stderr: "" });
  });

  test("a directory within another has its files, though they are read once", async ({ directory, run }) => {
    directory.write("r/sub/b.yaml", GOOD);
    expect(await run("check", "r", "r/sub", "./r")).toMatchObject({ status: 0, stderr: "" });
  });

  test("a name in capitals is YAML too", async ({ directory, run }) => {
    rmSync(directory.at("r/a.yaml"));
    for (const name of ["A.YAML", "b.Yml", "c.YML"])
      directory.write(`r/${name}`, "key: [\narn:aws:secretsmanager:x\n");
    expect((await run("check", "r")).stdout).toMatch(/^r\/A\.YAML:[\s\S]*^r\/b\.Yml:[\s\S]*^r\/c\.YML:/m);
  });
});

describe("what is named", () => {
  test.for([
    ["process substitution", "$ARNSUBST check <(printf 'a: 1\\n')"],
    ["/dev/stdin, a pipe", "printf 'a: 1\\n' | $ARNSUBST check /dev/stdin"],
    ["/dev/stdin, a file", "$ARNSUBST check /dev/stdin < r/a.yaml"],
    ["a pipe whose writer is late", "mkfifo p; (sleep 0.5; echo a: 1 > p) & $ARNSUBST check p"],
    ["a policy by process substitution", `$ARNSUBST check r --policy <(echo '${policy()}')`],
    ["a link to anywhere", "ln -s r/a.yaml l && $ARNSUBST check l"],
  ] as const)("%s is read", async ([_, command], { shell }) => {
    expect(await shell(command)).toMatchObject({ status: 0, stderr: "" });
  });

  test.for([
    ["a device", "check /dev/zero"],
    ["a stream", "check -", "yes"],
    ["a text for resolve", "resolve", "yes"],
    ["a secrets file", "r/a.yaml --secrets-file /dev/zero"],
    ["a policy", "check r --policy /dev/zero"],
    ["a policy to check", "policy r --check /dev/zero"],
  ] as const)("%s without an end is refused", async ([_, args, producer = "true"], { shell }) => {
    const { status, stdout, stderr } = await shell(`${producer} | $ARNSUBST ${args} --max-size 2000000`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/: larger than 2 MB\n {2}= use --max-size BYTES to read larger files\n$/);
  });

  test("the limit is 100 MB, and an option of every command, in front of it too", async ({ run, shell }) => {
    await shell("truncate -s 100000001 big.yaml");
    expect((await run("check", "big.yaml")).stderr).toContain("big.yaml: larger than 100 MB\n");
    expect((await run("check", "big.yaml", "--max-size", "100000001")).stdout).toContain("NUL");
    const size = String(GOOD.length);
    expect(await run("--max-size", size, "check", "r/a.yaml")).toMatchObject({ status: 0 });
    const less = String(GOOD.length - 1);
    expect((await run(`--max-size=${less}`, "check", "r/a.yaml")).stderr).toContain(
      `larger than ${less} bytes`,
    );
    const executed = await run(
      "--max-size",
      "99",
      "exec",
      "r/a.yaml",
      "--secrets-file",
      "s.yaml",
      "--",
      "cat",
      "{}",
    );
    expect(executed.stderr).toContain("s.yaml: no such file");
    expect((await run("check", "r", "--max-size", "1k")).stderr).toContain("a whole number of bytes");
  });

  test("a file in a directory that is too large is not seen, and the others are", async ({
    directory,
    run,
  }) => {
    directory.write("r/bad.yaml", `a: ${arn("x").replace(/\d{12}/, "1")}\n`);
    directory.write("r/big.yaml", "#".repeat(1_000));
    const { status, stdout, stderr } = await run("check", "r", "--max-size", "999");
    expect(status).toBe(3);
    expect(stderr).toContain("r/big.yaml: larger than 999 bytes");
    expect(stdout).toMatch(/^r\/bad\.yaml[\s\S]*; skipped: 1 unreadable\n$/);
  });

  test("a config file is a regular file within the limit", async ({ directory, inProcess, run, pipe }) => {
    pipe("r/.arnsubst.yaml");
    const ran = await inProcess(["check", "a.yaml"], { cwd: directory.at("r") });
    expect(ran).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining("is a pipe, not a file"),
    });
    directory.write(".arnsubst.yaml", "#".repeat(1_000));
    expect((await run("check", "r/a.yaml", "--max-size", "999")).stderr).toContain(
      ".arnsubst.yaml: larger than 999 bytes",
    );
  });
});

describe("of what is not text nothing is quoted", () => {
  test.for([
    ["a NUL", `A=${CANARY}\0B=${CANARY}\0`],
    ["other bytes", Buffer.from(`${CANARY}: ${arn(CANARY)}\xff`, "latin1")],
    ["control characters", `${CANARY}: ${"\x01\x02\x03".repeat(99)} ${arn("x").replace("aws", CANARY)}`],
  ] as const)("%s", async ([_, content], { directory, run }) => {
    directory.write("n.yaml", content);
    directory.write("e.yaml", "");
    for (const args of [
      ["check", "n.yaml"],
      ["check", "n.yaml", "--format", "json"],
      ["check", "n.yaml", "--format", "sarif"],
      ["check", "n.yaml", "--format", "github"],
      ["check", "n.yaml", "--format", "gitlab"],
      ["check", "n.yaml", "--format", "junit"],
      ["list", "n.yaml"],
      ["resolve", "n.yaml"],
      ["e.yaml", "--secrets-file", "n.yaml"],
      ["check", "e.yaml", "--policy", "n.yaml"],
    ]) {
      const { status, stdout, stderr } = await run(...args);
      expect([1, 2]).toContain(status);
      expect(stdout + stderr).toContain("n.yaml");
      expect(stdout + stderr).not.toContain(CANARY);
    }
  });
});

function policy(): string {
  return JSON.stringify({ Statement: [{ Effect: "Allow", Action: "secretsmanager:*", Resource: "*" }] });
}
