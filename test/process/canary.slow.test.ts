/** A unique value in every secret, every failure that there is, and the value nowhere on stdout or stderr. */

import { writeFileSync } from "node:fs";
import { describe, expect } from "vitest";
import { arn, parameterArn } from "../support/arns.js";
import type { StoredParameter } from "../support/parameter-store.js";
import { startStaying } from "../support/refreshing.js";
import { AWS_ENV, type Ran, runExecutable } from "../support/run.js";
import { denied, fail, type Interceptor, respond, type StoredSecret } from "../support/secrets-server.js";
import { test } from "../support/test.js";

const CANARY = "cAnArY7f3b";
const ARN = arn("db");

/** In any case, as base64, as Node shows bytes, and in pieces of it: a message could have cut the value. */
function expectNoCanary({ stdout, stderr }: Ran): void {
  const said = (stdout + stderr).toLowerCase();
  const base64 = Buffer.from(CANARY).toString("base64").toLowerCase();
  const bytes = Buffer.from(CANARY.slice(0, 6))
    .toString("hex")
    .replaceAll(/\B(?=(?:..)+$)/g, " ");
  const tokens = [CANARY.slice(0, 6).toLowerCase(), base64.slice(0, 8), bytes];
  for (const trace of [CANARY.toLowerCase(), base64, ...tokens]) expect(said).not.toContain(trace);
}

/** Values of every kind; each is in the right place for some reference and in the wrong one for another. */
const values = {
  plain: CANARY,
  json: JSON.stringify({ key: CANARY, nested: { deep: CANARY }, list: [CANARY] }),
  invalid: `{"key": "${CANARY}", `,
  template: `{{ ${CANARY} }}`,
  surrogate: JSON.stringify({ half: `${CANARY}\ud800` }),
} as const;

/** Values of parameters; those of a list are the items of a StringList. */
const parameters = {
  text: CANARY,
  json: values.json,
  list: [CANARY, `${CANARY}-2`],
  template: [CANARY, `{{ ${CANARY} }}`],
} as const;

const ENTRIES = [
  ...Object.entries(values).map(([name, value]) => [arn(name), value] as const),
  ...Object.entries(parameters).map(([name, value]) => [parameterArn(`store/${name}`), value] as const),
].map(([id, value]) => `${id}: ${JSON.stringify(value)}\n`);

const STORED: readonly (StoredSecret | StoredParameter)[] = [
  ...Object.entries(values).map(([name, text]) => ({ arn: arn(name), text })),
  { arn: arn("bin"), base64: Buffer.from(CANARY).toString("base64") },
  ...Object.entries(parameters).map(([name, value]) => {
    const id = parameterArn(`store/${name}`);
    return typeof value === "string"
      ? ({ arn: id, type: "SecureString", value } as const)
      : ({ arn: id, type: "StringList", value: value.join(",") } as const);
  }),
];

const failing: readonly (readonly [what: string, yaml: string])[] = [
  ["a JSON key of plain text", `a: ${arn("plain")}:key\n`],
  ["a JSON key of broken JSON", `a: ${arn("broken")}:key\n`],
  ["a missing JSON key", `a: ${arn("json")}:nope\n`],
  ["a missing path", `a: ${arn("json")}:nested.nope\n`],
  ["a path through a value", `a: ${arn("json")}:key.deep\n`],
  ["an index that is not there", `a: ${arn("json")}:list[3]\n`],
  ["fromjson of broken JSON", `a: "\${${arn("broken")} | fromjson}"\n`],
  ["a value that would be rendered", `a: "{{ x }}"\nb: ${arn("template")}\n`],
  ["half a surrogate pair", `a: ${arn("surrogate")}:half\n`],
  ["half a surrogate pair, encoded", `a: "\${${arn("surrogate")}:half | urlencode}"\n`],
  ["a binary secret in a text", `a: x\${${arn("bin")}}\n`],
  ["a binary secret with a key", `a: ${arn("bin")}:key\n`],
  ["a missing secret beside one that is there", `a: ${arn("plain")}\nb: ${arn("nope")}\n`],
  [
    "a mistake beside one that is right",
    `a: ${arn("plain")}\nb: arn:aws:secretsmanager:us-west-2:1:secret:x\n`,
  ],
  ["a JSON key of a parameter that is text", `a: ${parameterArn("store/text")}::key\n`],
  ["a missing JSON key of a parameter", `a: ${parameterArn("store/json")}::nope\n`],
  ["a JSON key of a StringList", `a: ${parameterArn("store/list")}::[0]\n`],
  ["fromjson of a StringList", `a: \${${parameterArn("store/list")} | fromjson}\n`],
  ["a StringList that would be rendered", `a: "{{ x }}"\nb: ${parameterArn("store/template")}\n`],
  [
    "a missing parameter beside one that is there",
    `a: ${parameterArn("store/list")}\nb: ${parameterArn("store/nope")}\n`,
  ],
  ["YAML that is none after a reference", `a: ${arn("plain")}\nb: [\n`],
];

