/** Where texts come from, when that is not what it seems: a standard input that is none, a directory that has gone. */

import { describe, expect } from "vitest";
import { arn } from "../support/arns.js";
import { test } from "../support/test.js";

test.for<[what: string, redirection: string, status: number, said: string]>([
  ["a directory", "< .", 2, "arnsubst: standard input is a directory, not a file\n"],
  ["open for writing only", "0> sink", 3, "arnsubst: standard input: cannot be read (EBADF)\n"],
])(
  "a standard input that is %s is no empty file",
  async ([_, redirection, status, said], { directory, shell }) => {
    directory.write("out.yaml", "as it was\n");
    for (const command of ["check -", "list -", "resolve -o out.yaml --force"]) {
      const ran = await shell(`$ARNSUBST ${command} ${redirection}`);
      expect({ command, status: ran.status, stderr: ran.stderr }).toEqual({ command, status, stderr: said });
    }
    expect(directory.read("out.yaml")).toBe("as it was\n");
  },
);

test("a file called - is another than standard input", async ({ directory, shell }) => {
  directory.write("-", "a: 1\n");
  const { stdout } = await shell("echo b: 1 | $ARNSUBST check - ./- ./-");
  expect(stdout).toBe("2 files, 0 references: nothing wrong\n");
});

test("a working directory that is not there any more is told of", async ({ directory, shell }) => {
  directory.write("in.yaml", "a: 1\n");
  const { status, stderr } = await shell(
    "mkdir gone && cd gone && rmdir ../gone && $ARNSUBST check ../in.yaml",
  );
  expect({ status, stderr }).toEqual({
    status: 3,
    stderr:
      "arnsubst: the working directory no longer exists\n  = change to another directory with cd, and run again\n",
  });
});

test.for<[path: string, meant: string | undefined]>([
  ["piplines", "pipelines"],
  ["piplines/", "pipelines"],
  ["./piplines", "./pipelines"],
  ["pipelines/io_confg.yaml", "pipelines/io_config.yaml"],
  ["piplines/io_config.yaml", "pipelines/io_config.yaml"],
  ["piplines/other.yaml", undefined],
  ["elsewhere/io_config.yaml", undefined],
  ["unlike", undefined],
])("the misspelled path %s has the suggestion %s", async ([path, meant], { directory, inProcess }) => {
  directory.write("pipelines/io_config.yaml", "a: 1\n");
  const { status, stderr } = await inProcess(["check", path]);
  const hint = meant === undefined ? "" : `  = did you mean ${meant}?\n`;
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: `arnsubst: ${path}: no such file or directory\n${hint}`,
  });
});

describe("standard input in the place of an option's file", () => {
  test.beforeEach(({ directory }) => {
    directory.write("in.yaml", `a: ${arn("prod/db")}\n`);
    directory.write("secrets.yaml", "prod/db: hush\n");
    directory.write("wrong.yaml", "- a\n");
    directory.write("policy.json", '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}');
  });

  test.for<[command: string, status: number, stdout: string, stderr: string | RegExp]>([
    ["in.yaml --secrets-file - < secrets.yaml", 0, "a: hush\n", ""],
    [
      "in.yaml --secrets-file - -o out.yaml < secrets.yaml",
      0,
      "",
      "resolved 1 reference to 1 secret from standard input → out.yaml\n",
    ],
    ["exec in.yaml --secrets-file - -- sh -c 'cat; cat $ARNSUBST_FILE' < secrets.yaml", 0, "a: hush\n", ""],
    ["in.yaml --secrets-file - < wrong.yaml", 2, "", /^arnsubst: <stdin>:1:\d+: expected /],
    ["in.yaml --secrets-file - < in.yaml", 1, "", /secret-not-found: <stdin> has no secret/],
    ["check in.yaml --policy - < policy.json", 0, "1 file, 1 reference: nothing wrong\n", ""],
    [
      "policy in.yaml --check - < policy.json",
      1,
      expect.stringContaining("- no longer fits") as string,
      /unneeded/,
    ],
    ["--secrets-file - < secrets.yaml", 2, "", /are both standard input, which can be read only once/],
    ["exec - --secrets-file - -- true < secrets.yaml", 2, "", /are both standard input/],
    ["check - --policy - < policy.json", 2, "", /are both standard input/],
    ["check in.yaml --policy - --policy - < policy.json", 2, "", /--policy - is named twice/],
    ["policy - --check - < policy.json", 2, "", /are both standard input/],
  ])("%s", async ([command, status, stdout, stderr], { shell }) => {
    const ran = await shell(`$ARNSUBST ${command}`);
    expect(ran).toEqual({
      status,
      stdout,
      stderr: typeof stderr === "string" ? stderr : expect.stringMatching(stderr),
    });
  });
});

test.for([
  ["a.yaml", "arnsubst: --out-dir a.yaml: is a file, not a directory\n"],
  ["/dev/null", "arnsubst: --out-dir /dev/null: is a pipe or a device, not a directory\n"],
] as const)(
  "--out-dir %s is refused before anything is read",
  async ([target, said], { directory, shell }) => {
    directory.write("a.yaml", "a: 1\n");
    const { status, stderr } = await shell(`$ARNSUBST a.yaml -d ${target} --secrets-file nope`);
    expect({ status, said: stderr.split("  =")[0] }).toEqual({ status: 2, said });
  },
);

test("a file in the place of a directory above --out-dir is named", async ({ directory, shell }) => {
  directory.write("a.yaml", "a: 1\n");
  const { stderr } = await shell("$ARNSUBST a.yaml -d a.yaml/x/y");
  expect(stderr).toContain(
    "a.yaml/x/y/a.yaml: cannot be written (EEXIST): a.yaml is a file, not a directory\n",
  );
});

test.for([
  ["nosuch", "the commands are resolve, exec, check, "],
  ["chekc", "did you mean check?"],
] as const)("help %s names the mistake", async ([topic, hint], { shell }) => {
  const { status, stdout, stderr } = await shell(`$ARNSUBST -q help ${topic}`);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(`arnsubst: help ${topic}: there is no such command\n  = ${hint}`);
});

test("help of a command, and of help", async ({ shell }) => {
  for (const topic of ["", "check", "help", "--help"]) {
    expect(await shell(`$ARNSUBST help ${topic}`)).toMatchObject({ status: 0, stderr: "" });
  }
});
