/** What `.arnsubst.yaml` says, what is said of a wrong one, and which one counts in a directory. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EXIT_ENVIRONMENT, EXIT_USAGE } from "../../../src/cli/exit-status.js";
import { loadConfig } from "../../../src/cli/inputs/config.js";
import { EMPTY_CONFIG, parseConfig } from "../../../src/core/rules/config.js";
import { linesOf, type Source } from "../../../src/core/text/source.js";
import { searchConfig } from "../../../src/io/config-search.js";

const ROLE = "arn:aws:iam::333333333333:role/secrets-reader";

/** The config's accounts, or a line for each fault: place, message and hint. */
function read(source: Source | string): unknown {
  const { text } = typeof source === "string" ? { text: source } : source;
  const parsed = parseConfig(typeof source === "string" ? { name: ".arnsubst.yaml", text } : source);
  if ("config" in parsed) return Object.fromEntries(parsed.config.accounts);
  return parsed.faults.map(({ start, message, hint }) => {
    const { line, column } = linesOf(text).positionAt(start);
    return `${line}:${column} ${message}${hint === undefined ? "" : ` = ${hint}`}`;
  });
}

/** The keys of one account, each on a line of its own from line 3 on. */
function account(...keys: readonly string[]): string {
  return ['accounts:\n  "210987654321":', ...keys.map((key) => `    ${key}`), ""].join("\n");
}

describe("what a right file says", () => {
  test.each<[text: string, accounts: object]>([
    ["", {}],
    ["# nothing yet\n", {}],
    ["---\n", {}],
    ["~\n", {}],
    ["accounts: {}\n", {}],
    [account("profile: analytics"), { "210987654321": { profile: "analytics" } }],
    [account("profile: team/a b"), { "210987654321": { profile: "team/a b" } }],
    [account("profile: !!str 007"), { "210987654321": { profile: "007" } }],
    [account(`role: ${ROLE}`), { "210987654321": { role: ROLE } }],
    [account(`role: "${ROLE}" # why`), { "210987654321": { role: ROLE } }],
    [account(`role: ${ROLE}`, "external-id: 0123"), { "210987654321": { role: ROLE, externalId: "0123" } }],
    [
      account("role: arn:aws-cn:iam::333333333333:role/a/b+c/d=e,f.g@h-i"),
      { "210987654321": { role: "arn:aws-cn:iam::333333333333:role/a/b+c/d=e,f.g@h-i" } },
    ],
    ["\uFEFFaccounts:\r\n  001234567890: {profile: x}\r\n", { "001234567890": { profile: "x" } }],
    [
      '{"accounts": {"000000000001": {"profile": "a"}, 333333333333: {"profile": "b"}}}',
      { "000000000001": { profile: "a" }, "333333333333": { profile: "b" } },
    ],
  ])("%j", (text, accounts) => {
    expect(read(text)).toEqual(accounts);
  });
});

test.each([
  ["true", true],
  ["True", true],
  ["FALSE", false],
])("require-suffix: %s", (written, requireSuffix) => {
  expect(parseConfig({ name: "c", text: `require-suffix: ${written}` })).toMatchObject({
    config: { rules: { requireSuffix } },
  });
});

test("the rules", () => {
  const text = [
    "allow-accounts: [123456789012, '000000000001']",
    "allow-regions: [us-west-2, eu-future-7]",
    "require-suffix: false",
    "literal-keys: [conn]",
    "reference-keys: [secret_arn]",
    "bare-arns: keep",
    "severities: { arn-partial: off }",
    "exclude: [generated/**]",
    "jinja: { 'io_config*.yaml': escape, '**': allow }",
    "map-accounts: { 123456789012: '000000000001' }",
    "map-regions: { us-west-2: eu-future-7 }",
  ].join("\n");
  expect(parseConfig({ name: "c", text })).toEqual({
    config: {
      accounts: new Map(),
      rules: {
        allowAccounts: ["123456789012", "000000000001"],
        allowRegions: ["us-west-2", "eu-future-7"],
        requireSuffix: false,
        literalKeys: ["conn"],
        referenceKeys: ["secret_arn"],
        bareArns: "keep",
        severities: new Map([["arn-partial", "off"]]),
      },
      exclude: ["generated/**"],
      jinja: [
        { pattern: "io_config*.yaml", mode: "escape" },
        { pattern: "**", mode: "allow" },
      ],
      remaps: [
        { part: "account", from: "123456789012", to: "000000000001", optional: true },
        { part: "region", from: "us-west-2", to: "eu-future-7", optional: true },
      ],
    },
  });
});

