/** References in the userinfo of a URL, and the values that break it. */

import { expect, test } from "vitest";
import { breaksUserinfo, standsInUserinfo } from "../../src/core/url.js";
import { list } from "../../src/index.js";
import { arn } from "../support/arns.js";

const REF = `\${${arn("a")}}`;

test.each<[text: string, ...userinfo: boolean[]]>([
  [`postgres://app:${REF}@db/app`, true],
  [`postgres://${REF}@db/app`, true],
  [`postgres://${REF}:${REF}@db/app`, true, true],
  [`postgresql+psycopg2://app:x${REF}y@db/app`, true],
  [`see postgres://app:${REF}@db`, true],
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
  const { references } = list([{ name: "a.yaml", text: `a: ${JSON.stringify(text)}\n` }]);
  expect(references.map(standsInUserinfo)).toEqual(expected);
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
