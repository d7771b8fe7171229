/** The mask for a stream: however it is cut, the same comes out as of the whole at once. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { masksFor } from "../../src/core/mask.js";

const utf8 = new TextEncoder();

/** What each chunk lets out, and then the end. */
function pieces(values: readonly string[], chunks: readonly Uint8Array[]): readonly string[] {
  const mask = masksFor(values)();
  const out = chunks.map((chunk) => Buffer.from(mask.push(chunk)).toString("latin1"));
  return [...out, Buffer.from(mask.end()).toString("latin1")];
}

function masked(values: readonly string[], text: string): string {
  return Buffer.from(pieces(values, [utf8.encode(text)]).join(""), "latin1").toString();
}

/** The plain way: every place of every value, overlapping ones together, each run as `***`. */
function plainly(values: readonly string[], bytes: Buffer): string {
  const text = bytes.toString("latin1");
  const places = values.flatMap((value) => {
    const wanted = Buffer.from(value).toString("latin1");
    const starts = Array.from(text, (_, start) => start).filter((start) => text.startsWith(wanted, start));
    return wanted === "" ? [] : starts.map((start) => ({ start, end: start + wanted.length }));
  });
  const runs: { start: number; end: number }[] = [];
  for (const place of places.sort((a, b) => a.start - b.start)) {
    const last = runs.at(-1);
    if (last !== undefined && place.start < last.end) last.end = Math.max(last.end, place.end);
    else runs.push({ ...place });
  }
  let at = 0;
  const out = runs.map(({ start, end }) => {
    const before = text.slice(at, start);
    at = end;
    return `${before}***`;
  });
  return out.join("") + text.slice(at);
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
  expect(pieces(["hunter22"], chunks)).toEqual(["user: ", "", "hunted? ", "***", "? ", "hunt"]);
});

test("a value that may go on is hidden at once", () => {
  const chunks = ["secret", "-2", "!"].map((text) => utf8.encode(text));
  expect(pieces(["secret", "secret-2"], chunks)).toEqual(["***", "", "!", ""]);
});

describe("by chance", () => {
  // Of three letters, so that values meet and overlap all the time.
  const letters = fc.constantFrom("a", "b", "é");
  const values = fc.array(fc.string({ unit: letters, minLength: 1, maxLength: 6 }), { maxLength: 5 });
  const texts = fc.string({ unit: letters, maxLength: 40 }).map((text) => Buffer.from(text));

  test("cut anywhere, it is what the whole at once comes to", () => {
    fc.assert(
      fc.property(values, texts, fc.array(fc.nat(60)), (secrets, bytes, cuts) => {
        const at = [0, ...cuts.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
        expect(pieces(secrets, chunks).join("")).toBe(plainly(secrets, bytes));
      }),
      { numRuns: 5_000 },
    );
  });

  test("bytes without a value in them stay as they are", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) => {
        const all = Buffer.concat(chunks).toString("latin1");
        expect(pieces(["not in there by chance"], chunks).join("")).toBe(all);
      }),
    );
  });
});

test("thousands of values cost no more than one", () => {
  const values = Array.from({ length: 5_000 }, (_, index) => `value-number-${index * 7919}-${index}`);
  const chunk = utf8.encode(`${"The quick brown value-number-7 jumps over. ".repeat(1_500)}\n`);
  const mask = masksFor(values)();
  const started = performance.now();
  for (let sent = 0; sent < 10_000_000; sent += chunk.length) mask.push(chunk);
  expect(performance.now() - started).toBeLessThan(5_000);
});
