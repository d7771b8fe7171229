/** `explain` as people meet it: statuses, streams, colours. What it says is in `test/unit/explain/explain.test.ts`. */

import { join } from "node:path";
import { describe, expect } from "vitest";
import { arn } from "../support/arns.js";
import { type Ran, ROOT, runExecutable, runInProcess } from "../support/run.js";
import { test } from "../support/test.js";

const GOOD = arn("prod/db");

function run(...args: readonly string[]): Promise<Ran> {
  return runInProcess(["explain", ...args]);
}

describe("the status", () => {
  test.each([
    ["a right ARN", GOOD, 0],
    ["a note", GOOD.replace("-AbCdEf", ""), 0],
    ["a warning", GOOD.replace("us-west-2", "us-west-9"), 0],
    ["an error", GOOD.replace("123456789012", "1"), 1],
    ["a filter that there is not", `\${${GOOD} | lower}`, 1],
    ["an ARN of another service", "arn:aws:s3:::bucket", 1],
  ])("of %s", async (_, text, status) => {
    expect(await run(text)).toMatchObject({
      status,
      stderr: "",
      stdout: expect.stringMatching(/^\S+ +arn /m),
    });
  });

  test("of no ARN, with an example, and without the text, which may be a value", async () => {
    const { status, stdout, stderr } = await run("hunter2\u001b[2J");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^arnsubst: this is not an ARN.*\n {2}= .*arn:aws:secretsmanager:.*\n$/);
  });

  test("of two references in one text", async () => {
    const { status, stdout, stderr } = await run(`\${${GOOD}}:\${${GOOD}}`);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("there are 2 references");
  });

  test.each([[[]], [[GOOD, GOOD]]])("of another number of operands than one", async (operands) => {
    const { status, stdout, stderr } = await run(...operands);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/argument.*\n {2}= arnsubst explain --help/);
  });
});

test("a wrong ARN can be piped on: the right one is the last line", async () => {
  const { stdout } = await run(`KEY = "${GOOD.replace("aws", "awss")}:password"`);
  expect(stdout.trimEnd().split("\n").at(-1)).toBe(`${GOOD}:password`);
});

test("colour and quiet", async () => {
  expect((await run(GOOD, "--color")).stdout).toContain("\u001b[32mfine");
  expect((await run(GOOD)).stdout).not.toContain("\u001b");
  expect(await run(GOOD, "-q")).toEqual({ status: 0, stdout: "", stderr: "" });
});

test("a misspelled command is known", async () => {
  expect((await runExecutable(["explan", GOOD])).stderr).toContain("did you mean the command explain?");
});

describe("an expression of another program", () => {
  test.each([
    [
      "{{ aws_secret_var('prod/db') }}",
      "Mage",
      ["name  prod/db  fine"],
      "the whole secret, version AWSCURRENT",
    ],
    [
      `KEY: "{{ json_value(aws_secret_var('${GOOD}'), 'user.name') | urlencode }}"`,
      "Mage",
      [
        "region         us-west-2",
        "suffix         AbCdEf",
        "JSON key       user.name",
        "filter         urlencode",
      ],
      "the value of user.name in the secret's JSON, version AWSCURRENT",
    ],
    [
      `{{resolve:secretsmanager:${GOOD}:SecretString:password:AWSPREVIOUS}}`,
      "CloudFormation",
      ["account id     123456789012", "JSON key       password", "version stage  AWSPREVIOUS"],
      "the value of password in the secret's JSON, version AWSPREVIOUS",
    ],
    [
      "ref+awssecrets://prod/db?region=eu-west-1&version_stage=AWSPREVIOUS#/a/b",
      "vals",
      ["region         eu-west-1", "name           prod/db", 'JSON key       a["b"]'],
      "version AWSPREVIOUS",
    ],
  ])("%s", async (text, reader, rows, asked) => {
    const { status, stdout, stderr } = await run(text);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(new RegExp(`^${reader} expression: `));
    for (const row of [...rows, asked]) expect(stdout).toContain(row);
  });

  test.each([
    ["{{ aws_secret_var('prod/db:key') }}", ":key", "expression-malformed"],
    [`{{ aws_secret_var('${GOOD.replace("123456789012", "1234")}') }}`, "1234", "arn-account"],
    [`{{resolve:secretsmanager:${GOOD}:password}}`, "password", "expression-malformed"],
    ["x ref+awssecrets://prod/db?regon=x#/a+ y", "regon", "expression-malformed"],
    ["ref+awssecret://prod/db#/a", "ref+awssecret://", "expression-malformed"],
    ["{{ aws_secret_var('prod/db')", "{{ aws_secret_var('prod/db')", "reference-unterminated"],
  ])("%s: what is wrong is pointed at", async (text, wrong, code) => {
    const { status, stdout } = await run(text);
    expect(status).toBe(1);
    const lines = stdout.split("\n");
    const said = lines.findIndex((line) => line.startsWith(`error ${code}: `));
    const start = text.indexOf(wrong);
    expect(lines[said - 2]?.slice(0, start + wrong.length)).toBe(text.slice(0, start + wrong.length));
    expect(lines[said - 1]).toBe(" ".repeat(start) + "^".repeat(wrong.length));
  });

  test("of two in one text", async () => {
    const { status, stderr } = await run("{{ aws_secret_var('a') }}{{resolve:secretsmanager:b}}");
    expect(status).toBe(1);
    expect(stderr).toContain("there are 2 references in this text");
  });
});

