/**
 * Nothing that a file, a name or an option holds reaches the terminal, or the log of a runner, as anything but a visible
 * character: no escape sequence, no change of direction, no line of its own. Every format, every kind of message.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runExecutable, runInProcess } from "../support/run.js";

/** C0, DEL, C1, marks of direction, separators, what has no width, and what a line of a log could begin with. */
const HOSTILE = [
  ...[
    "\u001b[31m",
    "\u001b]0;x\u0007",
    "\u0008",
    "\r",
    "\n",
    "\n::error::x",
    "\t",
    "\u007f",
    "\u0085",
    "\u009b31m",
  ],
  ...[
    "\u061c",
    "\u200e",
    "\u200f",
    "\u202e",
    "\u2066",
    "\u2069",
    "\u2028",
    "\u2029",
    "\u00ad",
    "\u200b",
    "\ufeff",
  ],
  ...["\u{e0041}", "\ufff9", "\u180e", "%", "::", '"', "'", " ", "é", "\u{1f511}"],
] as const;
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.constantFrom("a", "b", "/")), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.join(""));

const FIELDS = [
  "arn",
  "aws",
  "secretsmanager",
  "us-west-2",
  "123456789012",
  "secret",
  "prod/db-AbCdEf",
  "key",
];

/** An ARN for each of its fields, with the text in it. */
function arnsWith(text: string): readonly string[] {
  return FIELDS.map((_, at) =>
    FIELDS.map((field, index) => (index === at ? `${field}${text}` : field)).join(":"),
  );
}

/** Values that hold the text in all kinds of references, right and wrong. */
function valuesWith(text: string): readonly string[] {
  return [
    ...arnsWith(text),
    ...arnsWith(text).map((arn) => `x\${${arn} | ${text}}`),
    `\${${FIELDS.join(":")} | ${text}}`,
    `{{ aws_secret_var('${text}') }}`,
    `{{ json_value(aws_secret_var('prod/db'), '${text}') }}`,
    `{{resolve:secretsmanager:${text}:SecretString:${text}}}`,
    `ref+awssecrets://${text}/x?region=${text}#/${text}`,
    `ref+awssecrets://prod/db?${text}`,
  ];
}

/** With escapes, as any text can be written, and as it is, which mostly is not YAML. */
function yamlsWith(text: string): readonly string[] {
  const escaped = (value: string) => JSON.stringify(value);
  return [
    ...valuesWith(text).map((value, index) => `${escaped(`${text}${index}`)}: ${escaped(value)}\n`),
    ...valuesWith(text).map((value, index) => `k${index}: ${value}\n`),
    `${escaped(FIELDS.join(":") + text)}: x\n`,
    `a: ${FIELDS.join(":")} # arnsubst: ignore ${text}\nb: x # arnsubst: ${text}\n`,
    `a: !${encodeURIComponent(text)} ${FIELDS.join(":")}\n${text}\n`,
  ];
}

function configsWith(text: string): readonly string[] {
  const value = JSON.stringify(text);
  return [
    `${value}: x\n`,
    `exclude: [${value}, "(${value.slice(1)}, "[${value.slice(1)}]\n`,
    `allow-accounts: [${value}]\nallow-regions: [${value}]\nrequire-suffix: ${value}\nliteral-keys: [a]\n`,
    `literal-keys: [${value}]\nreference-keys: [${value}]\nseverities: {${value}: off, literal: ${value}}\n`,
    `accounts: {${value}: {profile: ${value}, role: ${value}, external-id: ${value}, ${value}: x}}\n`,
    `map-accounts: {${value}: ${value}}\nmap-regions: {${value}: ${value}}\n`,
    `exclude: [${text}]\n`,
  ];
}

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Commands that come across the text in files, names, configs and options. */
function commandsWith(text: string): readonly (readonly string[])[] {
  const name = text.replaceAll("/", "_");
  const work = mkdtempSync(join(directory, "w-"));
  const write = (path: string, content: string) => {
    writeFileSync(join(work, path), content);
    return join(work, path);
  };
  mkdirSync(join(work, `${name}.d`));
  const files = yamlsWith(text).map((yaml, index) => write(`${name}.d/${index}${name}.yaml`, yaml));
  const lists = files.map((file) => ["list", file, "-v"]);
  const configs = configsWith(text).map((config, index) => write(`${index}${name}.yml`, config));
  const good = write(`good${name}.yaml`, `a: ${FIELDS.join(":")}${JSON.stringify(text).slice(1, -1)}z\n`);
  const plain = write("plain.yaml", `a: ${FIELDS.join(":")}\n`);
  const secrets = write(`secrets${name}`, `prod/db: ${JSON.stringify(JSON.stringify({ [text]: text }))}\n`);
  const statement = { Effect: text, Action: text, Resource: text, [text]: text };
  const policies = [
    write(`p0${name}`, JSON.stringify({ Statement: [statement] })),
    write(`p1${name}`, JSON.stringify({ Statement: [{ ...statement, Effect: "Allow", [text]: undefined }] })),
    write(`p2${name}`, `{${text}`),
  ];
  const options = [
    "--allow-account",
    "--allow-region",
    "--map-account",
    "--map-region",
    "--format",
    "--policy",
    "--config",
  ];
  return [
    ...["pretty", "json", "sarif", "github", "gitlab", "junit"].map((format) => [
      "check",
      join(work, `${name}.d`),
      "-v",
      "--format",
      format,
    ]),
    ...["table", "json", "csv", "arns", "mermaid"].map((format) => [
      "list",
      join(work, `${name}.d`),
      "--format",
      format,
    ]),
    ...lists,
    ["check", good, plain, "--color"],
    ["list", good, plain, "--color"],
    ["policy", good, plain],
    ...policies.flatMap((policy) => [
      ["policy", plain, "--check", policy],
      ["check", plain, "--policy", policy],
    ]),
    ...configs.flatMap((config) => [
      ["check", plain, "-v", "--config", config],
      ["list", plain, "--config", config],
    ]),
    ...[...valuesWith(text), text].map((value) => ["explain", value]),
    ...options.map((option) => ["check", plain, option, `x${text}`]),
    ...["--map-account", "--map-region"].flatMap((option) => [
      ["list", plain, option, `${text}=x`],
      ["list", plain, option, `123456789012=${text}`],
    ]),
    ["check", plain, `--${text}`],
    ["check", join(work, name, "nosuch")],
    ["check", `-${text}`],
    [`chekc${text}`],
    ["completion", text],
    ["help", text],
    ["resolve", plain, "--types", text],
    ["resolve", plain, "--timeout", text],
    ["resolve", plain, "--endpoint-url", text],
    ["resolve", plain, "-o", join(work, name, "nosuch", name), "--secrets-file", secrets],
    ["resolve", plain, "-o", join(work, `out${name}`), "--secrets-file", secrets],
    ["resolve", good, "--secrets-file", good],
    ["resolve", plain, "--secrets-file", join(work, `nosuch${name}`)],
    ["exec", plain, "--secrets-file", secrets, "--env", `A=${text}`, "--", "true"],
    ["exec", plain, "--secrets-file", secrets, "--env", text, "--", "true"],
    [
      "exec",
      "--secrets-file",
      write("db", `prod/db: '{"key": "v"}'\n`),
      plain,
      "--",
      join(work, `no${name}`),
    ],
  ];
}