/** Where a value is put in, and something is said of it. */
const warned: readonly (readonly [code: string, yaml: string])[] = [
  ["value-url", `a: postgres://app:\${${arn("template")}}@db\n`],
  ["value-whole-json", `a: ${arn("json")}\n`],
  ["value-jinja", `a: ${arn("template")}\n`],
  ["value-jinja", `a: ${parameterArn("store/template")}\n`],
  ["value-whole-json", `a: ${parameterArn("store/json")}\n`],
  ["value-inner-yaml", `a: |\n  b: \${${arn("template")}}\n`],
  ["value-inner-yaml", `a: '{"b": "\${${arn("json")}}"}'\n`],
];

describe("no message contains a value: from a file", () => {
  const testWith = test.extend("secrets", ({ directory }) => {
    const binary = `${arn("bin")}: { binary: ${Buffer.from(CANARY).toString("base64")} }\n`;
    return directory.write("secrets.yaml", `${ENTRIES.join("")}${binary}`);
  });

  testWith.for(failing)("%s", async ([_, input], { secrets }) => {
    const ran = await runExecutable(["--secrets-file", secrets, "-v"], { input });
    expect(ran.status).toBe(1);
    expectNoCanary(ran);
    const args = ["exec", "-", "--secrets-file", secrets, "-v", "--env", "A=a", "--", "env"];
    const executed = await runExecutable(args, { input });
    expect(executed).toMatchObject({ status: 1, stdout: "" });
    expectNoCanary(executed);
  });

  testWith.for(warned)("a warning: %s", async ([code, input], { secrets }) => {
    const { status, stdout, stderr } = await runExecutable(["--secrets-file", secrets, "-v"], { input });
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining(` warning ${code}: `) });
    expect(stdout).toContain(CANARY);
    expectNoCanary({ status, stdout: "", stderr });
  });

  testWith.for([
    ["a list", `- ${CANARY}\n`],
    ["a scalar", `${CANARY}\n`],
    ["broken YAML", `${ARN}: "${CANARY}\n`],
    ["a broken escape", `${ARN}: "${CANARY}\\q"\n`],
    ["an unknown alias", `${ARN}: {a: *${CANARY}}\n`],
    ["two documents", `${ARN}: ${CANARY}\n---\n${CANARY}\n`],
    ["a key twice", `${ARN}: ${CANARY}\n${ARN}: ${CANARY}\n`],
    ["base64 that is none", `${ARN}: {binary: "${CANARY}!"}\n`],
    ["a NUL", `${ARN}: ${CANARY}\0\n`],
    ["deep nesting", `${ARN}: ${"[".repeat(1_000)}${CANARY}`],
    ["a mapping as the key", `{${CANARY}: 1}: 1\n`],
    ["a forgotten space behind an ARN", `{${ARN}:${CANARY}, x: y}\n`],
    ["a forgotten space, and colons in the value", `${ARN}:a:${CANARY}:${CANARY}: y\n`],
    ["a forgotten space behind a name", `{prod/db:${CANARY}, x: y}\n`],
    ["a forgotten space behind a JSON key", `${ARN}: {user: x, password:${CANARY}}\n`],
    ["bytes that are not UTF-8", Buffer.from(`${ARN}: ${CANARY}\xff\n`, "latin1")],
  ] as const)("a secrets file that is wrong: %s", async ([_, text], { directory }) => {
    const path = directory.at("wrong.yaml");
    writeFileSync(path, text);
    const ran = await runExecutable(["--secrets-file", path, "-v"], { input: `a: ${ARN}:nope\n` });
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/wrong\.yaml:\d+:\d+: expected /);
    expectNoCanary(ran);
  });
});

