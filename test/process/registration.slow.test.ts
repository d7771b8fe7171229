/** On a GitHub runner every value is made known to it, before anything can print one. */

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";
import { arn, parameterArn } from "../support/arns.js";
import { EXECUTABLE, runExecutable, runProcess } from "../support/run.js";
import { test as base } from "../support/test.js";

const RUNNER = { GITHUB_ACTIONS: "true" } as const;
const INPUT = `a: ${arn("token")}\nb: ${arn("json")}:port\nc: ${arn("pem")}\nd: x\${${arn("odd")} | urlencode}\n`;
const MASKS = [
  "::add-mask::tok_123",
  "::add-mask::-----BEGIN-----%0D%0Aabc%25def%0D%0A-----END-----%0A",
  "::add-mask::-----BEGIN-----",
  "::add-mask::abc%25def",
  "::add-mask::-----END-----",
  "::add-mask::-----BEGIN-----\\r\\nabc%25def\\r\\n-----END-----\\n",
  "::add-mask::p%2540ss",
  "arnsubst: 2 values of fewer than 6 characters are not hidden in the output",
];
/** Without the line on short values, which -q silences. */
const QUIET_MASKS = MASKS.slice(0, -1);
const test = base
  .extend("secrets", ({ directory }) => {
    const pem = JSON.stringify("-----BEGIN-----\r\nabc%def\r\n-----END-----\n");
    const lines = [`${arn("token")}: tok_123`, `${arn("json")}: { port: 5432 }`, `${arn("pem")}: ${pem}`];
    return directory.write("secrets.yaml", `${lines.join("\n")}\n${arn("odd")}: p@ss\n`);
  })
  .extend("resolve", ({ secrets }) => {
    return (args: readonly string[], env: Readonly<Record<string, string>> = RUNNER) =>
      runExecutable(["--secrets-file", secrets, ...args], { input: INPUT, env });
  });

test("resolve and exec register every value, whole and line by line, on stderr, in the escapes of workflow commands", async ({
  resolve,
}) => {
  const { status, stdout, stderr } = await resolve([]);
  expect(status).toBe(0);
  expect(stdout).toContain("a: tok_123\n");
  expect(stderr.trimEnd().split("\n")).toEqual(MASKS);
});

test("the values of parameters are registered too, whichever form names them", async ({ directory }) => {
  const others = directory.at("parameters.yaml");
  const lines = [
    `${parameterArn("prod/one")}: first-value`,
    "/prod/two: second-value",
    '/three: \'{"k": "third-value"}\'',
  ];
  writeFileSync(others, `${lines.join("\n")}\n`);
  const forms = [
    parameterArn("prod/one"),
    "'{{resolve:ssm-secure:/prod/two:3}}'",
    "ref+awsssm://three?mode=singleparam#/k",
  ];
  const { status, stderr } = await runExecutable(["--secrets-file", others], {
    input: forms.map((each, index) => `a${index}: ${each}\n`).join(""),
    env: RUNNER,
  });
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: ["first-value", "second-value", "third-value"].map((each) => `::add-mask::${each}\n`).join(""),
  });
});

test("arnsubst registers values before anything can print them: before the first byte of output, in a file too", async ({
  directory,
  secrets,
  resolve,
}) => {
  const both = directory.at("both");
  const command = `exec "$0" "$@" >"$BOTH" 2>&1`;
  const args = ["-c", command, process.execPath, EXECUTABLE, "--secrets-file", secrets];
  const env = { ...RUNNER, BOTH: both };
  expect((await runProcess("/bin/sh", args, { input: INPUT, env })).status).toBe(0);
  expect(readFileSync(both, "utf8").split("\n").slice(0, MASKS.length)).toEqual(MASKS);
  const { stderr } = await resolve(["-q", "-o", directory.at("out.yaml")]);
  expect(stderr.trimEnd().split("\n")).toEqual(QUIET_MASKS);
});

test.for([
  ["the disk behind stderr is full", "2>/dev/full"],
  ["the reader of stderr has gone", "3<>pipe 2>pipe 3>&-"],
] as const)("where that fails nothing is printed: %s", async ([_, redirected], { directory, secrets }) => {
  const command = `mkfifo -m 600 pipe; exec ${redirected}; exec "$0" "$@"`;
  const args = ["-c", command, process.execPath, EXECUTABLE, "--secrets-file", secrets];
  const cwd = mkdtempSync(directory.at("work-"));
  const ran = await runProcess("/bin/sh", args, { input: INPUT, env: RUNNER, cwd });
  expect(ran).toMatchObject({ status: 3, stdout: "" });
});

