/** What to do where AWS answers with another secret: by the part of the ARN in which the two differ. */

import { expect, test } from "vitest";
import { describe } from "../../../../src/core/diagnostics/catalogue.js";
import { mismatch } from "../../../../src/core/services/secrets-manager/mismatch.js";
import { arn } from "../../../support/arns.js";

const [EAST, OTHER] = ["us-east-1", "210987654321"];

test.each<[what: string, id: string, answered: string, hint: RegExp]>([
  ["the region", arn("db"), arn("db", EAST), /^the endpoint decides which region answers/],
  ["region and account", arn("db"), arn("db", EAST, OTHER), /^the endpoint decides which region answers/],
  ["the region of a name", "db", arn("db", EAST), /^the endpoint decides which region answers/],
  [
    "the partition",
    arn("db"),
    arn("db").replace("aws", "aws-cn"),
    /^the endpoint decides which region answers/,
  ],
  ["nothing that can be told", arn("db"), "another secret", /^the endpoint decides which region answers/],
  [
    "the account",
    arn("db"),
    arn("db", "us-west-2", OTHER),
    /^the credentials belong to account 210987654321: choose a profile of account 123456789012 /,
  ],
  [
    "the account, asked without a suffix",
    arn("db").slice(0, -7),
    arn("db", "us-west-2", OTHER),
    /^the credentials belong to account/,
  ],
  ["the version", arn("db"), `another version of ${arn("db")}`, /^a cache or another server answers/],
  ["the version of a name", "db", "another version of db", /^a cache or another server answers/],
  ["the name, asked by name", "db", arn("other"), /^a cache or another server answers/],
  ["the suffix", arn("db"), arn("db").replace(/AbCdEf$/, "GhIjKl"), /^a secret gets new characters/],
  ["the name", arn("db").slice(0, -7), arn("db-backup"), /^its name starts with the name in the file/],
])("%s", (_, id, answered, hint) => {
  const said = describe(mismatch(id, answered)).hint;
  expect(said).toMatch(hint);
  if (!/region/.test(String(hint))) expect(said).not.toMatch(/region|the endpoint/);
});
