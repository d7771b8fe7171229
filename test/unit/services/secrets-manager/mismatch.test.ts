/** What to do where AWS answers with another secret: by the part of the ARN in which the two differ. */

import { expect, test } from "vitest";
import { describe } from "../../../../src/core/diagnostics/catalogue.js";
import { mismatch } from "../../../../src/core/services/secrets-manager/mismatch.js";
import { arn } from "../../../support/arns.js";

const [EAST, OTHER] = ["us-east-1", "210987654321"];

test.each<[what: string, id: string, answered: string, hint: RegExp]>([
  ["the region", arn("db"), arn("db", EAST), /^the endpoint decides over the region/],
  ["region and account", arn("db"), arn("db", EAST, OTHER), /^the endpoint decides over the region/],
  ["the region of a name", "db", arn("db", EAST), /^the endpoint decides over the region/],
  ["the partition", arn("db"), arn("db").replace("aws", "aws-cn"), /^the endpoint decides over the region/],
  ["nothing that can be told", arn("db"), "another secret", /^the endpoint decides over the region/],
  [
    "the account",
    arn("db"),
    arn("db", "us-west-2", OTHER),
    /^the credentials are those of account 210987654321: name a profile of account 123456789012 /,
  ],
  [
    "the account, asked without a suffix",
    arn("db").slice(0, -7),
    arn("db", "us-west-2", OTHER),
    /^the credentials are those of account/,
  ],
  ["the version", arn("db"), `another version of ${arn("db")}`, /^a cache or another server answers/],
  ["the version of a name", "db", "another version of db", /^a cache or another server answers/],
  ["the name, asked by name", "db", arn("other"), /^a cache or another server answers/],
  ["the suffix", arn("db"), arn("db").replace(/AbCdEf$/, "GhIjKl"), /^the last 6 characters are new/],
  ["the name", arn("db").slice(0, -7), arn("db-backup"), /^its name begins like the one asked for/],
])("%s", (_, id, answered, hint) => {
  const said = describe(mismatch(id, answered)).hint;
  expect(said).toMatch(hint);
  if (!/region/.test(String(hint))) expect(said).not.toMatch(/region|the endpoint/);
});
