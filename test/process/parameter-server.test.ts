/** The loopback server as a Parameter Store: it is to answer as AWS does, or the tests that ask it prove nothing. */

import { expect } from "vitest";
import { arn, parameterArn } from "../support/arns.js";
import type { StoredParameter } from "../support/parameter-store.js";
import { test as base } from "../support/test.js";

type Body = Readonly<Record<string, unknown>>;

const test = base.extend(
  "ask",
  ({ server }) =>
    async (operation: string, body: Body, region = "us-west-2"): Promise<Body> => {
      const response = await fetch(server.url, {
        method: "POST",
        headers: {
          "x-amz-target": `AmazonSSM.${operation}`,
          authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/${region}/ssm/aws4_request`,
        },
        body: JSON.stringify({ WithDecryption: true, ...body }),
      });
      return { status: response.status, ...((await response.json()) as Body) };
    },
);

const DB = parameterArn("/prod/db");
const STORED: readonly StoredParameter[] = [
  { arn: DB, type: "SecureString", value: "v3", version: 3, versions: { 2: "v2", live: "v2" } },
  { arn: parameterArn("simple"), type: "StringList", value: "a,b" },
  { arn: "arn:aws:ssm:us-west-2::parameter/aws/service/ami", type: "String", value: "ami-1" },
];
const COMMON = { DataType: "text", LastModifiedDate: 1_700_000_000 };
const CURRENT = { ...COMMON, ARN: DB, Name: "/prod/db", Type: "SecureString", Value: "v3", Version: 3 };

test.for<[asked: string, answered: Body]>([
  ["/prod/db", CURRENT],
  [DB, CURRENT],
  [`${DB}:3`, { ...CURRENT, Selector: ":3" }],
  [`${DB}:2`, { ...CURRENT, Value: "v2", Version: 2, Selector: ":2" }],
  ["/prod/db:2", { ...CURRENT, Value: "v2", Version: 2, Selector: ":2" }],
  [`${DB}:live`, { ...CURRENT, Value: "v2", Selector: ":live" }],
  ["simple", { Name: "simple", Type: "StringList", Value: "a,b", Version: 1 }],
  ["/simple", { Name: "simple" }],
  [parameterArn("simple"), { Name: "simple", ARN: parameterArn("simple") }],
  ["/aws/service/ami", { ARN: "arn:aws:ssm:us-west-2::parameter/aws/service/ami" }],
])("%s is answered, alone and among others", async ([asked, answered], { server, ask }) => {
  server.reset(STORED);
  expect(await ask("GetParameter", { Name: asked })).toMatchObject({ status: 200, Parameter: answered });
  const batch = { status: 200, Parameters: [answered], InvalidParameters: [] };
  expect(await ask("GetParameters", { Names: [asked] })).toMatchObject(batch);
  expect(server.calls).toEqual(
    ["GetParameter", "GetParameters"].map((operation) => {
      return { operation, region: "us-west-2", key: "AKIAIOSFODNN7EXAMPLE", ids: [asked] };
    }),
  );
});

test("an answer without a selector has none", async ({ server, ask }) => {
  server.reset(STORED);
  expect(await ask("GetParameter", { Name: DB })).toEqual({ status: 200, Parameter: CURRENT });
});

const NOT_FOUND = { status: 400, __type: "ParameterNotFound" };

test.for<[asked: string, failure: Body]>([
  ["/nope", NOT_FOUND],
  ["prod/db", NOT_FOUND],
  [parameterArn("/nope"), NOT_FOUND],
  [parameterArn("/prod/db", "us-west-2", "210987654321"), NOT_FOUND],
  [parameterArn("/prod/db", "eu-west-1"), NOT_FOUND],
  [
    `${DB}:9`,
    {
      status: 400,
      __type: "ParameterVersionNotFound",
      message: "Systems Manager could not find version 9 of /prod/db. Verify the version and try again.",
    },
  ],
  [`${DB}:3:key`, { status: 400, __type: "ParameterVersionNotFound" }],
])("%s is not found", async ([asked, failure], { server, ask }) => {
  server.reset(STORED);
  expect(await ask("GetParameter", { Name: asked })).toMatchObject(failure);
  const batch = { status: 200, Parameters: [CURRENT], InvalidParameters: [asked] };
  expect(await ask("GetParameters", { Names: [asked, DB] })).toEqual(batch);
});

test("another region has nothing", async ({ server, ask }) => {
  server.reset(STORED);
  expect(await ask("GetParameter", { Name: DB }, "eu-west-1")).toEqual(NOT_FOUND);
});

test("parameters come by name, and two versions of one are two", async ({ server, ask }) => {
  server.reset(STORED);
  const { Parameters } = await ask("GetParameters", { Names: ["simple", `${DB}:2`, DB] });
  expect(Parameters).toMatchObject([{ Value: "v2" }, { Value: "v3" }, { Name: "simple" }]);
});

test("without WithDecryption a SecureString stays encrypted, and others do not", async ({ server, ask }) => {
  server.reset(STORED);
  const { Parameters } = await ask("GetParameters", { Names: [DB, "simple"], WithDecryption: false });
  expect(Parameters).toMatchObject([{ Value: expect.stringMatching(/^AQICAH/) }, { Value: "a,b" }]);
});

test.for([
  [[], "must have length greater than or equal to 1"],
  [Array.from({ length: 11 }, (_, index) => `/p/${index}`), "must have length less than or equal to 10"],
  [[DB, "simple", DB], "duplicate"],
] as const)("%j is no list of names", async ([Names, said], { server, ask }) => {
  server.reset(STORED);
  expect(await ask("GetParameters", { Names })).toEqual({
    status: 400,
    __type: "ValidationException",
    message: expect.stringContaining(said),
  });
});

test("one refused parameter fails the whole call, with the action and the resource", async ({
  server,
  ask,
}) => {
  const refused = parameterArn("/refused");
  server.reset([
    ...STORED,
    { arn: refused, type: "String", value: "", error: { code: "AccessDeniedException" } },
  ]);
  const message = (action: string) =>
    `User: arn:aws:iam::123456789012:user/pipeline is not authorized to perform: ssm:${action} on resource: ${refused} because no identity-based policy allows the ssm:${action} action`;
  const failure = { status: 400, __type: "AccessDeniedException" };
  expect(await ask("GetParameters", { Names: [DB, `${refused}:2`] })).toEqual({
    ...failure,
    message: message("GetParameters"),
  });
  expect(await ask("GetParameter", { Name: refused })).toEqual({
    ...failure,
    message: message("GetParameter"),
  });
});

test("other errors keep their message", async ({ server, ask }) => {
  const [key, broken] = [parameterArn("/key"), parameterArn("/broken")];
  server.reset([
    { arn: key, type: "SecureString", value: "", error: { code: "InvalidKeyId", message: "no key" } },
    { arn: broken, type: "String", value: "", error: { code: "InternalServerError", message: "oh" } },
  ]);
  const [Key, Broken] = [
    await ask("GetParameters", { Names: [key] }),
    await ask("GetParameter", { Name: broken }),
  ];
  expect(Key).toEqual({ status: 400, __type: "InvalidKeyId", message: "no key" });
  expect(Broken).toEqual({ status: 500, __type: "InternalServerError", Message: "oh" });
});

test("secrets and parameters are on one server", async ({ server, ask }) => {
  server.reset([{ arn: arn("db"), text: "s" }, ...STORED]);
  expect(await ask("GetParameter", { Name: DB })).toMatchObject({ Parameter: CURRENT });
  server.reset([]);
  expect(await ask("GetParameter", { Name: DB })).toEqual(NOT_FOUND);
});
