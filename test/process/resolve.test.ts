/** `resolve` as its users meet it: files, standard input, outputs, exit statuses, and bad input. */

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { EXECUTABLE, type Ran, ROOT, runExecutable, runProcess } from "../support/run.js";
import { test as base } from "../support/test.js";

const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/token-AbCdEf";
const SECRETS = join(ROOT, "fixtures/secrets.yaml");

function resolve(...args: readonly string[]): Promise<Ran> {
  return runExecutable(["resolve", "--secrets-file", SECRETS, ...args]);
}

const test = base.extend("file", ({ directory }) => (name: string, content: string | Buffer): string => {
  directory.write(name, content);
  return directory.at(name);
});

describe("inputs and outputs", () => {
  test("a file to stdout", async ({ file }) => {
    const ran = await resolve(file("a.yaml", `a: ${ARN} # c\n`));
    expect(ran).toEqual({ status: 0, stdout: "a: tok_123 # c\n", stderr: "" });
  });

  test("resolve is the default command, and stdin the default input", async () => {
    const { stdout } = await runExecutable(["--secrets-file", SECRETS], { input: `a: ${ARN}\n` });
    expect(stdout).toBe("a: tok_123\n");
    const dash = await resolve("-");
    expect(dash).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  test("an empty file comes out empty, and one without references as it was", async ({ file }) => {
    expect(await resolve(file("empty.yaml", ""))).toEqual({ status: 0, stdout: "", stderr: "" });
    const text = "\uFEFFa:   'x' # y\r\n\r\n\tb\r\n";
    expect((await resolve(file("odd.yaml", text.replace("\tb\r\n", "")))).stdout).toBe(
      text.replace("\tb\r\n", ""),
    );
  });

  test("several files make one stream of documents", async ({ file }) => {
    const a = file("a.yaml", `a: ${ARN}`);
    const b = file("b.yaml", "--- # kept\nb: 1\n");
    const c = file("c.yaml", "%YAML 1.2\n---\nc: 1\n");
    const { stdout } = await resolve(a, b, c, file("d.yaml", "d: 1\n"), file("e.yaml", ""));
    expect(stdout).toBe("a: tok_123\n--- # kept\nb: 1\n...\n%YAML 1.2\n---\nc: 1\n---\nd: 1\n");
  });

  test("-o to a pipe is written through it", async ({ directory, file }) => {
    const command = `mkfifo pipe; cat pipe & ${process.execPath} ${EXECUTABLE} a.yaml --secrets-file ${SECRETS} -q -o pipe; wait; test -p pipe`;
    file("a.yaml", `a: ${ARN}\n`);
    expect(await runProcess("/bin/sh", ["-c", command], { cwd: directory.path })).toEqual({
      status: 0,
      stdout: "a: tok_123\n",
      stderr: "",
    });
  });

  test("--dry-run prints what list prints, and fetches nothing", async ({ file }) => {
    const input = file("a.yaml", `a: ${ARN}\n`);
    const listed = await runExecutable(["list", input]);
    expect(listed.stdout).toContain("prod/token-AbCdEf");
    expect(await runExecutable(["resolve", "--dry-run", input])).toEqual(listed);
  });

  test("a reader that goes away is no error", async ({ file }) => {
    const input = file("big.yaml", `a: ${ARN}\n${"# filler\n".repeat(200_000)}`);
    const command = `${process.execPath} ${EXECUTABLE} ${input} --secrets-file ${SECRETS} | head -1; echo "\${PIPESTATUS[0]}"`;
    expect(await runProcess("/bin/bash", ["-c", command])).toEqual({
      status: 0,
      stdout: "a: tok_123\n0\n",
      stderr: "",
    });
  });
});

describe("all or nothing", () => {
  test("one missing secret leaves no output at all, and every failure is told with all its places", async ({
    file,
  }) => {
    const good = file("good.yaml", `a: ${ARN}\n`);
    const bad = file(
      "bad.yaml",
      `a: ${ARN.replace("token", "nope")}\nb: x\${${ARN.replace("token", "nope")}}\nc: ${ARN}:key\n`,
    );
    const { status, stdout, stderr } = await resolve(good, bad);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr.match(/secret-not-found/g)).toHaveLength(2);
    expect(stderr.match(/secret-not-json/g)).toHaveLength(1);
  });

  test("-o leaves the old file alone", async ({ file }) => {
    const output = file("out.yaml", "old");
    const input = file("bad.yaml", `a: ${ARN.replace("token", "nope")}\n`);
    expect((await resolve(input, "-o", output)).status).toBe(1);
    expect(readFileSync(output, "utf8")).toBe("old");
  });

  test("what is wrong offline is told before any secret is asked for", async ({ file }) => {
    const input = file("bad.yaml", `a: ${ARN}\nb: ${ARN.replace("123456789012", "123")}\n`);
    const { status, stdout, stderr } = await runExecutable([
      "resolve",
      input,
      "--endpoint-url",
      "http://127.0.0.1:9",
    ]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("arn-account");
    expect(stderr).not.toContain("credentials");
  });
});

describe("bad input", () => {
  test.for<[what: string, content: string | Buffer, status: number, said: RegExp]>([
    ["broken YAML", "a: [1\n", 1, /bad\.yaml:1:4 error yaml-syntax/],
    [
      "bytes that are not UTF-8",
      Buffer.from([0x61, 0x3a, 0x20, 0xff, 0x0a]),
      1,
      /bad\.yaml:1:4 error yaml-syntax: .*not UTF-8/,
    ],
    ["UTF-16", Buffer.from("\uFEFFa: 1\n", "utf16le"), 1, /UTF-16; save it as UTF-8/],
    ["a NUL byte", "a: x\0y\n", 1, /bad\.yaml:1:5 error yaml-syntax: .*NUL/],
    ["5,000 nested brackets", "[".repeat(5_000) + "]".repeat(5_000), 1, /nested more than 256 levels/],
    ["5,000 open brackets", "[".repeat(5_000), 1, /nested more than 256 levels/],
    ["100,000 nested lists", "- ".repeat(100_000), 1, /nested more than 256 levels/],
    ["5,000 nested mappings", "{a: ".repeat(5_000), 1, /nested more than 256 levels/],
  ])("%s", async ([_, content, status, said], { file }) => {
    const ran = await resolve(file("bad.yaml", content));
    expect(ran).toMatchObject({ status, stdout: "" });
    expect(ran.stderr).toMatch(said);
    expect(ran.stderr).not.toMatch(/\n\s+at /);
  });

  test("an alias bomb does not go off", async ({ file }) => {
    const levels = Array.from(
      { length: 30 },
      (_, i) => `l${i + 1}: &l${i + 1} [${"*l? ".replace("?", String(i)).trim()}, *l${i}]`,
    );
    const text = `l0: &l0 ${ARN}\n${levels.join("\n")}\n`;
    expect(await resolve(file("bomb.yaml", text))).toEqual({
      status: 0,
      stdout: text.replace(ARN, "tok_123"),
      stderr: "",
    });
  });

  test.each<[what: string, args: readonly string[], status: number, said: RegExp]>([
    ["a missing file", ["nope.yaml"], 2, /^arnsubst: nope\.yaml: no such file/],
    ["a misspelled command", ["chekc", "nope.yaml"], 2, /did you mean the command check\?/],
    ["a directory", ["fixtures"], 2, /^arnsubst: fixtures: is a directory/],
    ["an unknown option", ["--bogus"], 2, /^arnsubst: unknown option '--bogus'/],
    ["an option without its value", ["-o"], 2, /^arnsubst: option '-o, --output <file>' argument missing/],
    ["a type that is none", ["--types", "xml"], 2, /Allowed choices are json, string/],
    [
      "-o with two inputs",
      ["package.json", "tsconfig.json", "-o", "x"],
      2,
      /takes one input, and there are 2/,
    ],
    [
      "-o onto the input",
      ["fixtures/mage/io_config.yaml", "-o", "./fixtures/mage/../mage/io_config.yaml"],
      2,
      /would overwrite/,
    ],
    [
      "an endpoint without its scheme",
      ["--endpoint-url", "localhost:4566"],
      2,
      /has to be a URL with http:\/\/ or https:\/\//,
    ],
    ["an output without a name", ["-o", ""], 2, /It is empty/],
    [
      "-o onto the secrets file",
      ["-", "--secrets-file", "fixtures/secrets.yaml", "-o", "fixtures/secrets.yaml"],
      2,
      /would overwrite/,
    ],
    ["- twice", ["-", "-"], 2, /- is named twice/],
    [
      "a missing secrets file",
      ["--secrets-file", "nope.yaml"],
      2,
      /^arnsubst: --secrets-file nope\.yaml: no such file/,
    ],
    [
      "-o into a directory that is not there",
      ["package.json", "-o", "/nonexistent/x.yaml"],
      3,
      /x\.yaml: cannot be written \(there is no directory \/nonexistent\)/,
    ],
    [
      "-o onto a directory",
      ["package.json", "-o", "fixtures"],
      3,
      /fixtures: cannot be written \(it is a directory, not a file\)/,
    ],
  ])("%s", async (_, args, status, said) => {
    const ran = await runExecutable(args, { input: "a: 1\n" });
    expect(ran).toMatchObject({ status, stdout: "" });
    expect(ran.stderr).toMatch(said);
    expect(ran.stderr).not.toMatch(/\n\s+at /);
  });

  test("a secrets file that is not a mapping: where, what was expected, and nothing of what it holds", async ({
    file,
  }) => {
    const secrets = file("secrets.yaml", "# ours\n- hunter2\n");
    const { status, stdout, stderr } = await runExecutable(["--secrets-file", secrets], {
      input: `a: ${ARN}\n`,
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/secrets\.yaml:2:1: expected a mapping from ARN or name to value/);
    expect(stderr).not.toContain("hunter2");
  });

  test("a secret and a JSON key that are absent", async () => {
    const input = `a: ${ARN.replace("token", "nope")}\nb: ${ARN.replace("prod/token-AbCdEf", "prod/postgres-AbCdEf")}:nope\n`;
    const { status, stdout, stderr } = await runExecutable(["--secrets-file", SECRETS], { input });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^<stdin>:1:4 error secret-not-found/);
    expect(stderr).toContain('The keys are "username", "password", "host", "port", "ssl"');
  });

  test("an unreadable file", async ({ directory }) => {
    const loop = directory.at("loop.yaml");
    symlinkSync(loop, loop);
    const ran = await resolve(loop);
    expect(ran).toMatchObject({ status: 3, stdout: "" });
    expect(ran.stderr).toMatch(/cannot be read \(ELOOP\)/);
  });

  test.each(["", "--help", "--version", "check -", "list -"])(
    "a full disk behind stdout: %s",
    async (args) => {
      const { status, stderr } = await runProcess("/bin/sh", [
        "-c",
        `echo a: 1 | ${process.execPath} ${EXECUTABLE} ${args} > /dev/full`,
      ]);
      expect(status).toBe(3);
      expect(stderr).toBe("arnsubst: the output cannot be written (ENOSPC)\n");
    },
  );
});

test("terminal escapes of a file and of its name are shown, not sent", async ({ directory, file }) => {
  mkdirSync(directory.at("\u001b[31m"));
  const input = file(
    "\u001b[31m/a.yaml",
    `a: "\u001b[2J" # \u009b1A\nb: arn:aws:secretsmanager:\u202e:1:secret:x\n`,
  );
  const { stderr } = await resolve(input);
  expect(stderr).toContain("yaml:");
  expect(stderr).not.toMatch(/[\u001b\u009b\u202e]/);
});

test("colour is for terminals, and for those who ask", async ({ file }) => {
  const input = file("bad.yaml", "a: [\n");
  expect((await resolve(input)).stderr).not.toContain("\u001b[");
  expect((await resolve(input, "--color")).stderr).toContain("\u001b[31merror");
  expect((await runExecutable([input], { env: { FORCE_COLOR: "1" } })).stderr).toContain("\u001b[");
  expect((await runExecutable([input, "--no-color"], { env: { FORCE_COLOR: "1" } })).stderr).not.toContain(
    "\u001b[",
  );
});

test("the executable ends by itself while stdin stays open", async ({ file }) => {
  const child = spawn(process.execPath, [EXECUTABLE, file("a.yaml", "a: 1\n")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const status = await new Promise((done) => child.on("close", done));
  child.stdin.destroy();
  expect(status).toBe(0);
});
