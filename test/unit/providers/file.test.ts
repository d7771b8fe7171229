/** Which entry of a secrets file a reference finds, and which files are none. */

import { describe, expect, test } from "vitest";
import { resolve } from "../../../src/index.js";
import { fileProvider, SecretsFileError } from "../../../src/providers/file.js";
import { arn, parameterArn } from "../../support/arns.js";

const FULL = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";
const PUBLIC = "arn:aws:ssm:us-west-2::parameter/aws/service/x/y";
const PARTIAL = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db";

async function readBack(secrets: string, reference: string): Promise<string> {
  const provider = fileProvider({ name: "secrets.yaml", text: secrets });
  const { texts, diagnostics } = await resolve([{ name: "t.yaml", text: `"${reference}"` }], provider);
  return (
    texts?.[0] ??
    diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ problem }) => problem.code)
      .join()
  );
}

describe("which entry a reference finds", () => {
  test.each([
    ["a full ARN by a full ARN", `${FULL}: v`, FULL, '"v"'],
    ["a full ARN by a partial one", `${FULL}: v`, PARTIAL, '"v"'],
    ["a partial ARN by a full one", `${PARTIAL}: v`, FULL, '"v"'],
    ["a name by a full ARN", "prod/db: v", FULL, '"v"'],
    ["a name by a partial ARN", "prod/db: v", PARTIAL, '"v"'],
    ["the same text first", `prod/db: name\n${PARTIAL}: partial\n${FULL}: full`, FULL, '"full"'],
    ["every version", `${FULL}: v`, `${FULL}::AWSPREVIOUS`, '"v"'],
    ["no other region", `${FULL}: v`, FULL.replace("us-west-2", "eu-west-1"), "secret-not-found"],
    ["no other account", `${FULL}: v`, FULL.replace("123456789012", "210987654321"), "secret-not-found"],
    ["no other suffix", `${FULL}: v`, FULL.replace("AbCdEf", "ZzZzZz"), "secret-not-found"],
    ["nothing in an empty file", "", FULL, "secret-not-found"],
    ["nothing in a file of comments", "# later\n", FULL, "secret-not-found"],
    ["an entry without a value", `${FULL}:`, FULL, "secret-empty"],
    [
      "a name that looks full",
      "my-secret: v",
      "arn:aws:secretsmanager:us-west-2:123456789012:secret:my-secret",
      '"v"',
    ],
    [
      "a name that looks full, by its full ARN",
      "my-secret: v",
      "arn:aws:secretsmanager:us-west-2:123456789012:secret:my-secret-AbCdEf",
      '"v"',
    ],
  ])("%s", async (_, secrets, reference, expected) => {
    expect(await readBack(secrets, reference)).toBe(expected);
  });
});

test.each([
  ["another region", `${FULL.replace("us-west-2", "eu-west-1")}: v`, FULL.replace("us-west-2", "eu-west-1")],
  ["a slip of the hand", "prod/bd: v", "prod/bd"],
  ["nothing near", "other: v", undefined],
])("what may be meant is named: %s", async (_, secrets, near) => {
  const provider = fileProvider({ name: "secrets.yaml", text: secrets });
  const { diagnostics } = await resolve([{ name: "t.yaml", text: `a: ${FULL}` }], provider);
  expect(diagnostics.map(({ problem }) => ("near" in problem ? problem.near : undefined))).toEqual([near]);
});

