/** The mask for a stream: however it is cut, the same comes out as of the whole at once. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Mask, masksFor } from "../../../src/core/edits/mask.js";
import { cutAt, plainly, tokens } from "../../support/mask-model.js";

const utf8 = new TextEncoder();

function masked(values: readonly string[], text: string): string {
  return Buffer.from(splitTokens(values, [utf8.encode(text)]).join(""), "latin1").toString();
}

function splitTokens(values: readonly string[], chunks: readonly Uint8Array[]): readonly string[] {
  return tokens(maskFor(values), chunks);
}

/** A mask that hides each text as a whole. */
function maskFor(values: readonly string[]): Mask {
  return masksFor(values.map((text) => ({ text, spans: [{ start: 0, end: text.length }] })))();
}

describe("what comes out", () => {
  test.each<[what: string, values: readonly string[], text: string, expected: string]>([
    ["nothing to hide", [], "hunter22", "hunter22"],
    ["a value", ["hunter22"], "pass hunter22!", "pass ***!"],
    ["side by side", ["hunter22"], "hunter22hunter22", "******"],
    ["one within the other", ["hunter22", "unter2"], "hunter22 unter2", "*** ***"],
    ["the longer of two with one start", ["secret", "secret-2"], "secret-2 secret-3", "*** ***-3"],
    ["two that overlap leave no end of either", ["abcdef", "defghi"], "-abcdefghi-", "-***-"],
    ["one that overlaps itself", ["aaaaaa"], "baaaaaaaab", "b***b"],
    ["nearly a value", ["hunter22"], "hunter2 hunthunter22 hunter2", "hunter2 hunt*** hunter2"],
    ["more bytes than characters", ["pässwörd€"], "<pässwörd€>", "<***>"],
    ["several lines", ["line one\nline two"], "x line one\nline two y", "x *** y"],
  ])("%s", (_, values, text, expected) => {
    expect(masked(values, text)).toBe(expected);
  });
});

test("no more is kept back than could still become a value", () => {
  const chunks = ["user: h", "unt", "ed? hunter", "22", "? hunt"].map((text) => utf8.encode(text));
  expect(splitTokens(["hunter22"], chunks)).toEqual(["user: ", "", "hunted? ", "***", "? ", "hunt"]);
});

test("a value that may go on is hidden at once", () => {
  const chunks = ["secret", "-2", "!"].map((text) => utf8.encode(text));
  expect(splitTokens(["secret", "secret-2"], chunks)).toEqual(["***", "", "!", ""]);
});

describe("by chance", () => {
  // Of three letters, so that values meet and overlap all the time.
  const letters = fc.constantFrom("a", "b", "é");
  const values = fc.array(fc.string({ unit: letters, minLength: 1, maxLength: 6 }), { maxLength: 5 });
  const texts = fc.string({ unit: letters, maxLength: 40 }).map((text) => Buffer.from(text));

  test("cut anywhere, it is what the whole at once comes to", () => {
    fc.assert(
      fc.property(values, texts, fc.array(fc.nat(60)), (secrets, bytes, cuts) => {
        expect(splitTokens(secrets, cutAt(bytes, cuts)).join("")).toBe(plainly(secrets, bytes));
      }),
      { numRuns: 5_000 },
    );
  });

  // Values that repeat themselves and begin alike, and parts of them: what was read once is not read again.
  const units = fc.constantFrom("a", "ab", "aab", "é", "a".repeat(30), `${"ab".repeat(20)}b`);
  const repeating = fc
    .array(fc.tuple(units, fc.integer({ min: 1, max: 90 })), { minLength: 1, maxLength: 3 })
    .map((parts) =>
      parts
        .map(([unit, times]) => unit.repeat(times))
        .join("")
        .slice(0, 600),
    );
  const part = fc.tuple(fc.nat(7), fc.nat(300), fc.nat(600));

  test("long values cut anywhere, and parts of them", () => {
    fc.assert(
      fc.property(
        fc.array(repeating, { minLength: 1, maxLength: 6 }),
        fc.array(fc.oneof(part, units), { maxLength: 8 }),
        fc.array(fc.nat(3_000), { maxLength: 12 }),
        (secrets, parts, cuts) => {
          const written = parts.map((each) =>
            typeof each === "string"
              ? each
              : (secrets[each[0] % secrets.length] ?? "").slice(each[1], each[2]),
          );
          const bytes = Buffer.from(written.join(""));
          const expected = plainly(secrets, bytes);
          expect(splitTokens(secrets, cutAt(bytes, cuts)).join("")).toBe(expected);
          expect(splitTokens(secrets, [bytes]).join("")).toBe(expected);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test("bytes without a value in them stay as they are", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) => {
        const all = Buffer.concat(chunks).toString("latin1");
        expect(splitTokens(["not in there by chance"], chunks).join("")).toBe(all);
      }),
    );
  });
});

test("no more is kept back of a long value either", () => {
  const value = `${"ab".repeat(500)}c`;
  const chunks = ["x", "ab".repeat(400), "ab", "b", "x", "ab".repeat(50)].map((text) => utf8.encode(text));
  expect(splitTokens([value], chunks)).toEqual([
    "x",
    "",
    "",
    `${"ab".repeat(401)}b`,
    "x",
    "",
    "ab".repeat(50),
  ]);
});

test("values of 56 KB that repeat themselves, as many times as they come", () => {
  const values = Array.from({ length: 100 }, (_, index) => `${"A".repeat(56_000)}${index}`);
  const printed = values.join("\n");
  expect(masked(values, printed)).toBe(values.map(() => "***").join("\n"));
});

test("thousands of values cost no more than one", () => {
  const values = Array.from({ length: 5_000 }, (_, index) => `value-number-${index * 7919}-${index}`);
  const chunk = utf8.encode(`${"The quick brown value-number-7 jumps over. ".repeat(1_500)}\n`);
  const mask = maskFor(values);
  // The processor's time: others may be at work.
  const before = process.cpuUsage();
  for (let sent = 0; sent < 10_000_000; sent += chunk.length) mask.push(chunk);
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(5_000);
});