/** All that Unicode has of them, but the line break and, in quoted lines of a file, the tab. */
const RAW = /(?![\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const TAB_OF_EXCERPT = /^( *\d* \| .*)\t/gm;

function expectHarmless(args: readonly string[], text: string): void {
  let shown = args.includes("--color") ? text.replaceAll(/\u001b\[\d{1,2}m/g, "") : text;
  for (let before = ""; before !== shown; ) {
    before = shown;
    shown = shown.replaceAll(TAB_OF_EXCERPT, "$1 ");
  }
  const at = shown.search(RAW);
  expect(JSON.stringify(shown.slice(Math.max(0, at - 60), at + 1)), args.join(" ")).toBe(
    at < 0 ? '""' : "harmless",
  );
  if (!args.includes("github")) expect(shown).not.toMatch(/^\s*::/m);
}

test("no name, key, option or value sends anything but characters that can be seen", async () => {
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      for (const args of commandsWith(text)) {
        const { stdout, stderr } = await runInProcess(args);
        expect(stderr, args.join(" ")).not.toContain("a bug in arnsubst");
        expectHarmless(args, stdout);
        expectHarmless(args, stderr);
        if (args.includes("github"))
          expect(stdout.replaceAll(/^::(?:error|warning|notice) .*\n/gm, "")).toBe("");
        if (["json", "sarif", "gitlab"].some((format) => args.includes(format))) JSON.parse(stdout);
      }
    }),
    {
      numRuns: 12,
      examples: [[HOSTILE.slice(0, 11).join("a")], [HOSTILE.slice(11).join("a")], ["b\t"]],
      endOnFailure: true,
    },
  );
}, 120_000);

test.each([
  ["check", "--format", "github"],
  ["check", "--format", "json"],
  ["check", "--format", "sarif"],
  ["check", "--format", "gitlab"],
  ["check", "--format", "junit"],
  ["check", "--format", "pretty"],
  ["list", "--format", "table"],
  ["list", "--format", "csv"],
  ["list", "--format", "mermaid"],
])("as a process too: %s %s %s", async (...args) => {
  const cwd = mkdtempSync(join(directory, "w-"));
  const name = "::error::x\u001b[31m\u009b31m\u202e\u2028\n::error::y\t.yaml";
  writeFileSync(
    join(cwd, name),
    `a: ${FIELDS.join(":")}\nsecret_arn: ${FIELDS.join(":")}\nb: arn:aws:secretsmanager:us-west-2:1:secret:x\n`,
  );
  const { status, stdout, stderr } = await runExecutable([...args, name, "."], { cwd });
  expect(status).toBe(1);
  expect(stdout).toContain("x");
  expectHarmless(args, stdout);
  expectHarmless(args, stderr);
  const wrong = await runExecutable([...args, `--${name}`], { cwd });
  expect(wrong).toMatchObject({ status: 2, stdout: "" });
  expectHarmless(args, wrong.stderr);
});

test("a report still names the file as it is, where its format can", async () => {
  const name = "x\u001b\u009b\u202e\u{e0041}\n%.yaml";
  writeFileSync(join(directory, name), "a: arn:aws:secretsmanager:us-west-2:1:secret:x\n");
  const { stdout } = await runExecutable(["check", name, "--format", "json"], { cwd: directory });
  expect(JSON.parse(stdout).diagnostics[0].file).toBe(name);
  const sarif = JSON.parse(
    (await runExecutable(["check", name, "--format", "sarif"], { cwd: directory })).stdout,
  );
  const { uri } = sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation;
  expect(decodeURIComponent(uri)).toBe(name);
  const github = await runExecutable(["check", name, "--format", "github"], { cwd: directory });
  expect(github.stdout).toContain("::error file=x␛���%0A%25.yaml,line=1,");
});