describe("which entry a parameter finds", () => {
  const ARN = parameterArn("/prod/db");
  test.each([
    ["by its ARN", `${ARN}: v`, ARN, '"v"'],
    ["by its name", "/prod/db: v", ARN, '"v"'],
    ["of no levels, by its name", "simple: v", parameterArn("simple"), '"v"'],
    ["the ARN before the name", `/prod/db: name\n${ARN}: arn`, ARN, '"arn"'],
    ["every version", "/prod/db: v", `${ARN}:3`, '"v"'],
    ["every label", "/prod/db: v", `${ARN}:live`, '"v"'],
    ["a public one by its ARN", `${PUBLIC}: v`, PUBLIC, '"v"'],
    ["a public one by its name", "/aws/service/x/y: v", PUBLIC, '"v"'],
    ["a JSON key", "/prod/db: {k: v}", `${ARN}::k`, '"v"'],
    ["a name that ends as a secret's ARN", "/prod/db-AbCdEf: v", parameterArn("/prod/db-AbCdEf"), '"v"'],
    ["and nothing without that end", "/prod/db-AbCdEf: v", ARN, "secret-not-found"],
    ["nothing of a secret's name", "prod/db: v", ARN, "secret-not-found"],
    ["nothing of a secret's ARN", `${FULL}: v`, ARN, "secret-not-found"],
    ["nothing of the ARN of a secret of no levels", `${arn("x")}: v`, parameterArn("x"), "secret-not-found"],
    ["no secret by a parameter's name", "/prod/db: v", FULL, "secret-not-found"],
    ["no secret by a parameter's ARN", `${parameterArn("x")}: v`, arn("x"), "secret-not-found"],
    ["no other region", `${ARN}: v`, parameterArn("/prod/db", "eu-west-1"), "secret-not-found"],
    ["no other account", `${ARN}: v`, ARN.replace("123456789012", "210987654321"), "secret-not-found"],
    ["an entry without a value", "/prod/db:", ARN, "secret-empty"],
    ["the longest name", `/${"x".repeat(1_000)}/y: v`, parameterArn(`/${"x".repeat(1_000)}/y`), '"v"'],
  ])("%s", async (_, secrets, reference, expected) => {
    expect(await readBack(secrets, reference)).toBe(expected);
  });

  test("a parameter that is named without its ARN and has no value gets the hint for parameters", async () => {
    const provider = fileProvider({ name: "secrets.yaml", text: "/prod/db:" });
    const { diagnostics } = await resolve([{ name: "t.yaml", text: '"{{resolve:ssm:/prod/db}}"' }], provider);
    expect(diagnostics.map(({ hint }) => hint)).toEqual(["write its value after the colon"]);
  });

  test("one name for a secret and a parameter", async () => {
    const text = `[${arn("simple")}, ${parameterArn("simple")}, "x\${${parameterArn("simple")}}"]`;
    const provider = fileProvider({ name: "secrets.yaml", text: "simple: [1, a]" });
    const { texts } = await resolve([{ name: "t.yaml", text }], provider);
    expect(texts).toEqual([`['[1,"a"]', ["1", "a"], "x1,a"]`]);
  });

  test.each([
    ["[a, b]", '["a", "b"]'],
    ["[80, 1.10, true]", '["80", "1.10", "true"]'],
    ['["a", ""]', '["a", ""]'],
    ["\n- a\n- b", '["a", "b"]'],
    ["a,b", '"a,b"'],
    ['"[1, 2]"', '"[1, 2]"'],
    ["[]", '"[]"'],
    ['["a,b", c]', '"[\\"a,b\\",\\"c\\"]"'],
    ["[a, [b]]", '"[\\"a\\",[\\"b\\"]]"'],
    ["[a, null]", '"[\\"a\\",null]"'],
    ["[{a: 1}]", '"[{\\"a\\":1}]"'],
  ])("the value %j", async (value, expected) => {
    expect(await readBack(`/prod/db: ${value}`, ARN)).toBe(expected);
  });

  test.each([
    ["", undefined],
    ["prod/db: v", undefined],
    [`${FULL}: v`, undefined],
    ["/prod/bd: v", "/prod/bd"],
    [parameterArn("/prod/db", "eu-west-1").concat(": v"), parameterArn("/prod/db", "eu-west-1")],
  ])("without an entry, of %j", async (text, near) => {
    const provider = fileProvider({ name: "secrets.yaml", text });
    const { diagnostics } = await resolve([{ name: "t.yaml", text: `a: ${ARN}` }], provider);
    const add =
      "add an entry /prod/db: … to secrets.yaml, or one with the ARN; for a JSON key, /prod/db: { key: … }";
    expect(diagnostics).toMatchObject([
      {
        message: `secrets.yaml has no parameter ${ARN}`,
        hint: near === undefined ? add : `did you mean ${near}?`,
      },
    ]);
  });
});

test.each([
  [FULL, "prod/db"],
  [FULL.slice(0, -7), "prod/db"],
  ["ref+awssecrets://prod/db", "prod/db"],
])("the hint says which entry to add: %s", async (reference, name) => {
  const provider = fileProvider({ name: "secrets.yaml", text: "" });
  const { diagnostics } = await resolve([{ name: "t.yaml", text: `a: ${reference}` }], provider);
  const hints = diagnostics.filter(({ code }) => code === "secret-not-found").map(({ hint }) => hint);
  expect(hints).toEqual([
    `add an entry ${name}: … to secrets.yaml, or one with the ARN; for a JSON key, ${name}: { key: … }`,
  ]);
});

