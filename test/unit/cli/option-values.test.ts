/** Values of options, as they are typed. */

import { describe, expect, test } from "vitest";
import { onChange } from "../../../src/cli/option-values.js";

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
