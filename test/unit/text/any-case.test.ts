import { describe, expect, test } from "vitest";
import { inAnyCase } from "../../../src/core/text/any-case.js";

test.each([
  ["arn:", "[aA][rR][nN]:"],
  ["\\$\\{a", "\\$\\{[aA]"],
  ["\\s*[\\w-]x", "\\s*[\\w-][xX]"],
  ["(?<kind>a)?", "(?<kind>[aA])?"],
  ["(?<!a)b", "(?<![aA])[bB]"],
  ["x{2}|[-_]?", "[xX]{2}|[-_]?"],
])("%s", (pattern, expected) => expect(inAnyCase(pattern)).toBe(expected));

describe("matches what the flag i matches", () => {
  const patterns = ["arn:", "ref\\+aws?[-_]?s?ecret", "#[ \\t]*arnsubst[ \\t]*:", "resolve\\s*:\\s*[\\w-]"];
  // Letters that are other letters' small or capital forms in Unicode, but not to `i` without `u`.
  const texts = [
    "arn:",
    "ARN:",
    "aRn:",
    "ar\u0131n:",
    "\u017Fecret ref+aw\u017Fecret",
    "REF+AWSECRET",
    "Re\u0131f+aws_Secret",
  ];
  const more = ["#ARNSUBST :", "# arnsub\u017Ft:", "RESOLVE : x", "{{Resolve:-}}", "\u212A"];
  const all = [...texts, ...more];
  test.each(patterns)("%s", (pattern) => {
    const found = all.map((text) => new RegExp(inAnyCase(pattern)).exec(text)?.[0]);
    expect(found).toEqual(all.map((text) => new RegExp(pattern, "i").exec(text)?.[0]));
  });
});
