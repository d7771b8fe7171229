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
import { ALL_RULES, account, RIGHT, WRONG, WRONG_ROLES } from "../../support/configs.js";

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

describe("what a right file says", () => {
  test.each<[text: string, accounts: object]>(RIGHT)("%j", (text, accounts) => {
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
  expect(parseConfig({ name: "c", text: ALL_RULES })).toEqual({
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
  test.each<[text: string, fault: string]>(WRONG)("%j", (text, fault) => {
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
  test.each<[role: string, fault: string]>(WRONG_ROLES)("%s", (role, fault) => {
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