describe("values", () => {
  test.each([
    ["prod/db: 5432", FULL, '"5432"'],
    ["prod/db: 0x1F", FULL, '"0x1F"'],
    ["prod/db: true", FULL, '"true"'],
    ["prod/db: |-\n  a\n  b", FULL, '"a\\nb"'],
    ["prod/db: {port: 5432}", `${FULL}:port`, "5432"],
    ["prod/db: {ratio: 1.10}", `${FULL}:ratio`, "1.10"],
    ["prod/db: {port: '5432'}", `${FULL}:port`, '"5432"'],
    ["prod/db: {code: 0123}", `${FULL}:code`, '"0123"'],
    ["prod/db: {tls: false, x: }", `${FULL}:tls`, "false"],
    ["prod/db: {tls: false, x: }", `${FULL}:x`, "null"],
    ["prod/db: {tls: True, x: ~}", `${FULL}:tls`, "true"],
    ["prod/db: {tls: True, x: ~}", `${FULL}:x`, "null"],
    ["prod/db: {tls: yes, x: '~'}", `${FULL}:tls`, '"yes"'],
    ["prod/db: {tls: yes, x: '~'}", `${FULL}:x`, '"~"'],
    ["prod/db: {a: [{b: c}]}", `${FULL}:a[0].b`, '"c"'],
    ["prod/db: [x, y]", `${FULL}:[1]`, '"y"'],
    ['{"prod/db": {"k": "json is yaml"}}', `${FULL}:k`, '"json is yaml"'],
    ["prod/db: {binary: AAEC}", FULL, '!!binary "AAEC"'],
    ["prod/db: !!binary AAEC", FULL, '!!binary "AAEC"'],
    ["prod/db: {binary: AAEC, other: x}", `${FULL}:binary`, '"AAEC"'],
  ])("%s", async (secrets, reference, expected) => {
    const text = await readBack(secrets, reference);
    expect(text.replaceAll("|-\n  a\n  b", '"a\\nb"')).toBe(expected);
  });
});

describe("a file that is none", () => {
  test.each([
    ["- a\n- b", "a mapping from ARN or name to value, without - before its lines"],
    ["just text", "a mapping from ARN or name to value"],
    ["a: [", "a closing bracket, or the same indentation for all entries of a mapping"],
    ["prod/db: CANARY: x\n", "quotes around a value that has a colon with a space after it"],
    ['prod/db: "CANARY": x\n', "quotes around a value that has a colon with a space after it"],
    ["prod/db: {a: CANARY: x}\n", "quotes around a value that has a colon with a space after it"],
    ["prod/db: [a: CANARY: x]\n", "quotes around a value that has a colon with a space after it"],
    ["prod/db:\n\tCANARY: x\n", "spaces, not tabs, at the start of a line"],
    ["- - -\n", "a mapping from ARN or name to value, without - before its lines"],
    ["- - -\nprod/db: CANARY\n", "a mapping from ARN or name to value, without - before its lines"],
    ["prod/db: - - -\n", "the items of a list in brackets, as in [a, b], or below their key"],
    ["prod/db: a\n  CANARY: x\n", "either a value after the key or a mapping below it"],
    ["prod/db: @CANARY\n", "quotes around a value that starts with a character such as @, % or `"],
    ['prod/db: "a\\qCANARY"\n', "\\\\ for a backslash inside double quotes, or single quotes"],
    ["a: 1\n---\nb: 2", "one document"],
    ["a: &x 1\nb: {c: *x}", "the value itself; a secrets file cannot have aliases"],
    ["a: 1\na: 2", "each ARN or name only once"],
    ["[a]: 1", "an ARN or a name as the key"],
    ["arn:aws:s3:::bucket: 1", "the ARN of a secret or parameter, or a name"],
    ["arn:aws:secretsmanager:us-west-2:123:secret:x-AbCdEf: 1", "a valid ARN (arn-account)"],
    [`"${parameterArn("/a/b")}:3": 1`, "an ARN without a selector, and a space after its colon"],
    [`{${parameterArn("/a/b")}:CANARY: x}`, "an ARN without a selector, and a space after its colon"],
    ["arn:aws:ssm:us-west-2:123:parameter/x:CANARY: 1", "a valid ARN (arn-account)"],
    ["arn:aws:ssm:us-west-2:123456789012:document/x: 1", "the ARN of a secret or parameter, or a name"],
    ["{/prod/db:CANARY, x: y}", "an ARN or a name as the key, and a space after its colon"],
    [`"${FULL}:key": 1`, "an ARN without a selector, and a space after its colon"],
    ["a: {binary: '###'}", "base64"],
    [`{${FULL}:canary: x}`, "an ARN without a selector, and a space after its colon"],
    ["{prod/db:canary, x: y}", "an ARN or a name as the key, and a space after its colon"],
    ["prod/db: {user: x, password:canary}", "a value, and a space after the colon"],
    ["prod/db: a\0b", "text in UTF-8, without NUL"],
    [`a: ${"[".repeat(5_000)}`, "less nesting"],
  ])("%.60s", (text, expected) => {
    const open = () => fileProvider({ name: "secrets.yaml", text });
    expect(open).toThrow(SecretsFileError);
    expect(open).toThrow(expect.objectContaining({ expected }));
    expect(open).not.toThrow("CANARY");
  });
});
