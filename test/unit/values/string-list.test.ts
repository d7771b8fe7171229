/** A StringList of Parameter Store: a list where it fills a value, and elsewhere the text that AWS has. */

import { describe, expect, test } from "vitest";
import { resolve } from "../../../src/index.js";
import { parameterArn } from "../../support/arns.js";
import { codesWith, providerOf, resolveWith, textWith } from "../../support/resolve-with.js";

function stringList(text: string) {
  return { kind: "text", text, list: true } as const;
}

describe("fills a value", () => {
  test.each([
    ["a plain one", "v: @", "a,b", 'v: ["a", "b"]'],
    ["one in quotes", 'v: "@"', "a,b", 'v: ["a", "b"]'],
    ["one in braces", "v: ${@}", "a,b", 'v: ["a", "b"]'],
    ["one in a list", "v: [@, x]", "a,b", 'v: [["a", "b"], x]'],
    ["one before a comment", "v: @ # here", "a,b", 'v: ["a", "b"] # here'],
    ["an item alone", "v: @", "a", 'v: ["a"]'],
    ["items that look like numbers", "v: @", "80,0x1F,true,null", 'v: ["80", "0x1F", "true", "null"]'],
    ["items with spaces, which AWS keeps", "v: @", "a, b ,c", 'v: ["a", " b ", "c"]'],
    ["empty items", "v: @", "a,,b,", 'v: ["a", "", "b", ""]'],
    ["items that need an escape", "v: @", 'q",l\nm', 'v: ["q\\"", "l\\nm"]'],
    ["text that looks like JSON", "v: @", '["x","y"]', 'v: ["[\\"x\\"", "\\"y\\"]"]'],
    ["a value with a tag is text", "v: !!str @", "a,b", "v: !!str a,b"],
    ["a block is text", "v: |-\n  ${@}\n", "a,b", "v: |-\n  a,b\n"],
    ["an object alone, which is no JSON secret", "v: @", '{"k":1}', 'v: ["{\\"k\\":1}"]'],
  ])("%s", async (_, yaml, value, expected) => {
    const { texts, diagnostics } = await resolveWith(yaml, stringList(value));
    expect({ texts, diagnostics }).toEqual({ texts: [expected], diagnostics: [] });
  });

  test("with --types string it is text", async () => {
    expect(await textWith("v: @", stringList("a,b"), "string")).toBe("v: a,b");
    expect(await textWith("v: [@]", stringList("a,b"), "string")).toBe("v: ['a,b']");
  });
});

describe("in a text, and with filters", () => {
  test.each([
    ["v: x ${@}", "v: x a,b/c"],
    ["v: ${@ | string}", "v: a,b/c"],
    ["v: ${@ | urlencode}", "v: a%2Cb%2Fc"],
    ["v: ${@ | b64encode}", "v: YSxiL2M="],
    ["v: ${@ | tojson}", 'v: \'["a","b/c"]\''],
    ["v: '{\"k\": ${@ | tojson}}'", 'v: \'{"k": ["a","b/c"]}\''],
    ["v: ${@ | tojson | fromjson}", 'v: ["a", "b/c"]'],
    ["v: amqp://${@}", "v: amqp://a,b/c"],
  ])("%s", async (yaml, expected) => {
    const { texts, diagnostics } = await resolveWith(yaml, stringList("a,b/c"));
    expect({ texts, diagnostics }).toEqual({ texts: [expected], diagnostics: [] });
  });

  test("in Mage's expressions it is text", async () => {
    expect(await textWith("v: \"{{ aws_secret_var('@') }}\"", stringList("a,b"))).toBe('v: "a,b"');
    expect(await textWith("v: \"{{ aws_secret_var('@') | tojson }}\"", stringList("a,b"))).toBe(
      'v: "\\"a,b\\""',
    );
  });

  test.each(["v: @:[0]", "v: @:k", "v: ${@ | fromjson}"])("%s: it is not JSON", async (yaml) => {
    expect(await codesWith(yaml, stringList("a,b"))).toEqual(["secret-not-json"]);
  });

  test.each([
    ["# {{ x }}\nv: @", "a,{{ y }}", "value-jinja"],
    ["v: @", "a,\ud800", "value-unrepresentable"],
  ])("%j with %j", async (yaml, value, code) => {
    expect(await codesWith(yaml, stringList(value))).toEqual([code]);
  });
});

test("a parameter that is no list stays text", async () => {
  const source = { name: "t", text: `v: ${parameterArn("prod/hosts")}` };
  const provider = (list: boolean) => providerOf(() => (list ? stringList("a,b") : "a,b"));
  expect((await resolve([source], provider(false))).texts).toEqual(["v: a,b"]);
  expect((await resolve([source], provider(true))).texts).toEqual(['v: ["a", "b"]']);
});
