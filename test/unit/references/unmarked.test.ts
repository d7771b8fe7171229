/** ARNs within a longer text are listed whole, with what another program will fill in, and with nothing around them. */

import { expect, test } from "vitest";
import { analyse } from "../../../src/core/references/analyse.js";

const HEAD = "arn:aws:secretsmanager:us-west-2";
const A = `${HEAD}:123456789012:secret:prod/db-AbCdEf`;

function mentioned(text: string): readonly string[] {
  const yaml = `text: |\n  ${text}\n`;
  return analyse([{ name: "t.yaml", text: yaml }]).literals.map((literal) => literal.text);
}

test.each([
  `${HEAD}:\${AWS::AccountId}:secret:prod/db`,
  `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:\${Name}`,
  `${HEAD}:{{ account_ids["prod"] }}:secret:prod/db`,
  `${HEAD}:\${{ vars.ACCOUNT }}:secret:prod/db`,
  `${HEAD}:<AWS Account ID>:secret:prod/db`,
  `${HEAD}:{account}:secret:prod/db`,
  `${HEAD}:$ACCOUNT:secret:prod/db`,
  `${HEAD}:XXXXXXXXXXXX:secret:prod/db-xxxxxx`,
  `${HEAD}:123456789012:secret:prod/*`,
  `${HEAD}:123456789012:secret:prod/db-??????`,
  "arn:*:secretsmanager:*:*:secret:*",
])("%s", (arn) => {
  expect(mentioned(`one "${arn}", and more`)).toEqual([arn]);
  expect(mentioned(`- ${arn}\n  - ${arn} and more`)).toEqual([arn, arn]);
});

test.each([
  [`is it ${A}?`, A],
  [`it is ${A}.`, A],
  [`... ${A}... `, A],
  [`<code>${A}</code>`, A],
  [`<path:${A}#password>`, A],
  [`{${A}}`, A],
  [`\${secretsmanager:${A}#token}`, A],
  [`see ${A}\${${A}}`, A],
  ["arn:aws:s3:::bucket"],
  [`arn:\n  secretsmanager:us-west-2`],
])("%s", (text, ...expected) => {
  expect(mentioned(text)).toEqual(expected);
});
