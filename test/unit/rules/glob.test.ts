/** What the globs of a config match, which are refused, and that no path is too long for one. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { globMatcher } from "../../../src/core/rules/glob/glob.js";
import { parseGlob } from "../../../src/core/rules/glob/parse.js";

describe("a path, or a directory that it is in", () => {
  test.each<[pattern: string, matched: readonly string[], not: readonly string[]]>([
    ["a.yaml", ["a.yaml", "a.yaml/b"], ["b/a.yaml", "axyaml", "a.yaml2", "A.yaml"]],
    ["*.yaml", ["a.yaml", ".hidden.yaml", ".yaml"], ["a/b.yaml", "a.yml"]],
    ["a/*", ["a/b", "a/b/c"], ["a", "ab"]],
    ["a*b*c", ["abc", "axbxc", "abcbc/d"], ["ab/c", "acb"]],
    ["**", ["a", "a/b"], []],
    ["**/a", ["a", "b/a", "b/c/a/d"], ["ba", "b/ca"]],
    ["a/**", ["a", "a/b", "a/b/c"], ["ab", "b/a"]],
    ["*/**", ["a/b", "a/b/c"], ["a"]],
    ["a/**/b", ["a/b", "a/x/b", "a/x/y/b/c"], ["ab", "a/xb", "b"]],
    ["generated/", ["generated", "generated/a"], ["generated2"]],
    ["{a,b/}", ["a/x", "b/x"], ["c/x"]],
    ["a?c", ["abc", "a\u{1f511}c"], ["ac", "a/c"]],
    ["[a-c0]x", ["ax", "cx", "0x"], ["dx", "-x"]],
    ["[!a-c]x", ["dx", "^x"], ["ax", "/x", "x"]],
    ["[^a-c]x", ["dx"], ["ax"]],
    ["[]-]x", ["]x", "-x"], ["x"]],
    ["[[(\\]]x", ["[x", "(x", "]x"], ["\\x"]],
    ["\\*[*]\\(", ["**("], ["a*(", "*a("]],
    ["a+b@c^d$ e=~f,x!.#%&", ["a+b@c^d$ e=~f,x!.#%&"], ["aab@c^d$ e=~f,x!.#%&"]],
    ["{a,b{c,d}}/*.{yml,yaml}", ["a/x.yml", "bd/x.yaml"], ["b/x.yml", "bcd/x.yml"]],
    ["a{,b}c", ["ac", "abc"], ["abbc"]],
    ["x{9..11}", ["x9", "x10", "x11"], ["x1", "x12", "x8"]],
    ["x{08..10}", ["x08", "x10"], ["x8"]],
    ["x{c..a}", ["xa", "xb", "xc"], ["xd"]],
  ])("%s", (pattern, matched, not) => {
    const matches = globMatcher([pattern]);
    expect(parseGlob(pattern)).toHaveProperty("glob");
    expect([...matched, ...not].filter((path) => matches(path))).toEqual(matched);
  });

  test("one of several", () => {
    const matches = globMatcher(["a*", "**/b"]);
    expect(["ax", "c/b", "c", ""].map(matches)).toEqual([true, true, false, false]);
  });
});

