/** References in the userinfo of a URL, and the values that break it. */

import { expect, test } from "vitest";
import { breaksUserinfo, standsInUserinfo } from "../../../src/core/values/url.js";
import { list, resolve } from "../../../src/index.js";
import { fileProvider } from "../../../src/providers/file.js";
import { arn } from "../../support/arns.js";

const REF = `\${${arn("a")}}`;

test.each<[text: string, ...userinfo: boolean[]]>([
  [`postgres://app:${REF}@db/app`, true],
  [`postgres://${REF}@db/app`, true],
  [`postgres://${REF}:${REF}@db/app`, true, true],
  [`postgresql+psycopg2://app:x${REF}y@db/app`, true],
  [`see postgres://app:${REF}@db`, true],
  ["postgres://ref+awssecrets://x#/u+:ref+awssecrets://x#/p+@db", true, true],
  ["postgres://db/ref+awssecrets://x#/u+:secretref+awssecrets://x#/p+@db", false, false],
  [`postgres://{{ env_var('X') }}:${REF}@db`, true],
  [`postgres://app:${REF}@${REF}/app`, true, false],
  [`https://db/${REF}@x`, false],
  [`https://db/?password=${REF}&mail=a@b`, false],
  [`https://${REF}/path`, false],
  [`app:${REF}@db`, false],
  [`postgres://app:x@db ${REF}@`, false],
  [`https://a@${REF}/x`, false],
  [REF, false],
])("%s", (text, ...expected) => {
  const { analysis } = list([{ name: "a.yaml", text: `a: ${JSON.stringify(text)}\n` }]);
  expect(analysis.references.map(standsInUserinfo)).toEqual(expected);
});

test.each<[value: string, encoded: boolean, breaks: boolean]>([
  ["plain-Value_1.~", false, false],
  ["a!$&'()*+,;=", false, false],
  ["", false, false],
  ["a@b", false, true],
  ["a:b", false, true],
  ["a/b", false, true],
  ["a%41", false, true],
  ["a b", false, true],
  ["é", false, true],
  ["a%40b%2F", true, false],
  ["a/b", true, true],
  ["a%4", true, true],
])("%j, encoded: %s", (value, encoded, breaks) => {
  expect(breaksUserinfo(value, encoded)).toBe(breaks);
});

test("Jinja's own urlencode leaves a slash, which breaks the URL all the same", async () => {
  const text = "a: \"postgres://app:{{ aws_secret_var('x') | urlencode }}@db\"\n";
  const provider = fileProvider({ name: "s", text: 'x: "a/b"\n' });
  const { texts, diagnostics } = await resolve([{ name: "a.yaml", text }], provider);
  expect(texts).toEqual(['a: "postgres://app:a/b@db"\n']);
  expect(diagnostics.map(({ problem }) => problem)).toEqual([
    { code: "value-url", id: "x", encoded: true, dialect: "jinja" },
  ]);
});

test.each([
  ["{{ aws_secret_var('x') }}", "{{ … | urlencode }}"],
  ["ref+awssecrets://x+", "${arn:… | urlencode}"],
])("the hint for %s is a filter where that form has filters: %s", async (reference, filter) => {
  const provider = fileProvider({ name: "s", text: 'x: "a@b"\n' });
  const source = { name: "a.yaml", text: `a: "postgres://app:${reference}@db"\n` };
  const { diagnostics } = await resolve([source], provider);
  expect(diagnostics.map(({ hint }) => hint)).toEqual([`encode it with the filter urlencode: ${filter}`]);
});
