/** Faults of a parameter: AWS has answered, and it is no value. Status 1, at every place that names the parameter. */

import { parameterArn } from "../support/arns.js";
import { CANARY, type FaultRow, PARAMETERS, testFaults } from "../support/fault-rows.js";
import { answering, failing, refusing } from "../support/interceptors.js";

const { A, B, VALUE_A, VALUE_B, STORED, page } = PARAMETERS;
const KEY = "arn:aws:kms:us-west-2:123456789012:key/1f0d8b1f-3c11-4a0c-8d4e-0f47c4a45d7b";

/** A call with `b` in it is refused, whatever the operation. */
function refusedFor(code: string, message?: string): Pick<FaultRow, "stored" | "status" | "calls"> {
  const error = message === undefined ? { code } : { code, message };
  const stored = [...STORED.slice(0, 1), { arn: B, type: "SecureString" as const, value: "", error }];
  return { stored, status: 1, calls: [3, 1] };
}

testFaults(PARAMETERS, [
  {
    what: "another region's parameter",
    intercept: () => answering(page(VALUE_A, { ...VALUE_B, ARN: parameterArn("/app/b", "us-east-1") })),
    input: `a: ${B}\n`,
    status: 1,
    said: [/^<stdin>:1:4 error secret-mismatch: AWS answered with \S+ when asked for \S+app\/b$/m],
    calls: [1, 0],
  },
  {
    what: "another region's parameter among others",
    intercept:
      () =>
      ({ ids }, response) =>
        answering(
          page(
            ...(ids.includes(A) ? [VALUE_A] : []),
            ...(ids.includes(B) ? [{ ...VALUE_B, ARN: parameterArn("/app/b", "us-east-1") }] : []),
          ),
        )({ operation: "GetParameters", region: "", key: "", ids }, response),
    status: 1,
    said: [
      `<stdin>:2:4 error secret-mismatch: AWS answered with ${parameterArn("/app/b", "us-east-1")} when asked for ${B}`,
      "check --endpoint-url and AWS_ENDPOINT_URL_SSM",
    ],
    calls: [2, 0],
  },
  {
    what: "another account's parameter",
    intercept: () =>
      answering(page({ ...VALUE_B, ARN: parameterArn("/app/b", "us-west-2", "210987654321") })),
    input: `a: ${B}\n`,
    status: 1,
    said: [/error secret-mismatch/, /the credentials belong to account 210987654321/],
    calls: [1, 0],
  },
  {
    what: "an answer whose ARN is none",
    intercept: () => answering(page({ ...VALUE_B, ARN: `${CANARY}:b` })),
    input: `a: ${B}\n`,
    status: 1,
    said: ["<stdin>:1:4 error secret-mismatch: AWS answered with another parameter"],
    calls: [1, 0],
  },
  {
    what: "another version than the one asked for",
    input: `a: "${A}:3"\n`,
    intercept: () => answering(page({ ...VALUE_A, Version: 2, Selector: ":2" })),
    status: 1,
    said: [/^<stdin>:1:5 error secret-mismatch: AWS answered with another version of \S+app\/a/m],
    calls: [1, 0],
  },
  {
    what: "another label than the one asked for",
    input: `a: "${A}:live"\n`,
    intercept: () => answering(page({ ...VALUE_A, Selector: ":old" })),
    status: 1,
    said: [/^<stdin>:1:5 error secret-mismatch: AWS answered with another version/m],
    calls: [1, 0],
  },
  {
    what: "access denied to one parameter",
    ...refusedFor("AccessDeniedException"),
    said: [
      /^<stdin>:2:4 error secret-denied: AWS denies ssm:GetParameters on \S+app\/b to arn:aws:iam::123456789012:user\/pipeline/m,
      `"Action":"ssm:GetParameters","Resource":"${B}"`,
    ],
  },
  {
    what: "access denied to everything",
    intercept: () => refusing,
    status: 1,
    said: [
      /^<stdin>:1:4 error secret-denied/m,
      /^<stdin>:2:4 error secret-denied/m,
      /^<stdin>:3:8 error secret-denied/m,
    ],
    calls: [3, 2],
  },
  {
    what: "a key that may not be used",
    ...refusedFor(
      "AccessDeniedException",
      `The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access. (Service: AWSKMS; Status Code: 400; ${CANARY})`,
    ),
    said: [
      /^<stdin>:2:4 error secret-undecryptable/m,
      /aws ssm describe-parameters --parameter-filters \S+\/app\/b /,
    ],
  },
  {
    what: "a key that may not be used, by name",
    ...refusedFor(
      "AccessDeniedException",
      `User: arn:aws:iam::123456789012:user/u is not authorized to perform: kms:Decrypt on resource: ${KEY} because ${CANARY}`,
    ),
    said: [/^<stdin>:2:4 error secret-undecryptable/m, `"Action":"kms:Decrypt","Resource":"${KEY}"`],
  },
  {
    what: "a key that is not there",
    ...refusedFor("InvalidKeyId", CANARY),
    said: [/^<stdin>:2:4 error secret-undecryptable/m, "kms:Decrypt"],
  },
  {
    what: "a parameter with kms in its name, denied",
    stored: [],
    input: `a: ${parameterArn("/app/KMS/ciphertext")}\n`,
    intercept: () => refusing,
    status: 1,
    said: [/^<stdin>:1:4 error secret-denied/m],
    calls: [1, 1],
  },
  {
    what: "a parameter that AWS does not take",
    ...refusedFor("ValidationException", CANARY),
    said: [/^<stdin>:2:4 error secret-refused: AWS does not give the value of \S+: ValidationException/m],
  },
  {
    what: "a parameter without a value",
    intercept: () => answering(page({ ...VALUE_B, Value: undefined })),
    input: `a: ${B}\n`,
    status: 1,
    said: [/^<stdin>:1:4 error secret-empty/m],
    calls: [1, 0],
  },
  {
    what: "parameters that are not there",
    stored: [],
    status: 1,
    said: [
      /^<stdin>:1:4 error secret-not-found: AWS has no parameter/m,
      /^<stdin>:2:4 error secret-not-found/m,
    ],
    calls: [1, 2],
  },
  {
    what: "parameters that are not there, with the error for a wrong version",
    stored: [],
    input: `a: ${A}:live\n`,
    intercept: () => (call, response) =>
      call.operation === "GetParameter" && failing("ParameterVersionNotFound", CANARY)(call, response),
    status: 1,
    said: [/^<stdin>:1:4 error secret-not-found: AWS has no version "live" of /m],
    calls: [1, 1],
  },
  {
    what: "a parameter of another region",
    stored: STORED,
    input: `a: ${A}\nb: ${parameterArn("/app/a", "eu-west-1")}\n`,
    status: 1,
    said: [new RegExp(`<stdin>:2:4 error secret-not-found.*\n.*\n.*\n.*did you mean ${A}\\?`)],
    calls: [2, 1],
  },
  {
    what: "one name in two accounts, and only one of the parameters there",
    input: `a: ${A}\nb: ${parameterArn("/app/a", "us-west-2", "210987654321")}\n`,
    status: 1,
    said: [/^<stdin>:2:4 error secret-not-found/m],
    calls: [1, 1],
  },
]);
