/** Which answer belongs to which parameter. */

import { expect, test } from "vitest";
import {
  type AnsweredParameter,
  agreement,
} from "../../../../src/core/services/parameter-store/agreement.js";
import { mismatch } from "../../../../src/core/services/parameter-store/mismatch.js";
import { parseParameterId } from "../../../../src/core/services/parameter-store/parse-id.js";
import { requestOf, type SecretVersion } from "../../../../src/core/services/request.js";
import { arn, parameterArn } from "../../../support/arns.js";

const DB = parameterArn("/prod/db");
const SIMPLE = parameterArn("simple");
const REFERENCE = "/aws/reference/secretsmanager/db";
const LABEL = { versionStage: "live" };
const NUMBER = { versionId: "3" };

function agreed(text: string, version: SecretVersion, answer: AnsweredParameter, alone = true) {
  const { id } = parseParameterId(text);
  if (id === undefined) throw new Error(`${text} is no id`);
  const inRegion = text.startsWith("arn:") ? id : { ...id, region: "us-west-2" };
  return agreement(requestOf(inRegion as typeof id, version), answer, alone);
}

test.each<[asked: string, version: SecretVersion, answer: AnsweredParameter, what: string]>([
  [DB, {}, { ARN: DB }, "same"],
  [DB, {}, { ARN: DB, Name: "another", Version: 7 }, "same"],
  [DB, {}, { ARN: DB, Selector: ":3", Version: 3 }, "version"],
  [DB, NUMBER, { ARN: DB, Selector: ":3", Version: 3 }, "same"],
  [DB, NUMBER, { ARN: DB, Selector: ":3" }, "same"],
  [DB, NUMBER, { ARN: DB, Version: 3 }, "same"],
  [DB, NUMBER, { ARN: DB, Version: 2 }, "version"],
  [DB, NUMBER, { ARN: DB, Selector: ":3", Version: 2 }, "version"],
  [DB, NUMBER, { ARN: DB, Selector: ":2", Version: 3 }, "version"],
  [DB, LABEL, { ARN: DB, Selector: ":live", Version: 2 }, "same"],
  [DB, LABEL, { ARN: DB, Selector: ":old", Version: 2 }, "version"],
  [DB, LABEL, { ARN: DB, Version: 2 }, "same"],
  [DB, {}, { ARN: parameterArn("/prod/db", "eu-west-1"), Name: "/prod/db" }, "none"],
  [DB, {}, { ARN: parameterArn("/prod/db", "us-west-2", "210987654321"), Name: "/prod/db" }, "none"],
  [DB, {}, { ARN: `${DB}2`, Name: "/prod/db" }, "none"],
  [SIMPLE, {}, { ARN: SIMPLE, Name: "/simple" }, "same"],
  [parameterArn(REFERENCE), {}, { ARN: arn("db"), Name: REFERENCE, Version: 0 }, "same"],
  [parameterArn(REFERENCE), {}, { ARN: arn("db"), Name: `${REFERENCE}2`, Version: 0 }, "none"],
  [parameterArn(REFERENCE), {}, { ARN: arn("db", "eu-west-1"), Name: REFERENCE, Version: 0 }, "none"],
  [parameterArn("/prod/db"), {}, { ARN: arn("db"), Name: "/prod/db" }, "none"],
  [REFERENCE, {}, { ARN: arn("db"), Name: REFERENCE, Version: 0 }, "same"],
  ["/prod/db", {}, { ARN: DB, Name: "/prod/db" }, "same"],
  ["/prod/db", {}, { ARN: DB }, "same"],
  ["/prod/db", {}, { ARN: parameterArn("/prod/db2"), Name: "/prod/db2" }, "none"],
  ["/prod/db", {}, { ARN: parameterArn("/prod/db", "eu-west-1"), Name: "/prod/db" }, "none"],
  ["/prod/db", NUMBER, { ARN: DB, Name: "/prod/db", Version: 2 }, "version"],
  ["simple", {}, { ARN: SIMPLE, Name: "/simple" }, "same"],
  ["/simple", {}, { ARN: SIMPLE, Name: "simple" }, "same"],
  ["/simple", {}, { ARN: SIMPLE }, "same"],
  ["simple", {}, { ARN: parameterArn("/a/simple"), Name: "/a/simple" }, "none"],
])("%s in version %j and the answer %j: %s", (asked, version, answer, what) => {
  expect(agreed(asked, version, answer)).toBe(what);
});

test("among others a label needs its selector, and a number its version", () => {
  expect(agreed(DB, LABEL, { ARN: DB, Version: 2 }, false)).toBe("version");
  expect(agreed(DB, LABEL, { ARN: DB, Selector: ":live" }, false)).toBe("same");
  expect(agreed(DB, NUMBER, { ARN: DB, Version: 3 }, false)).toBe("same");
  expect(agreed(DB, NUMBER, { ARN: DB }, false)).toBe("version");
});

test.each([
  [DB, parameterArn("/prod/db", "eu-west-1"), { cause: "endpoint" }],
  [DB, DB.replace("arn:aws:", "arn:aws-cn:"), { cause: "endpoint" }],
  [
    DB,
    parameterArn("/prod/db", "us-west-2", "210987654321"),
    { cause: "account", asked: "123456789012", account: "210987654321" },
  ],
  [DB, parameterArn("/prod/other"), { cause: "server" }],
  [DB, DB.replace("123456789012", ""), { cause: "server" }],
  [DB, `another version of ${DB}`, { cause: "server" }],
  ["/prod/db", parameterArn("/prod/db", "eu-west-1"), { cause: "endpoint" }],
])("%s answered with %s: %j", (asked, answered, why) => {
  expect(mismatch(asked, answered)).toMatchObject({ code: "secret-mismatch", service: "ssm", ...why });
});
