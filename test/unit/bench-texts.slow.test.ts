/** What `npm run bench` measures is of the sizes that its table says. */

import { describe, expect, test } from "vitest";
import { parseAllDocuments, parseDocument } from "yaml";
import { analyse } from "../../src/core/references/analyse.js";
import { seeded } from "../bench/random.js";
import { inWordsOfVals } from "../bench/references.js";
import { fetchedText, largeText, MEGABYTE, plainText, smallText, streamText, tree } from "../bench/texts.js";

function references(text: string): number {
  return text.match(/:secretsmanager:/g)?.length ?? 0;
}

function keys(text: string): number {
  return text.match(/^ {2}profile_\d{5}:$/gm)?.length ?? 0;
}

describe("texts", () => {
  test.each([
    ["small", smallText(), 3_000, 3],
    ["fetched", fetchedText(), 10_000, 20],
  ])("the %s one has its size and its references, and nothing wrong", (_, text, bytes, count) => {
    expect(Buffer.byteLength(text)).toBe(bytes);
    const analysis = analyse([{ name: "t.yaml", text }]);
    expect(analysis.references).toHaveLength(count);
    expect(analysis.diagnostics).toEqual([]);
  });

  test("the megabyte has 4,000 mappings in one, and 400 references", () => {
    const text = largeText(1);
    expect(Buffer.byteLength(text)).toBe(MEGABYTE);
    expect(references(text)).toBe(400);
    const document = parseDocument(text, { uniqueKeys: false });
    expect([document.errors, document.warnings]).toEqual([[], []]);
    const { profiles } = document.toJS() as { profiles: Record<string, unknown> };
    const mappings = Object.values(profiles);
    expect(mappings).toHaveLength(4_000);
    expect(mappings.every((value) => typeof value === "object" && value !== null)).toBe(true);
  });

  test("ten megabytes have 40,000 keys in one mapping, and 4,000 references", () => {
    const text = largeText(10);
    expect(Buffer.byteLength(text)).toBe(10 * MEGABYTE);
    expect([keys(text), references(text)]).toEqual([40_000, 4_000]);
  });

  test("a megabyte without any reference", () => {
    const text = plainText();
    expect([Buffer.byteLength(text), references(text)]).toEqual([MEGABYTE, 0]);
  });

  test("the stream has 2,000 documents, 20 with a reference", () => {
    const text = streamText();
    const documents = text.split(/^---\n/m).slice(1);
    expect([Buffer.byteLength(text), documents.length]).toEqual([MEGABYTE, 2_000]);
    expect(documents.filter((each) => references(each) === 1)).toHaveLength(20);
    expect(references(text)).toBe(20);
    const tenth = parseAllDocuments(documents.slice(0, 200).join("---\n"));
    expect(tenth.map((each) => "errors" in each && each.errors)).toEqual(tenth.map(() => []));
  });

  test("the tree has 2,000 files of 10 MB, 100 with a reference", () => {
    const files = tree();
    expect(new Set(files.map(({ path }) => path)).size).toBe(2_000);
    expect(files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)).toBe(10 * MEGABYTE);
    const sources = files
      .filter(({ text }) => references(text) === 1)
      .map(({ path: name, text }) => ({ name, text }));
    expect(sources).toHaveLength(100);
    const { diagnostics, references: found } = analyse(sources.slice(0, 20));
    expect([diagnostics, found.length]).toEqual([[], 20]);
  });

  test("they are the same each time", () => expect(smallText()).toBe(smallText()));

  test("in the words of vals each reference is named by its ARN, region and key", () => {
    const text = inWordsOfVals(fetchedText());
    expect(text.match(/ref\+awssecrets:\/\/arn:aws:[\w:/-]+-Ab\d{4}\?region=us-west-2#\/\w+/g)).toHaveLength(
      20,
    );
    expect(text).not.toContain("urlencode");
  });
});

describe("chance", () => {
  test("one seed, one course", () => {
    const course = (seed: number) => {
      const random = seeded(seed);
      return Array.from({ length: 9 }, () => random.below(1_000));
    };
    expect(course(7)).toEqual(course(7));
    expect(course(7)).not.toEqual(course(8));
  });

  test("all of a range, and nothing beyond", () => {
    const random = seeded(1);
    const drawn = new Set(Array.from({ length: 1_000 }, () => random.below(6)));
    expect([...drawn].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("another order has the same items", () => {
    expect([...seeded(1).shuffled([3, 1, 2])].sort()).toEqual([1, 2, 3]);
  });
});
