/**
 * Files as they are public, of many tools and written in every way that YAML has, with no reference of ours: what
 * comes out has to be what went in, byte for byte. A file more in `fixtures/untouched/` is a test more.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { TEMPLATE_DIRECTORY, TEMPLATES, UNTOUCHED } from "../support/fixtures.js";
import { ROOT, runExecutable, runInProcess } from "../support/run.js";

const contents = new Map(UNTOUCHED.map((path) => [path, bytesOf(path)]));
/** Has no secret to give, so whoever asks for one fails. */
const NO_SECRETS = ["--secrets-file", "fixtures/untouched/empty.yaml"];
/** Nothing, or that nothing but kept ARNs was found. */
const KEPT = /^(?:arnsubst: no reference was found, and \d+ ARNs? .*\n {2}= .*\n)?$/;

function bytesOf(path: string): Buffer {
  return readFileSync(join(ROOT, path));
}

describe("the files", () => {
  test("are many", () => expect(UNTOUCHED.length).toBeGreaterThanOrEqual(150));

  test("are all that lie there", () => {
    const files = globSync(["fixtures/untouched/**", `!${TEMPLATE_DIRECTORY}/**`], { cwd: ROOT, dot: true });
    expect(files.sort()).toEqual(UNTOUCHED);
  });

  /** A checkout or an editor that has put them in order would leave little to test. */
  test.each([
    ["no byte at all", /^$/],
    ["a BOM", /^\uFEFF./],
    ["a BOM and nothing else", /^\uFEFF$/],
    ["a BOM and CRLF", /^\uFEFF.*\r\n/],
    ["CRLF only", /^(?:[^\r\n]*\r\n)+$/],
    ["CRLF and LF", /[^\r]\n.*\r\n|\r\n.*[^\r]\n/s],
    ["no last newline", /[^\n]$/],
    ["blank lines at the end", /\n\n$/],
    ["spaces at the end of a line", / \r?\n/],
    ["a tab behind a value", /: \S+\t\r?\n/],
    ["a tab in a comment", /#[^\n]*\t/],
    ["U+2028 and U+2029", /\u2028.*\u2029/s],
    ["a character beyond 16 bits", /[\u{10000}-\u{10FFFF}]/u],
    ["a line of 5,000 characters", /^.{5000}/m],
    ["a %YAML directive", /^%YAML 1\.1\r?\n---/m],
    ["an end of document", /^\.\.\.$/m],
    ["a complex key", /^\? /m],
    ["an anchor that a merge key takes", /&(\w+).*<<: *\*\1\b/s],
    ["the ARN of a secret", /arn:aws:secretsmanager:us-west-2:123456789012:secret:/],
  ])("some have %s", (_, shape) => {
    const have = UNTOUCHED.filter((path) => shape.test(contents.get(path)?.toString() ?? ""));
    expect(have).not.toEqual([]);
  });
});

describe.each(UNTOUCHED)("%s", (path) => {
  test("comes out as it went in", async () => {
    const { status, stdout, stderr } = await runInProcess(["resolve", path, ...NO_SECRETS]);
    expect(stderr).toMatch(KEPT);
    expect(status).toBe(0);
    expect(Buffer.from(stdout).equals(bytesOf(path)), "the bytes differ").toBe(true);
  });

  test("names no secret, and check finds nothing wrong", async () => {
    expect((await runInProcess(["list", path, "--format", "arns"])).stdout).toBe("");
    const { status, stdout } = await runInProcess(["check", path]);
    expect(stdout).toMatch(/^1 file, 0 references(?:, \d+ ARNs? kept)?: nothing wrong\n$/);
    expect(status).toBe(0);
  });
});

test("no credentials are needed, and standard input is the same", async () => {
  for (const path of ["fixtures/untouched/mage-triggers.yaml", "fixtures/untouched/github-actions.yml"]) {
    for (const [args, input] of [
      [[path], ""],
      [[], bytesOf(path)],
    ] as const) {
      const { status, stdout, stderr } = await runExecutable(args, { input });
      expect(stderr).toMatch(KEPT);
      expect(status).toBe(0);
      expect(Buffer.from(stdout).equals(bytesOf(path))).toBe(true);
    }
  }
});

/** A checkout has charts and other templates in it, which are no YAML before they are rendered. */
describe("a directory of templates that name no secret", () => {
  test("has some that are no YAML", async () => {
    const statuses = await Promise.all(
      TEMPLATES.map(async (path) => (await runInProcess(["resolve", path, ...NO_SECRETS])).status),
    );
    expect(statuses.filter((status) => status === 1).length).toBeGreaterThan(10);
  });

  test.each(TEMPLATES)("%s draws nothing", async (path) => {
    const { stdout } = await runInProcess(["check", TEMPLATE_DIRECTORY, "--format", "json"]);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { file: string }[] };
    expect(diagnostics.filter(({ file }) => file === path)).toEqual([]);
  });

  test("stops no command", async () => {
    const files = `${TEMPLATES.length} files, 0 references: nothing wrong\n`;
    expect(await runInProcess(["check", TEMPLATE_DIRECTORY])).toMatchObject({
      status: 0,
      stdout: files,
      stderr: "",
    });
    const { status, stdout, stderr } = await runInProcess(["list", TEMPLATE_DIRECTORY, "--format", "json"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({ secrets: [], literals: [], calls: [] });
    expect(await runInProcess(["policy", TEMPLATE_DIRECTORY])).toMatchObject({ status: 0, stdout: "" });
  });
});