describe("no message contains a value: from a server", () => {
  test.for(failing)("%s", async ([_, input], { server }) => {
    server.reset(STORED);
    const ran = await runExecutable(["--endpoint-url", server.url, "-v"], { input, env: AWS_ENV });
    expect(ran.status).toBe(1);
    expectNoCanary(ran);
    const args = ["check", "-", "--online", "--endpoint-url", server.url, "-v", "--format", "json"];
    expectNoCanary(await runExecutable(args, { input, env: AWS_ENV }));
  });

  const secret = { ARN, Name: "db", SecretString: CANARY };
  const page = JSON.stringify({ SecretValues: [secret] });
  const raw =
    (body: string, status = 200): Interceptor =>
    (_, response) => {
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(body);
      return true;
    };
  const failure =
    (code: string, message = CANARY): Interceptor =>
    (_, response) => {
      fail(response, { code, message });
      return true;
    };

  test.for<[what: string, intercept: Interceptor]>([
    ["a body cut short", raw(page.slice(0, -4))],
    ["not JSON", raw(`<html>${CANARY}</html>`)],
    ["an XML error", raw(`<Error><Code>AccessDenied</Code><Message>${CANARY}</Message></Error>`, 403)],
    ["an internal error with a body", raw(page, 500)],
    ["a refusal that quotes", failure("AccessDeniedException", `User: ${CANARY} is not authorized`)],
    ["decryption", failure("DecryptionFailure")],
    ["deletion", failure("InvalidRequestException", `${CANARY} was marked for deletion`)],
    ["an invalid request", failure("InvalidRequestException")],
    ["throttling", failure("ThrottlingException")],
    ["an expired token", failure("ExpiredTokenException")],
    ["a wrong signature", failure("InvalidSignatureException")],
    ["an error named by a value", failure(`Canary ${CANARY}`)],
    [
      "a reset connection in the midst of a body",
      (_, response) => {
        response.writeHead(200, { "content-length": "9999" });
        response.write(page.slice(0, -2), () => response.destroy());
        return true;
      },
    ],
    [
      "another secret",
      (_, response) => {
        respond(response, 200, { SecretValues: [{ ...secret, ARN: ARN.replace("us-west-2", "us-east-1") }] });
        return true;
      },
    ],
    [
      "an ARN that is none",
      (_, response) => {
        respond(response, 200, { SecretValues: [{ ...secret, ARN: `${CANARY}:db-AbCdEf` }] });
        return true;
      },
    ],
    [
      "errors that quote",
      (_, response) => {
        const error = { ...denied("GetSecretValue"), message: CANARY };
        respond(response, 200, {
          Errors: [{ SecretId: ARN, ErrorCode: error.code, Message: error.message }],
        });
        return true;
      },
    ],
  ])("%s", async ([_, intercept], { server }) => {
    server.reset([], intercept);
    const env = { ...AWS_ENV, AWS_MAX_ATTEMPTS: "1" };
    const ran = await runExecutable(["--endpoint-url", server.url, "-v"], { input: `a: ${ARN}\n`, env });
    expect(ran.status).not.toBe(0);
    expect(ran.stdout).toBe("");
    expectNoCanary(ran);
  });
});

test("outputs that can be written, and that cannot", async ({ directory }) => {
  const secrets = directory.at("secrets.yaml");
  const input = `a: ${ARN}\n`;
  writeFileSync(secrets, `${ARN}: ${CANARY}\n`);
  directory.write("in.yaml", input);
  const run = (...args: readonly string[]) =>
    runExecutable(["--secrets-file", secrets, "-v", ...args], { input, cwd: directory.path });
  const ran = [
    await run("-o", directory.path),
    await run("-o", "/dev/full"),
    await run("in.yaml", "-d", "secrets.yaml/x"),
    await run("in.yaml", "-d", "out"),
    await run("in.yaml", "-i"),
  ];
  expect(ran.map(({ status }) => status)).toEqual([3, 3, 3, 0, 0]);
  for (const each of ran) expectNoCanary(each);
});

test.for<[what: string, options: readonly string[], command: readonly string[], status: number]>([
  ["that ends well", [], ["cat", "/proc/self/cmdline", "{}"], 0],
  ["that fails", ["--env", "A=a"], ["sh", "-c", "exit 9"], 9],
  ["that is not there", [], ["nope", "{}"], 127],
  ["that prints it, masked", ["--mask"], ["sh", "-c", 'cat "$1"; cat "$1" >&2', "sh", "{}"], 0],
  ["for which a value is no variable", ["--env", "A=nul"], ["env"], 1],
  ["for which there is no such path", ["--env", "A=b"], ["env"], 1],
])("a command %s", async ([_, options, command, status], { directory }) => {
  const secrets = directory.at("secrets.yaml");
  writeFileSync(secrets, `${ARN}: ${CANARY}\n${arn("nul")}: "${CANARY}\\0"\n`);
  const args = ["exec", "-", "--secrets-file", secrets, "-v", ...options, "--", ...command];
  const ran = await runExecutable(args, { input: `a: ${ARN}\nnul: ${arn("nul")}\n` });
  expect(ran.status).toBe(status);
  // A command that prints its file does as it was told.
  expectNoCanary(command[0] === "cat" ? { ...ran, stdout: ran.stdout.split("a: ")[0] ?? "" } : ran);
});