describe("what is said of a wrong file", () => {
  test.each<[text: string, fault: string]>([
    ["accounts: [", "1:11 this is not YAML: this [ is never closed"],
    ["accounts:\n\tx: y", "2:1 this is not YAML: there is a tab in the indentation"],
    ["accounts: \0", "1:11 this is not YAML: it holds a NUL character"],
    [`a: ${"[".repeat(300)}`, "1:259 this is not YAML: it is nested more than 256 levels deep"],
    ["accounts: {}\n---\naccounts: {}\n", "2:1 a second document starts here = remove the ---"],
    ["- accounts\n", "1:1 the config file is a list, and has to be a mapping = write it as in accounts: {"],
    ["accounts", "1:1 the config file is a string, and has to be a mapping"],
    ["!include x", '1:10 the tag "!include" has no meaning here = remove the tag'],
    ["accounts: {}\nacounts: {}", '2:1 "acounts" is not a key of the config file = did you mean "accounts"?'],
    [
      "profiles: []",
      '1:1 "profiles" is not a key of the config file = its keys are accounts, allow-accounts,',
    ],
    ["allow-accounts: 123456789012", "1:17 allow-accounts is a string, and has to be a list of account ids"],
    ["allow-accounts: []", "1:17 allow-accounts is an empty list, which allows nothing = write it as in"],
    ["allow-accounts: [12]", '1:18 the account id "12" has 2 digits, an AWS account id has 12'],
    ["allow-regions: [us-west-2, us_west_2]", '1:28 "us_west_2" is not an AWS region'],
    [
      "allow-regions: [us-west-2a]",
      '"us-west-2a" is not an AWS region; a region looks like "us-west-2" = did',
    ],
    [
      "require-suffix: yes",
      '1:17 require-suffix is "yes", and has to be true or false = write require-suffix',
    ],
    ["literal-keys: ['']", "1:16 the name of a key is empty = write the key as it is in the YAML"],
    ["literal-keys: ['**.*']", '1:16 "**.*" matches every key = write the key as it is in the YAML'],
    ["reference-keys: ['a..*']", '1:18 "a..*" has an empty key = write the key'],
    ["bare-arns: kept", '1:12 bare-arns is "kept", and has to be keep or replace = did you mean "keep"?'],
    [
      "bare-arns: [keep]",
      "1:12 bare-arns is a list, and has to be keep or replace = write bare-arns: keep or",
    ],
    [
      "literal-keys: [a, b]\nreference-keys: [c, b]",
      '2:21 "b" is in literal-keys and in reference-keys = keep one',
    ],
    ["exclude: generated", "1:10 exclude is a string, and has to be a list of path patterns"],
    [
      "jinja: escape",
      "1:8 jinja is a string, and has to be a mapping from pattern to refuse, escape or allow",
    ],
    [
      "jinja: {a: escap}",
      '1:12 the mode is "escap", and has to be refuse or escape or allow = did you mean "escape"?',
    ],
    ["jinja: {'!a': escape}", '1:9 the pattern "!a" starts with !, which arnsubst does not support'],
    [
      "exclude: ['!a']",
      '1:11 the pattern "!a" starts with !, which arnsubst does not support = write it as in generated/**',
    ],
    ["exclude: [../a]", '1:11 the pattern "../a" has to start with a name in the config file\'s directory'],
    ["exclude: ['C:/a']", '1:11 the pattern "C:/a" has to start with a name in the config file\'s directory'],
    [
      "exclude: [charts\\old]",
      '1:17 the pattern "charts\\\\old" has a \\ that escapes nothing = separate directories with /',
    ],
    ["exclude: ['p/(a+)+$']", '1:14 the pattern "p/(a+)+$" has (, which has no meaning here'],
    ["exclude:\n- a\n- 'b*c*d*e*f*g*'", '3:15 the pattern "b*c*d*e*f*g*" has more than 5 *'],
    ["exclude: ['x{1..1000}']", '1:11 the braces of "x{1..1000}" stand for more than 100 patterns'],
    ["severities: [arn-partial]", "1:13 severities is a list, and has to be a mapping from code to severity"],
    [
      "severities: {arn-partail: off}",
      '1:14 "arn-partail" is not a code of check = did you mean "arn-partial"?',
    ],
    [
      "severities: {secret-denied: off}",
      '1:14 "secret-denied" is not a code of check = severities apply to check',
    ],
    ["severities: {arn-partial: warn}", '1:27 "warn" is not a severity = did you mean "warning"?'],
    ["severities: {arn-partial: eror}", '1:27 "eror" is not a severity = did you mean "error"?'],
    [
      "map-accounts: [x]",
      "1:15 map-accounts is a list, and has to be a mapping from account id to account id",
    ],
    ["map-accounts: {dev: '000000000001'}", '1:16 the account id "dev" is not a number'],
    ["map-accounts: {'000000000001': prod}", 'the account id "prod" is not a number'],
    ["map-regions: {us-west-2: }", "1:15 the region is empty, and has to be a string"],
    ["map-regions: {us_west_2: us-east-1}", '1:15 "us_west_2" is not an AWS region'],
    ["__proto__: {}", '1:1 "__proto__" is not a key of the config file'],
    ["? [accounts]\n: {}", "1:3 a key of the config file is a list, and has to be a string"],
    ["accounts: {}\n\n'accounts': {}", '3:1 "accounts" is here twice, first on line 1 = keep one of them'],
    ["accounts:\n", "1:1 accounts is empty, and has to be a mapping from account id to profile or role"],
    ["accounts: x", "1:11 accounts is a string, and has to be a mapping from account id to profile or role"],
    ["accounts: [x]", "1:11 accounts is a list, and has to be a mapping"],
    [
      "accounts: *x",
      "1:11 accounts is an alias, and has to be a mapping from account id to profile or role = write the value itself",
    ],
    ["accounts:\n  12345: {profile: x}", '2:3 the account id "12345" has 5 digits, an AWS account id has 12'],
    ["accounts: {dev: {profile: x}}", '1:12 the account id "dev" is not a number'],
    [
      "accounts:\n  1234-5678-9012: {profile: x}",
      '2:3 the account id "1234-5678-9012" is not a number of 12 digits = write 123456789012',
    ],
    [
      "accounts:\n  '333333333333': {profile: x}\n  333333333333: {profile: y}",
      '3:3 "333333333333" is here twice, first on line 2',
    ],
    [
      account(),
      '2:3 account "210987654321" is empty, and has to be a mapping = write profile: NAME or role: arn:',
    ],
    [
      account("analytics"),
      '3:5 account "210987654321" is a string, and has to be a mapping = write profile: NAME',
    ],
    [
      account("{}"),
      '2:3 account "210987654321" has neither profile nor role = write profile: NAME or role: arn:',
    ],
    [
      account("profile: x", `role: ${ROLE}`),
      '4:5 account "210987654321" has both profile and role = keep one',
    ],
    [account("profil: x"), '3:5 "profil" is not a key of an account = did you mean "profile"?'],
    [
      account("profile: x", "region: y"),
      '4:5 "region" is not a key of an account = its keys are profile, role, external-id',
    ],
    [account("profile: x", "profile: y"), '4:5 "profile" is here twice, first on line 3'],
    [
      account("profile:"),
      "3:5 profile is empty, and has to be the name of a profile = write a name that aws",
    ],
    [account("profile: null"), "3:14 profile is empty, and has to be the name of a profile"],
    [account("profile: ''"), "3:14 profile is empty = write a name that aws configure list-profiles lists"],
    [account('profile: " "'), "3:14 profile is empty"],
    [account("profile: |", "  x"), '3:14 no profile has the name "x\\n" = write it on one line'],
    [account("profile: [x]"), "3:14 profile is a list, and has to be the name of a profile"],
    [account("profile: {x: y}"), "3:14 profile is a mapping, and has to be the name of a profile"],
    [
      account("profile: *x"),
      "3:14 profile is an alias, and has to be the name of a profile = write the value itself",
    ],
    [
      account("profile: !env X"),
      '3:19 the tag "!env" has no meaning here = remove the tag; profile has to be',
    ],
    [account("profile: !!int 12"), '3:20 the tag "!!int" has no meaning here'],
    [account("external-id: abc"), "3:5 external-id needs a role, and there is none = also write role: arn:"],
    [
      account("profile: x", "external-id: abc"),
      "4:5 external-id needs a role, and there is none = leave it out",
    ],
    [account(`role: ${ROLE}`, "external-id: a"), "4:18 external-id has 1 character, AWS allows 2 to 1224"],
    [account(`role: ${ROLE}`, `external-id: ${"a".repeat(1_225)}`), "4:18 external-id has 1225 characters"],
    [account(`role: ${ROLE}`, "external-id: ab cd"), '4:20 external-id cannot hold " " = AWS allows'],
    [
      account(`role: ${ROLE}`, "external_id: ab"),
      '4:5 "external_id" is not a key of an account = did you mean "external-id"?',
    ],
  ])("%j", (text, fault) => {
    expect(read(text)).toEqual([expect.stringContaining(fault)]);
  });

  test("bytes that are not UTF-8", () => {
    const source = { name: "c", text: "a: \uFFFD", malformed: { at: 3, encoding: "unknown" } } as const;
    expect(read(source)).toEqual(["1:4 this is not YAML: its bytes are not UTF-8"]);
  });

  test("all faults at once, by place", () => {
    const text = [
      "acounts: {}",
      "accounts:",
      "  12: {profile: ''}",
      '  "210987654321": {role: x, external-id: "?"}',
      "...",
      "---",
      "b",
    ];
    expect(read(text.join("\n"))).toEqual(
      [
        '1:1 "acounts" is not a key',
        '3:3 the account id "12" has 2 digits',
        "3:17 profile is empty",
        '4:26 "x" is not the ARN of an IAM role',
        '4:42 external-id cannot hold "?"',
        "6:1 a second document",
      ].map((each) => expect.stringMatching(`^${each.replaceAll("?", "\\?")}`)),
    );
  });

  test("the first column is the first character behind a BOM", () => {
    expect(read("\uFEFFx: y")).toEqual([expect.stringMatching(/^1:1 "x" is not a key/)]);
  });
});