describe("refused, with the place", () => {
  test.each<[pattern: string, part: string, message: string, hint: string]>([
    ["p/(a+)+$", "(", "has (, which has no meaning here", "for a ( in a name, write [(]"],
    ["+(a|b)", "(", "has (,", "a pattern can have *, **, ?, […] and {a,b}"],
    ["a/@(b)", "(", "has (,", ""],
    ["a|b", "|", "has |,", ""],
    ["a)", ")", "has ),", "write [)]"],
    ["a/!b", "!", "has !,", "write \\!"],
    ["{a,!b}", "!", "has !,", ""],
    ["a]", "]", "has ],", "write []]"],
    ["a}", "}", "has },", "write [}]"],
    ["a**", "**", "has ** within a name", "as in **/secrets.yaml"],
    ["**.yaml", "**", "has ** within a name", ""],
    ["{**/a,b}", "**", "has ** within a name", ""],
    ["a/***/b", "***", "has *** within a name", ""],
    ["*a*b*c/*d*e*", "*", "has more than 5 *", "write several patterns"],
    ["**/a/**/b/**/c/**/d", "**", "has more than 3 **", ""],
    ["{a}", "{", "braces have one alternative only", "a { by itself is [{]"],
    ["{}", "{", "braces have one alternative only", ""],
    ["\u0024{x}", "{", "braces have one alternative only", ""],
    ["{1..9..2}", "{", "braces have one alternative only", "{1..12}"],
    ["a{b,c", "{", "braces are not closed", ""],
    ["a{b", "{", "braces are not closed", ""],
    ["[a", "[", "a […] is not closed", "a [ by itself is [[]"],
    ["[]", "[", "a […] is not closed", ""],
    ["[z-a]", "z", "goes back from z to a", ""],
    ["[a/b]", "/", "has a /, which no file name has", ""],
    ["[[:alpha:]]", "[", "names a character class, which arnsubst does not support", ""],
    ["[\\d]", "\\", "has a \\ that escapes nothing", ""],
    ["a\\d", "\\", "has a \\ that", "separate directories with /"],
    ["a\\", "\\", "has a \\ that", ""],
    ["charts\\/old", "\\", "has a \\ that", ""],
    ["a{1..101}", "a{1..101}", "stand for more than 100 patterns", "write *"],
    ["{1..1000000000}", "{1..1000000000}", "stand for more than 100 patterns", ""],
    ["{1..11}{1..10}", "{1..11}{1..10}", "stand for more than 100 patterns", ""],
    ["{a,{1..100}}", "{a,{1..100}}", "stand for more than 100 patterns", ""],
    ["{a,b}".repeat(7), "{a,b}".repeat(7), "stand for more than 100 patterns", ""],
    ["a".repeat(1_001), "a".repeat(1_001), "has 1001 characters, and the limit is 1000", ""],
    ["{".repeat(1_000), "{", "braces are not closed", ""],
  ])("%s", (pattern, part, message, hint) => {
    const parsed = parseGlob(pattern);
    if (!("fault" in parsed)) throw new Error("it is taken");
    const { fault } = parsed;
    expect(pattern.slice(fault.start, fault.end)).toBe(part);
    expect(fault.message).toContain(message);
    expect(fault.hint).toContain(hint);
    expect(globMatcher([pattern])("a")).toBe(false);
  });

  test.each(["{1..10}{0..9}", "*a*b*c*d*e", "**/a/**/b/**/*"])("%s is not", (pattern) => {
    expect(parseGlob(pattern)).toHaveProperty("glob");
  });
});

test("any name can be written, each character that means something in brackets", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1 }), (given) => {
      const name = given.replaceAll("/", "|");
      const pattern = name.replace(/[[\](){}*?|]/g, "[$&]").replace(/[\\!]/g, "\\$&");
      const matches = globMatcher([pattern]);
      expect(parseGlob(pattern)).toHaveProperty("glob");
      expect([matches(name), matches(`${name}x`)]).toEqual([true, false]);
    }),
  );
});

/** A path so long that anything but a single walk would not end before the test runner does. */
test("no pattern that is taken takes long", () => {
  const part = fc.constantFrom(
    "a",
    "b",
    "*",
    "*a",
    "?",
    "[ab]",
    "[!b]",
    "{a,b}",
    "{a,*b}",
    "{,a{a,b},*}",
    "aaaa",
  );
  const segment = fc.oneof(fc.constant("**"), fc.string({ unit: part, minLength: 1, maxLength: 8 }));
  const pattern = fc
    .array(segment, { minLength: 1, maxLength: 8 })
    .map((segments) => `${segments.join("/")}c`);
  const taken = fc.oneof(fc.constant("*a*a*a*a*ac"), pattern).filter((each) => "glob" in parseGlob(each));
  const path = fc.constantFrom(["a", 10_000], ["a/", 5_000], ["aaaa/", 2_000]);
  fc.assert(
    fc.property(taken, path, (each, [unit, times]) => {
      expect(globMatcher([each])(`${String(unit).repeat(Number(times))}b`)).toBe(false);
    }),
  );
});
