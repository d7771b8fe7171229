/** The figures of `npm run bench` are made as its table says. No test asserts a time. */

import { describe, expect, test } from "vitest";
import { spread, table, verdict } from "../bench/report.js";
import { atLeast, atMost, type Row } from "../bench/rows.js";
import { differences, median, quantile, ratios } from "../bench/statistics.js";

describe("statistics", () => {
  test("the median, of an odd and of an even number of figures", () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([7])]).toEqual([2, 2.5, 7]);
    expect(median([])).toBeNaN();
  });

  test("quartiles stand between figures where they fall", () => {
    const figures = [5, 1, 3, 2, 4];
    expect([quantile(figures, 0.25), quantile(figures, 0.75)]).toEqual([2, 4]);
    expect(quantile([1, 2], 0.25)).toBe(1.25);
  });

  test("ratios and differences are of pairs", () => {
    expect(ratios([2, 9], [1, 3])).toEqual([2, 3]);
    expect(differences([2, 9], [1, 3])).toEqual([1, 6]);
    expect(() => ratios([1, 2], [1])).toThrow("without a partner");
  });
});

describe("the table", () => {
  const row: Row = {
    what: "a thing",
    ours: "3 ms",
    against: "nothing",
    theirs: "2 ms",
    ratios: [1.4, 1.5, 1.6],
    aim: atMost(1.5),
  };

  test("a ratio has its quartiles", () => expect(spread(row.ratios)).toBe("1.50 × (1.45–1.55)"));

  test("an aim is met by what is printed", () => {
    expect([verdict([1.104], atMost(1.1)), verdict([1.106], atMost(1.1))]).toEqual(["met", "missed"]);
    expect([verdict([4.996], atLeast(5)), verdict([4.99], atLeast(5))]).toEqual(["met", "missed"]);
    expect(verdict([Number.NaN], atMost(2))).toBe("missed");
  });

  test("is Markdown with a row for each, and no column for a tool that is not there", () => {
    expect(table([row]).replaceAll(/ +/g, " ").replaceAll(/-+/g, "-").split("\n")).toEqual([
      "| what | arnsubst | against | its figure | ratio (quartiles) | aim | |",
      "| - | - | - | - | - | - | - |",
      "| a thing | 3 ms | nothing | 2 ms | 1.50 × (1.45–1.55) | at most 1.5 × | met |",
    ]);
  });

  test("a tool that is there has a column, empty where it does not do the same", () => {
    const lines = table([{ ...row, peers: { vals: "4 ms, 0.75 ×" } }, row]).split("\n");
    expect(lines.map((line) => line.split("|")[3]?.trim())).toEqual([
      "vals, arnsubst ÷ vals",
      "-".repeat(21),
      "4 ms, 0.75 ×",
      "",
    ]);
  });
});
