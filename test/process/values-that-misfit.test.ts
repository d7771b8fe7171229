import { describe, expect } from "vitest";
import { test as base } from "../support/test.js";

const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";

const test = base
  .extend("values", ({ directory }) => {
    const lines = [
      `prod/db: '{"null": null, "text": "canary-1", "object": {}, "list": [], "deep": {"null": null}}'`,
      "prod/empty: '{}'",
      String.raw`prod/bom: "\uFEFF{\"a\": \"canary-2\"}"`,
      String.raw`prod/no-json: "\uFEFFcanary-3"`,
    ];
    return directory.write("secrets.yaml", `${lines.join("\n")}\n`);
  })
  .extend("resolve", ({ values, inProcess }) => {
    return (input: string, ...args: readonly string[]) =>
      inProcess(["--secrets-file", values, ...args], { input: input.replaceAll("@", ARN) });
  });

describe("JSON null is an error where only text can stand", () => {
  test.for([
    ["inside a text", "a: x${@:null}", "null"],
    ["below a key", "a: x${@:deep.null}", "deep.null"],
    ["beside another reference", "a: ${@:text}${@:null}", "null"],
    ["in a block", "a: |-\n  @:null\n", "null"],
    ["with the tag !!str", "a: !!str @:null", "null"],
    ["with the tag !", "a: ! @:null", "null"],
    ["for urlencode", "a: ${@:null | urlencode}", "null"],
    ["for b64encode", "a: ${@:null | b64encode}", "null"],
    ["for string", "a: ${@:null | string}", "null"],
    ["of CloudFormation", "a: x{{resolve:secretsmanager:prod/db:SecretString:null}}", "null"],
    ["of vals", "a: x ref+awssecrets://prod/db#/null+", "null"],
    ["as text", "a: @:null", "null", "--types", "string"],
  ] as const)("%s", async ([_, input, key, ...args], { resolve }) => {
    const { status, stdout, stderr } = await resolve(input, ...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^<stdin>:[12]:\d+ error secret-null: the JSON key "/);
    expect(stderr).toContain(`the JSON key "${key}" of `);
    expect(stderr).toContain("is null, but text is needed here\n");
    expect(stderr).toContain("use the filter tojson if you want the word null");
    expect(stderr).not.toContain("canary");
  });

  test.for([
    ["where it fills a value", "a: @:null", "a: null"],
    ["in quotes", "a: '@:null'", "a: null"],
    ["for fromjson", "a: ${@:null | fromjson}", "a: null"],
    ["for tojson", "a: x${@:null | tojson}", "a: xnull"],
    ["in a list that is written whole", "a: x${@:deep}", 'a: x{"null":null}'],
    ["as Mage renders it", "a: x{{ json_value(aws_secret_var('prod/db'), 'null') }}", "a: xNone"],
  ] as const)("and not %s", async ([_, input, expected], { resolve }) => {
    expect(await resolve(input)).toMatchObject({ status: 0, stdout: expected });
  });
});

test.for([
  ["a: prod/empty:a", "prod/empty has no JSON key", "it is an empty object"],
  ["a: prod/db:object.a", "prod/db has no JSON key", "it is an empty object"],
  ["a: prod/db:list[0]", "prod/db has no JSON key", "it is an empty list"],
  ["a: prod/db:null.a", "prod/db has no JSON key", "it is not an object and not a list"],
  ["a: prod/bom:a", "starts with a byte order mark (BOM), so it is not JSON", "UTF-8 without a BOM"],
  ["a: ${prod/bom | fromjson}", "starts with a byte order mark (BOM)", "UTF-8 without a BOM"],
  ["a: prod/no-json:a", "is not a JSON object or list", "remove the selector"],
] as const)("%s", async ([input, message, hint], { resolve }) => {
  const { status, stdout, stderr } = await resolve(input.replace("prod/", `${ARN.slice(0, -14)}prod/`));
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr.split("\n")[0]).toContain(message);
  expect(stderr.split("\n").at(-2)).toContain(hint);
  expect(stderr).not.toContain("canary");
});

test("a secret with a BOM is taken whole as it is", async ({ resolve }) => {
  const { stdout } = await resolve(`a: ${ARN.slice(0, -14)}prod/bom\n`);
  expect(stdout).toBe('a: "\\uFEFF{\\"a\\": \\"canary-2\\"}"\n');
});

test("null is no value of a variable", async ({ directory, values, arnsubst }) => {
  const file = directory.write("a.yaml", `a: ${ARN}:null\nb: ~\nc: "null"\n`);
  const run = (path: string) =>
    arnsubst(["exec", file, "--secrets-file", values, "--env", `A=${path}`, "--", "printenv", "A"]);
  for (const path of ["a", "b"]) {
    const { status, stdout, stderr } = await run(path);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(
      `--env A=${path}: ${path} in ${file} is null, and an environment variable needs a string`,
    );
  }
  expect((await run("c")).stdout).toBe("null\n");
});