/** What a runner that has heard these lines hides of a log. */
function registeredIn(stderr: string): readonly string[] {
  return Array.from(stderr.matchAll(/^::add-mask::(.*)$/gm), ([, data = ""]) =>
    data.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%"),
  ).sort((a, b) => b.length - a.length);
}

const AWKWARD = [
  CANARY,
  `${CANARY}"77\\x'y`,
  `'${CANARY}: #é`,
  `${CANARY}\nof two lines of ${CANARY}\n`,
  `{"key": "${CANARY}\\"1", "port": 5432}`,
  `{{ ${CANARY} }}`,
] as const;
const PLACES = ["a: @\n", "a: '@'\n", 'a: "@"\n', "a: x ${@}\n", "a: |\n  ${@}\n", "{a: [@, '${@} x']}\n"];

describe("a GitHub runner, and --mask, hide each value as the file has it", () => {
  test.for(AWKWARD.map((value) => [JSON.stringify(value), value] as const))(
    "%s",
    async ([_, value], { directory }) => {
      const secrets = directory.at("secrets.yaml");
      writeFileSync(secrets, `${ARN}: ${JSON.stringify(value)}\n`);
      const templated = value.startsWith("{{");
      const options = ["--secrets-file", secrets, ...(templated ? ["--jinja", "escape"] : [])];
      const yaml = PLACES.map((place) => place.replaceAll("@", ARN));
      const input = `${templated ? `t: "{{ env }}"\n---\n` : ""}${yaml.join("---\n")}`;
      const env = { GITHUB_ACTIONS: "true" };
      const ran = await runExecutable(options, { input, env });
      expect(ran.status).toBe(0);
      expect(ran.stdout).toContain(CANARY);
      const log = registeredIn(ran.stderr).reduce((text, each) => text.replaceAll(each, "***"), ran.stdout);
      const unregistered = ran.stderr.replace(/^::add-mask::.*$/gm, "");
      expectNoCanary({ status: 0, stdout: log, stderr: unregistered });
      const exec = [
        "exec",
        "-",
        ...options,
        "--mask",
        "--",
        "sh",
        "-c",
        'cat "$1"; cat "$1" >&2',
        "sh",
        "{}",
      ];
      const masked = await runExecutable(exec, { input });
      expect(masked).toMatchObject({ status: 0, stdout: expect.stringContaining("***") });
      expectNoCanary(masked);
    },
  );

  test("the items of a StringList, wherever they are", async ({ directory }) => {
    const id = parameterArn("store/list");
    const items = [CANARY, `${CANARY}: #1`, `"${CANARY}'`];
    const secrets = directory.write("secrets.yaml", `${id}: ${JSON.stringify(items)}\n`);
    const yaml = [...PLACES, "a: !!str @\n", "a: ${@ | tojson}\n"].map((place) => place.replaceAll("@", id));
    const input = yaml.join("---\n");
    const options = ["--secrets-file", secrets];
    const ran = await runExecutable(options, { input, env: { GITHUB_ACTIONS: "true" } });
    expect(ran).toMatchObject({ status: 0, stdout: expect.stringContaining(CANARY) });
    const log = registeredIn(ran.stderr).reduce((text, each) => text.replaceAll(each, "***"), ran.stdout);
    expectNoCanary({ status: 0, stdout: log, stderr: ran.stderr.replace(/^::add-mask::.*$/gm, "") });
    for (const types of ["json", "string"]) {
      const exec = ["exec", "-", ...options, "--types", types, "--mask", "--", "cat", "{}"];
      const masked = await runExecutable(exec, { input });
      expect(masked).toMatchObject({ status: 0, stdout: expect.stringContaining("***") });
      expectNoCanary(masked);
      const items = `echo '${CANARY}: #1'; echo '${CANARY}'`;
      const printed = await runExecutable([...exec.slice(0, -2), "sh", "-c", items], { input });
      expect(printed).toMatchObject({ status: 0, stdout: "***\n***\n" });
    }
  });

  test("nothing is registered elsewhere, and nothing else says it", async ({ directory }) => {
    const secrets = directory.at("secrets.yaml");
    writeFileSync(secrets, `${ARN}: ${CANARY}\n`);
    for (const value of ["false", "0", "1", ""]) {
      const env = { GITHUB_ACTIONS: value };
      const ran = await runExecutable(["--secrets-file", secrets, "-v"], { input: `a: ${ARN}\n`, env });
      expect(ran.stdout).toBe(`a: ${CANARY}\n`);
      expectNoCanary({ ...ran, stdout: "" });
    }
  });

  test("what is said of short values is not what they are", async ({ directory }) => {
    const secrets = directory.at("secrets.yaml");
    writeFileSync(secrets, `${ARN}: '{"pin": "zq9xk", "key": "${CANARY}"}'\n`);
    const exec = ["exec", "-", "--secrets-file", secrets, "--mask", "--", "true"];
    const ran = await runExecutable(exec, { input: `a: ${ARN}\n` });
    expect(ran.stderr).toContain("1 value of fewer than 6 characters");
    expect(ran.stderr).not.toContain("zq9xk");
    expectNoCanary(ran);
  });
});