test("arnsubst does not register true, false, null and lines of brackets only, whatever they are the value of", async ({
  directory,
}) => {
  const others = directory.at("others.yaml");
  const parts = JSON.stringify({ yes: true, no: false, none: null, word: "null" }, undefined, 1);
  writeFileSync(others, `${arn("a")}: "true"\n${arn("b")}: ${JSON.stringify(parts)}\n`);
  const input = `a: ${arn("a")}\nb: ${arn("b")}  # arnsubst: resolve\nc: ${arn("b")}:yes\nd: ${arn("b")}:word\n`;
  const { stderr } = await runExecutable(["--secrets-file", others], { input, env: RUNNER });
  const lines = ['"yes": true,', '"no": false,', '"none": null,', '"word": "null"'];
  const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
  const expected = [...lines, inJson(parts), ...lines.map(inJson)].map((line) => `::add-mask::${line}\n`);
  expect(stderr.split(/(?<=\n)/).sort()).toEqual(expected.sort());
});

test("what is registered is what --mask hides: all of six characters and more, as the file has them", async ({
  directory,
}) => {
  const others = directory.at("spellings.yaml");
  const values = [
    "CANARY\"77\\x'y",
    "it's: #1",
    '{"port": 5432, "pin": "a", "number": 654321, "key": "k\\"eyword"}',
  ];
  writeFileSync(
    others,
    values.map((value, index) => `${arn(`s${index}`)}: ${JSON.stringify(value)}\n`).join(""),
  );
  const input = `a: "${arn("s0")}"\nb: '${arn("s1")}'\nc: ${arn("s2")}  # arnsubst: resolve\nd: "\${${arn("s2")}}"\ne: ${arn("s2")}:port\n`;
  const ran = await runExecutable(["--secrets-file", others], { input, env: RUNNER });
  const hidden = ran.stderr.match(/(?<=^::add-mask::).*/gm) ?? [];
  expect(hidden.filter((each) => each.length < 6)).toEqual([]);
  const log = hidden
    .sort((a, b) => b.length - a.length)
    .reduce((text, each) => text.replaceAll(each, "***"), ran.stdout);
  const masked = await runExecutable(["exec", "-", "--mask", "--secrets-file", others, "--", "cat", "{}"], {
    input,
  });
  expect(log).toBe(masked.stdout);
  expect(log).toMatch(
    /^a: "\*\*\*"\nb: '\*\*\*'\nc: '?\*\*\*'? {2}# arnsubst: resolve\nd: "\*\*\*"\ne: 5432\n$/,
  );
  const said = "arnsubst: 2 values of fewer than 6 characters are not hidden in the output\n";
  expect(ran.stderr.endsWith(said)).toBe(true);
  expect(masked.stderr).toBe(said);
});

test.for([["1"], ["a"], ["12345"], ["ab\nc"]] as const)(
  "a value of fewer than six characters is not: %j",
  async ([value], { directory }) => {
    const others = directory.at("short.yaml");
    writeFileSync(others, `${arn("short")}: ${JSON.stringify(value)}\n`);
    const ran = await runExecutable(["--secrets-file", others], {
      input: `a: ${arn("short")}\n`,
      env: RUNNER,
    });
    expect(ran.stderr).toBe("arnsubst: 1 value of fewer than 6 characters is not hidden in the output\n");
  },
);

test.for<[what: string, args: readonly string[], env: Readonly<Record<string, string>>]>([
  ["--no-mask turns it off and", ["--no-mask"], RUNNER],
  ["another place than GitHub", [], { CI: "true" }],
  ["a variable that is empty", [], { GITHUB_ACTIONS: "" }],
  ["one that says false", [], { GITHUB_ACTIONS: "false" }],
  ["one that says 1", [], { GITHUB_ACTIONS: "1" }],
  ["one in capitals, which GitHub's is not,", [], { GITHUB_ACTIONS: "TRUE" }],
])("%s registers nothing", async ([_, args, env], { resolve }) => {
  expect((await resolve(args, env)).stderr).toBe("");
});

test("nor does a run that fetches nothing, or comes to nothing", async ({ secrets, resolve }) => {
  expect((await resolve(["--dry-run"])).stderr).toBe("");
  const failed = await runExecutable(["--secrets-file", secrets], {
    input: `${INPUT}e: ${arn("nope")}\n`,
    env: RUNNER,
  });
  expect(failed.status).toBe(1);
  expect(failed.stderr).not.toContain("add-mask");
});

test("--no-mask turns it off for exec too, which registers before the command runs", async ({
  directory,
  secrets,
}) => {
  const config = directory.at("config.yaml");
  writeFileSync(config, INPUT);
  const args = (more: readonly string[]) => ["exec", config, "--secrets-file", secrets, ...more, "--"];
  const command = ["sh", "-c", 'grep a: "$1" >&2', "sh", "{}"];
  const ran = await runExecutable([...args([]), ...command], { env: RUNNER });
  expect(ran).toEqual({ status: 0, stdout: "", stderr: `${MASKS.join("\n")}\na: tok_123\n` });
  // What has to tell the runner what to hide is not masked itself.
  const masked = await runExecutable([...args(["--mask"]), ...command], { env: RUNNER });
  expect(masked.stderr).toBe(`${MASKS.join("\n")}\na: ***\n`);
  const unmasked = await runExecutable([...args(["--no-mask"]), ...command], { env: RUNNER });
  expect(unmasked.stderr).toBe("a: tok_123\n");
});
