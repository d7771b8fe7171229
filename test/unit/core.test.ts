/** Small parts of the core that need no file of tests of their own. */

import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { isEqualRedacted, redact, unwrap } from "../../src/core/secrets/redacted.js";
import { agreement } from "../../src/core/services/secrets-manager/agreement.js";
import { nearest } from "../../src/core/text/nearest.js";
import { formatPath } from "../../src/core/text/path.js";
import { linesOf, meetsAny } from "../../src/core/text/source.js";
import { list } from "../../src/index.js";
import { ARN } from "../support/resolve-with.js";

test("the nearest name is found whatever its case", () => {
  expect(nearest("production.POSTGRES_PASWORD", ["production.POSTGRES_PASSWORD", "production.x"])).toBe(
    "production.POSTGRES_PASSWORD",
  );
  expect(nearest("chekc", ["RESOLVE", "check"])).toBe("check");
  expect(nearest("nothing", ["like", "it"])).toBeUndefined();
});

describe("a redacted value", () => {
  const secret = redact({ text: "canary" });

  test("shows nothing of itself", () => {
    const shown = [
      String(secret),
      `${secret}`,
      JSON.stringify({ secret }),
      inspect(secret),
      inspect({ secret }, { showHidden: true, depth: 9 }),
    ];
    const keys = [...Object.keys(secret), ...Object.getOwnPropertyNames(secret)];
    expect([...shown, ...keys].join()).not.toContain("canary");
    expect(String(secret)).toBe("[secret]");
    expect(structuredCloneOrError(secret)).not.toContain("canary");
  });

  test("is there for those who may see it", () => {
    expect(unwrap(secret)).toEqual({ text: "canary" });
  });

  test("is told from a bare one", () => {
    expect(() => unwrap({ text: "canary" } as never)).toThrow("not from redact()");
  });

  test("is compared with another by its content", () => {
    expect(isEqualRedacted(secret, redact({ text: "canary" }))).toBe(true);
    expect(isEqualRedacted(secret, secret)).toBe(true);
    expect(isEqualRedacted(secret, redact({ text: "Canary" }))).toBe(false);
    expect(isEqualRedacted(redact({ kind: "text" }), redact({ kind: "binary" }))).toBe(false);
    expect(isEqualRedacted(redact({ text: "\ud800" }), redact({ text: "\ufffd" }))).toBe(false);
  });

  function structuredCloneOrError(value: unknown): string {
    try {
      return inspect(structuredClone(value));
    } catch (error) {
      return String(error);
    }
  }
});

describe("lines and columns", () => {
  const text = "a\nbc\r\n\n😀x";
  test.each([
    [0, 1, 1],
    [1, 1, 2],
    [2, 2, 1],
    [5, 2, 4],
    [6, 3, 1],
    [7, 4, 1],
    [9, 4, 3],
    [10, 4, 4],
  ])("offset %i is %i:%i", (offset, line, column) => {
    expect(linesOf(text).positionAt(offset)).toEqual({ line, column });
  });

  test.each([
    [1, "a"],
    [2, "bc"],
    [3, ""],
    [4, "😀x"],
  ])("line %i is %j", (line, expected) => {
    expect(linesOf(text).textOf(line)).toBe(expected);
  });
});

test("a BOM has no column", () => {
  const lines = linesOf("\uFEFFa: b\nc");
  expect([0, 1, 4, 6].map((offset) => lines.positionAt(offset).column)).toEqual([1, 1, 4, 1]);
  expect(lines.textOf(1)).toBe("a: b");
});

test.each([
  [["profiles", "default", "tags", 0], "profiles.default.tags[0]"],
  [[0, "a"], "[0].a"],
  [["a.b", "c d", ""], '["a.b"]["c d"][""]'],
  [[], ""],
])("the path %j is written %s", (path, expected) => {
  expect(formatPath(path)).toBe(expected);
});

describe("whether an answer is of the secret that was asked for", () => {
  const partial = ARN.slice(0, -7);
  test.each([
    [ARN, ARN, "prod/db", "same"],
    [partial, ARN, "prod/db", "same"],
    [ARN, ARN.replace("AbCdEf", "ZzZzZz"), "prod/db", "other"],
    [ARN, ARN.replace("us-west-2", "us-east-1"), "prod/db", "other"],
    [ARN, ARN.replace("123456789012", "210987654321"), "prod/db", "other"],
    [partial, ARN.replace("us-west-2", "us-east-1"), "prod/db", "other"],
    [ARN, ARN.replace("prod", "dev"), "dev/db", "unrelated"],
    [partial, `${partial}-backup-AbCdEf`, "prod/db-backup", "unrelated"],
  ])("%s and %s (%s): %s", (asked, arn, name, expected) => {
    const [secret] = list([{ name: "t", text: `a: ${asked}` }]).plan.secrets;
    if (secret === undefined) throw new Error("no secret was planned");
    expect(agreement(secret, { arn, name })).toBe(expected);
  });
});

test.each([
  [[0, 2], false],
  [[0, 3], true],
  [[4, 9], true],
  [[5, 9], false],
  [[7, 10], true],
  [[12, 13], false],
])("%j meets one of [2, 5) and [9, 12): %s", ([start = 0, end = 0], expected) => {
  const spans = [
    { start: 2, end: 5 },
    { start: 9, end: 12 },
  ];
  expect(meetsAny(spans, { start, end })).toBe(expected);
  expect(meetsAny([], { start, end })).toBe(false);
});
