/** `exec --env`: single values as variables, and no file. */

import { readFileSync } from "node:fs";
import { describe, expect, vi } from "vitest";
import { arn } from "../support/arns.js";
import { testWith } from "../support/exec.js";

const MULTILINE = "line one\nline two\n";

const test = testWith(["p@ss: #1", MULTILINE, "x\0cAnArY7f3b"])
  .extend("directory", ({ directory }) => {
    const config = `
profiles:
  default: { password: ${arn("value0")}, port: 5432, tags: [one, "${arn("value1")}"] }
  other: &other ${arn("value0")}
  again: *other
  "my.key": 0123
  url: db://u:\${${arn("value0")} | urlencode}@db
twice: 1
twice: 2
nothing:
nul: ${arn("value2")}
`;
    directory.write("paths.yaml", config);
    directory.write("more.yaml", "a:b: 1\nprofiles: { default: { password: plain } }\n");
    return directory;
  })
  .extend("shown", ({ exec }) => async (path: string): Promise<string> => {
    const args = ["paths.yaml", "more.yaml", "--env", `KEY=${path}`, "--", "sh", "-c", 'printf %s "$KEY"'];
    const { status, stdout, stderr } = await exec(args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return stdout.toString();
  });

test.for([
  ["profiles.default.password", "p@ss: #1"],
  ["profiles.default.port", "5432"],
  ["profiles.default.tags[1]", MULTILINE],
  ["profiles.other", "p@ss: #1"],
  ['profiles["my.key"]', "0123"],
  ["profiles.url", "db://u:p%40ss%3A%20%231@db"],
  ["paths.yaml:profiles.default.port", "5432"],
  ["more.yaml:profiles.default.password", "plain"],
  ["more.yaml:a:b", "1"],
] as const)("%s", async ([path, value], { shown }) => {
  expect(await shown(path)).toBe(value);
});

test("several variables, and no directory at all", async ({ start }) => {
  const args = ["paths.yaml", "--env", "A=profiles.default.port", "--env", "B_2=profiles.other"];
  const running = start([...args, "--", "sh", "-c", "echo ready; read x; env"]);
  await running.printed("ready");
  expect(running.directories()).toEqual([]);
  const said = (await running.ended).stdout.toString();
  expect(said).toContain("A=5432\n");
  expect(said).toContain("B_2=p@ss: #1\n");
  expect(said).not.toContain("ARNSUBST");
});

test("everything that the command starts inherits a variable of --env", async ({ start }) => {
  const script = `sh -c 'echo "$A"; exit 0' & wait; sh -c 'echo $$ ready; exec sleep 30' & wait`;
  const running = start(["paths.yaml", "--env", "A=profiles.default.port", "--", "sh", "-c", script]);
  await running.printed("ready");
  const [value, pid] = running.output().toString().split(/\s/);
  expect(value).toBe("5432");
  // And the user's other processes can read it: this one. While `exec` takes place there is nothing to be read.
  await vi.waitFor(() =>
    expect(readFileSync(`/proc/${pid}/environ`, "utf8").split("\0")).toContain("A=5432"),
  );
  process.kill(Number(pid));
  expect((await running.ended).stderr).not.toContain("arnsubst");
});

test("and a file too where an argument asks for its path", async ({ exec }) => {
  const args = ["paths.yaml", "--env", "A=profiles.default.port", "--", "sh", "-c"];
  const { stdout } = await exec([
    ...args,
    'echo "$A"; grep -c p@ss "$1"; test "$1" = "$ARNSUBST_FILE"',
    "sh",
    "{}",
  ]);
  expect(stdout.toString()).toBe("5432\n2\n");
});

describe("what is told before the command is started", () => {
  test.for<[given: string, status: number, said: RegExp]>([
    ["KEY", 2, /--env KEY: it has to be KEY=path/],
    ["KEY=", 2, /it has to be KEY=path/],
    ["2KEY=a", 2, /letters, digits and _ only/],
    ["MY-KEY=a", 2, /letters, digits and _ only/],
    [
      "K=profiles.defualt.password",
      1,
      /there is no profiles\.defualt\.password in paths\.yaml\n {2}= did you mean profiles\.default\.password\?/,
    ],
    ["K=nothing.like.it", 1, /there is no nothing\.like\.it in paths\.yaml\n {2}= write the path as in/],
    ["K=profiles.again", 1, /there is no profiles\.again in/],
    ["K=profiles.default", 1, /profiles\.default in paths\.yaml is a mapping or a list/],
    ["K=profiles.default.tags", 1, /is a mapping or a list/],
    ["K=twice", 1, /paths\.yaml has more than one value at twice/],
    ["K=more.yaml:nope", 1, /there is no nope in more\.yaml/],
    ["K=nothing", 1, /nothing in paths\.yaml is empty/],
    ["K=nul", 1, /the value has a NUL character/],
  ])("%s", async ([given, status, said], { exec }) => {
    const args = ["paths.yaml", "more.yaml", "--env", given, "--", "echo", "ran"];
    const ran = await exec(args);
    expect({ status: ran.status, stdout: ran.stdout.toString() }).toEqual({ status, stdout: "" });
    expect(ran.stderr).toMatch(said);
    expect(ran.stderr).not.toMatch(/cAnArY|p@ss/);
  });

  test("a variable that is set twice", async ({ exec }) => {
    const args = ["paths.yaml", "--env", "K=twice", "--env", "K=nul", "--", "echo", "ran"];
    expect(await exec(args)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("K is set twice"),
    });
  });
});