test("-v says nothing of values where all goes well", async ({ server }) => {
  server.reset([{ arn: ARN, text: CANARY }]);
  const { status, stdout, stderr } = await runExecutable(["--endpoint-url", server.url, "-v"], {
    input: `a: ${ARN}\n`,
    env: AWS_ENV,
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: `a: ${CANARY}\n` });
  expectNoCanary({ status, stdout: "", stderr });
});

describe("a run that stays tells no value of a look that fails", () => {
  test.for(failing)("%s", async ([_, input], { directory, server }) => {
    server.reset(STORED);
    directory.write("in.yaml", `a: ${arn("plain")}\n`);
    const files = ["--ready-file", "ready", "--status-file", "status.json"];
    const args = ["in.yaml", "-o", "out.yaml", "-v", "--refresh", "1h", "--endpoint-url", server.url];
    const run = startStaying([...args, ...files], directory.path, { ...AWS_ENV, GITHUB_ACTIONS: "true" });
    await run.said("resolved ");
    directory.write("in.yaml", input);
    run.kill("SIGHUP");
    await run.said("the refresh failed");
    const ready = directory.read("ready");
    run.kill("SIGTERM");
    expect(await run.ended).toEqual({ status: 143, signal: null });
    const status = directory.read("status.json");
    expect(JSON.parse(status)).toMatchObject({ result: "failed" });
    expect(directory.read("out.yaml")).toBe(`a: ${CANARY}\n`);
    const stderr = run.stderr().replace(/^::add-mask::.*$/gm, "");
    expectNoCanary({ status: 0, stdout: `${ready}${status}`, stderr });
  });
});

describe("Node's own logging prints no values", () => {
  const TOKEN = { ...AWS_ENV, AWS_SESSION_TOKEN: `${CANARY}-token` };

  test.for([
    { NODE_DEBUG: "*" },
    { NODE_DEBUG: "child_process" },
    { NODE_DEBUG: "Stream" },
    { NODE_DEBUG: "http,net" },
    { NODE_DEBUG_NATIVE: "," },
    { NODE_DEBUG: "s*m", NODE_DEBUG_NATIVE: "http" },
  ])("%j", async (debug, { directory, server }) => {
    server.reset([{ arn: ARN, text: CANARY }]);
    const input = `a: ${ARN}\n`;
    const run = (...args: readonly string[]) =>
      runExecutable(args, { input, env: { ...TOKEN, ...debug }, cwd: directory.path });
    const fetch = ["--endpoint-url", server.url];
    const shown = await run("exec", "-", ...fetch, "--env", "A=a", "--", "sh", "-c", 'test "$A"');
    expect(shown).toMatchObject({ status: 0, stdout: "" });
    expectNoCanary(shown);
    const masked = await run("exec", "-", ...fetch, "--mask", "--", "cat", "{}");
    expect(masked).toMatchObject({ status: 0, stdout: "a: ***\n" });
    expectNoCanary(masked);
    const { status, stdout, stderr } = await run("resolve", ...fetch);
    expect({ status, stdout }).toEqual({ status: 0, stdout: input.replace(ARN, CANARY) });
    expectNoCanary({ status, stdout: "", stderr });
    const checked = await run("check", "-", "--online", ...fetch);
    expect(checked.status).toBe(0);
    expectNoCanary(checked);
  });
});