describe("which part of a role's ARN is wrong", () => {
  test.each<[role: string, fault: string]>([
    [
      "secrets-reader",
      '11 "secrets-reader" is not the ARN of an IAM role = write the whole ARN, as in arn:aws:iam::',
    ],
    ['""', '11 "" is not the ARN of an IAM role'],
    ["arn:aws:iam::333333333333", '11 "arn:aws:iam::333333333333" is not the ARN of an IAM role'],
    [ROLE.replace("arn:", "arm:"), "11 "],
    [ROLE.replace(":aws:", ":awss:"), '15 "awss" is not an AWS partition = did you mean "aws"?'],
    [
      ROLE.replace(":aws:", "::"),
      '15 the role\'s partition is empty; it comes right after arn: = did you mean "aws"?',
    ],
    [ROLE.replace(":aws:", ":azure:"), '15 "azure" is not an AWS partition = write aws, or aws-cn'],
    [ROLE.replace("iam", "s3"), '19 the service is "s3", a role\'s is "iam" = write the ARN of a role'],
    [ROLE.replace("iam", "IAM"), '19 the service is "IAM", a role\'s is "iam" = did you mean "iam"?'],
    [
      "arn:aws:sts::333333333333:assumed-role/reader/me",
      "19 this is the ARN of a role's session, not of the role = write arn:aws:iam::333333333333:role/reader",
    ],
    [ROLE.replace("::", ":eu-west-1:"), '23 the region is "eu-west-1", and a role has none = leave it empty'],
    [ROLE.replace("333333333333", "3333"), '24 the role\'s account id is "3333", and has to be 12 digits'],
    [ROLE.replace("333333333333", ""), '24 the role\'s account id is "", and has to be 12 digits'],
    [
      ROLE.replace("role/", "user/"),
      '37 the resource is "user/secrets-reader", a role\'s starts with "role/"',
    ],
    [
      ROLE.replace("role/", "role:"),
      '37 the resource is "role:secrets-reader", a role\'s starts with "role/"',
    ],
    [ROLE.replace("secrets-reader", ""), "37 the role's name is empty"],
    [ROLE.replace("secrets-reader", "team/"), "37 the role's name is empty"],
    [ROLE.replace("secrets-reader", "a/*"), '44 a role\'s name cannot hold "*"'],
    [ROLE.replace("secrets-reader", "a:b"), '43 a role\'s name cannot hold ":"'],
    [ROLE.replace("secrets-reader", "é/b"), '42 a role\'s name cannot hold "é"'],
    [ROLE.replace("secrets-reader", `a/${"b".repeat(65)}`), "44 the role's name or path is too long"],
    [`'${ROLE}*'`, '57 a role\'s name cannot hold "*"'],
    [`"${ROLE}\\x2A"`, '11 a role\'s name cannot hold "*"'],
  ])("%s", (role, fault) => {
    expect(read(account(`role: ${role}`))).toEqual([expect.stringContaining(`3:${fault}`)]);
  });
});

