/** Values of options, as they are typed. */

import { InvalidArgumentError } from "commander";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { duration, onChange } from "../../../src/cli/option-values.js";

describe("--on-change", () => {
  test.each([
    ["none", "none"],
    ["restart", "restart"],
    ["HUP", "SIGHUP"],
    ["SIGHUP", "SIGHUP"],
    ["hup", "SIGHUP"],
    ["sigusr1", "SIGUSR1"],
    ["WINCH", "SIGWINCH"],
  ])("%s", (text, expected) => {
    expect(onChange(text)).toBe(expected);
  });

  test.each(["", "1", "reload", "SIG", "SIGSIGHUP", "toString", "HUP ", "SIGTOSTRING"])(
    "refuses %j",
    (text) => {
      expect(() => onChange(text)).toThrow("It has to be none, restart, or the name of a signal");
    },
  );
});

describe("--refresh", () => {
  test.each([
    ["10s", 10],
    ["30s", 30],
    ["5m", 300],
    ["1h", 3_600],
    ["24h", 86_400],
    ["1440m", 86_400],
    ["86400s", 86_400],
    ["010s", 10],
  ])("%s is %d seconds", (text, seconds) => expect(duration(text)).toBe(seconds));

  test.each(
    [
      ..."9s|0s|0m|0h|25h|86401s|1441m|5|5 m|m|-5m|5m |5M|5d|5min|1h30m|1.5m|1e2s|".split("|"),
      "٥m",
      "99999999999s",
    ].map((text) => [text]),
  )("refuses %j", (text) => expect(() => duration(text)).toThrow(InvalidArgumentError));

  test("takes any number of seconds from 10 to a day, and no other", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), (seconds) => {
        if (seconds >= 10 && seconds <= 86_400) expect(duration(`${seconds}s`)).toBe(seconds);
        else expect(() => duration(`${seconds}s`)).toThrow(InvalidArgumentError);
      }),
    );
  });
});