describe("a line of a file", () => {
  const at = (place: string, ...options: readonly string[]) =>
    runInProcess(["explain", place, ...options], { cwd: join(ROOT, "fixtures/literals") });

  test.each<[place: string, verdict: string]>([
    [
      "to-be-replaced.yaml:2",
      "to-be-replaced.yaml:2:11 replaced: nothing here says that another program reads it",
    ],
    ["to-be-replaced.yaml:21", "to-be-replaced.yaml:21:12 replaced: comment # arnsubst: resolve"],
    ["to-be-replaced.yaml:19", "to-be-replaced.yaml:19:13 replaced: ${arn:…} is always a reference"],
    ["key-words.yaml:2", "key-words.yaml:2:33 kept: key secret_arns"],
    ["names-beside.yaml:3", "names-beside.yaml:3:12 kept: name DB_SECRET_ARN"],
    [
      "cloudformation-template.yaml:14:1",
      "cloudformation-template.yaml:14:17 kept: shape CloudFormation template",
    ],
    ["secret-provider-class.yaml:22", "secret-provider-class.yaml:22:5 replaced: nothing here says"],
  ])("%s", async (place, verdict) => {
    const { status, stdout, stderr } = await at(place);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.startsWith(verdict), stdout).toBe(true);
    expect(stdout).toContain("^^^");
  });

  test("with what is wrong there, and then it is status 1", async () => {
    const { status, stdout } = await runInProcess(["explain", "fixtures/bad/arn-account.yaml:7"]);
    expect(status).toBe(1);
    expect(stdout).toContain("fixtures/bad/arn-account.yaml:7:22 error arn-account: ");
  });

  test("with what has an ARN in a longer text replaced", async () => {
    const { stdout } = await at("prefixes.yaml:26");
    expect(stdout).toMatch(/\n +\d* *= to replace it, write \$\{arn:…\}\n/);
  });

  test("by the rules of the team", async ({ directory, inProcess }) => {
    directory.write("rules.yaml", "literal-keys: [pass*]\n");
    directory.write("a.yaml", `password: ${GOOD}\n`);
    const ran = await inProcess(["explain", "a.yaml:1", "--config", "rules.yaml"]);
    expect(ran.stdout).toContain("a.yaml:1:11 kept: config literal-keys: pass*");
  });

  test.each<[place: string, status: number, said: string]>([
    ["key-words.yaml:1", 1, "key-words.yaml:1: there is no ARN of a secret or parameter on this line"],
    ["key-words.yaml:999", 1, "key-words.yaml:999: the file has only 28 lines"],
    ["nothing.yaml:1", 2, "nothing.yaml: no such file"],
  ])("%s has none", async (place, status, said) => {
    expect(await at(place)).toMatchObject({ status, stdout: "", stderr: expect.stringContaining(said) });
  });
});