describe("in a directory", () => {
  let root: string;
  let inner: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "arnsubst-test-")));
    inner = join(root, "team", "pipelines");
    mkdirSync(inner, { recursive: true });
    mkdirSync(join(root, ".git"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const found = (directory: string) => searchConfig(".arnsubst.yaml", directory).found;
  const config = (...segments: readonly string[]) => join(root, ...segments, ".arnsubst.yaml");

  async function load(directory: string): Promise<{ loaded: unknown; told: string }> {
    const stderr = new PassThrough();
    const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr };
    const loaded = await loadConfig({}, { ...streams, env: {}, cwd: () => directory });
    stderr.end();
    return { loaded, told: String((await stderr.toArray()).join("")) };
  }

  test("the nearest one counts", async () => {
    writeFileSync(config(), account("profile: far"));
    expect(found(inner)).toBe(config());
    writeFileSync(config("team"), account("profile: near"));
    expect(found(inner)).toBe(config("team"));
    writeFileSync(config("team", "pipelines"), "");
    expect(found(inner)).toBe(config("team", "pipelines"));
    expect(found(dirname(inner))).toBe(config("team"));
  });

  test("the search ends at the root of the repository, be that a directory or a worktree's file", async () => {
    writeFileSync(config(), "");
    writeFileSync(join(root, "team", ".git"), "gitdir: elsewhere");
    expect(searchConfig(".arnsubst.yaml", inner)).toEqual({
      root: join(root, "team"),
      found: undefined,
      unused: [{ path: config(), why: "above" }],
    });
  });

  test("outside of a repository the working directory's counts, and none above it", async () => {
    rmSync(join(root, ".git"), { recursive: true });
    writeFileSync(config(), account("profile: far"));
    const { loaded, told } = await load(inner);
    expect(loaded).toEqual(EMPTY_CONFIG);
    expect(told).toBe(
      "arnsubst: ../../.arnsubst.yaml: not used: it is above the working directory, which is in no git repository\n  = use --config ../../.arnsubst.yaml to read it, or --no-config to read none\n",
    );
    expect(found(root)).toBe(config());
    writeFileSync(config("team", "pipelines"), "");
    expect(searchConfig(".arnsubst.yaml", inner)).toMatchObject({ unused: [] });
  });

  test("the search ends at the root of the file system", async () => {
    expect(searchConfig(".no-file-has-this-name", "/").found).toBeUndefined();
  });

  test("without one nothing is said and nothing told", async () => {
    expect(await load(inner)).toEqual({ loaded: EMPTY_CONFIG, told: "" });
  });

  test("what it says", async () => {
    writeFileSync(config(), account("profile: analytics"));
    const accounts = new Map([["210987654321", { profile: "analytics" }]]);
    expect(await load(inner)).toEqual({
      loaded: { ...EMPTY_CONFIG, accounts, directory: root, name: "../../.arnsubst.yaml" },
      told: "",
    });
  });

  test("every fault is told with its place, as seen from the directory", async () => {
    writeFileSync(config(), "acounts: {}\naccounts: {}\nexclude: x\n");
    expect(await load(inner)).toEqual({
      loaded: EXIT_USAGE,
      told: [
        'arnsubst: ../../.arnsubst.yaml:1:1: "acounts" is not a key of the config file',
        '  = did you mean "accounts"?',
        "arnsubst: ../../.arnsubst.yaml:3:10: exclude is a string, and has to be a list of path patterns",
        '  = write it as in exclude: ["generated/**"], or leave the key out',
        "",
      ].join("\n"),
    });
  });

  test("bytes that are not UTF-8", async () => {
    writeFileSync(config(), Buffer.from([0x61, 0x3a, 0x20, 0xff]));
    const { loaded, told } = await load(root);
    expect(loaded).toBe(EXIT_USAGE);
    expect(told).toBe("arnsubst: .arnsubst.yaml:1:4: this is not YAML: its bytes are not UTF-8\n");
  });

  test("a directory of this name", async () => {
    mkdirSync(config());
    const { loaded, told } = await load(inner);
    expect(loaded).toBe(EXIT_USAGE);
    expect(told).toContain("arnsubst: ../../.arnsubst.yaml: is a directory, not a file\n");
  });

  test("a link to nothing is not passed over", async () => {
    writeFileSync(config(), "");
    symlinkSync("nowhere", config("team"));
    const { loaded, told } = await load(inner);
    expect(loaded).toBe(EXIT_ENVIRONMENT);
    expect(told).toContain("arnsubst: ../.arnsubst.yaml: cannot be read (a broken link)\n");
  });

  test("a file that cannot be read", async () => {
    // A link to itself, because permissions do not hold root back.
    symlinkSync(".arnsubst.yaml", config());
    const { loaded, told } = await load(root);
    expect(loaded).toBe(EXIT_ENVIRONMENT);
    expect(told).toContain("arnsubst: .arnsubst.yaml: cannot be read (ELOOP)\n");
  });
});
