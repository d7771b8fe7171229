/** Faults of a secret: AWS has answered, and it is no value. Status 1, at every place that names the secret. */

import { arn } from "../support/arns.js";
import { A, B, CANARY, NOT_FOUND, SECRETS, testFaults, VALUE_A, VALUE_B } from "../support/fault-rows.js";
import { answering, failing, inTurn, refusing, times } from "../support/interceptors.js";
import { denied } from "../support/secrets-server.js";

testFaults(SECRETS, [
  {
    what: "another region's secret",
    intercept: () =>
      times(1, answering({ SecretValues: [VALUE_A, { ...VALUE_B, ARN: arn("b", "us-east-1") }] })),
    status: 1,
    said: [
      `<stdin>:2:4 error secret-mismatch: AWS answered with ${arn("b", "us-east-1")} when asked for ${B}`,
    ],
    calls: [1, 0],
  },
  {
    what: "an answer whose ARN is none",
    intercept: () => answering({ ...VALUE_A, SecretValues: [VALUE_A], ARN: `${CANARY}:b-AbCdEf`, Name: "b" }),
    status: 1,
    said: ["<stdin>:2:4 error secret-mismatch: AWS answered with another secret"],
    calls: [1, 1],
  },
  {
    what: "access denied to one secret",
    stored: [
      { arn: A, text: CANARY },
      { arn: B, error: denied("GetSecretValue") },
    ],
    status: 1,
    said: [
      /^<stdin>:2:4 error secret-denied: AWS denies secretsmanager:GetSecretValue on \S+b-AbCdEf to arn:aws:iam::123456789012:user\/pipeline/m,
    ],
    calls: [1, 1],
  },
  {
    what: "access denied to everything",
    intercept: () => refusing,
    status: 1,
    said: [
      /^<stdin>:1:4 error secret-denied/m,
      /^<stdin>:2:4 error secret-denied/m,
      /^<stdin>:3:8 error secret-denied/m,
      "BatchGetSecretValue is not allowed",
    ],
    calls: [1, 2],
  },
  {
    what: "an endpoint policy that denies one secret, and so the batch",
    intercept: () => (call, response) =>
      call.ids.includes(B) &&
      failing("AccessDeniedException", denied("GetSecretValue").message)(call, response),
    status: 1,
    said: [/^<stdin>:2:4 error secret-denied/m],
    calls: [1, 2],
  },
  {
    what: "a secret that cannot be decrypted",
    stored: [
      { arn: A, error: { code: "DecryptionFailure", message: CANARY } },
      { arn: B, text: CANARY },
    ],
    status: 1,
    said: [
      /^<stdin>:1:4 error secret-undecryptable/m,
      /^<stdin>:3:8 error secret-undecryptable/m,
      "kms:Decrypt",
    ],
    calls: [1, 0],
  },
  {
    what: "a key that may not be used",
    stored: [
      { arn: A, text: CANARY },
      { arn: B, error: { code: "AccessDeniedException", message: "Access to KMS is not allowed" } },
    ],
    status: 1,
    said: [/^<stdin>:2:4 error secret-undecryptable/m],
    calls: [1, 1],
  },
  {
    what: "a secret that is scheduled for deletion",
    stored: [
      { arn: A, text: CANARY },
      {
        arn: B,
        error: {
          code: "InvalidRequestException",
          message: "You can't perform this operation on the secret because it was marked for deletion.",
        },
      },
    ],
    status: 1,
    said: [
      /^<stdin>:2:4 error secret-deleted/m,
      /aws secretsmanager restore-secret --secret-id \S+b-AbCdEf --region us-west-2/,
    ],
    calls: [1, 0],
  },
  {
    what: "a secret with KMS in its name, denied",
    stored: [],
    input: `a: ${arn("app/KMS/token")}\n`,
    intercept: () => (call, response) =>
      failing(
        "AccessDeniedException",
        `User: arn:aws:iam::123456789012:user/u is not authorized to perform: secretsmanager:GetSecretValue on resource: ${arn("app/KMS/token")}`,
      )(call, response),
    status: 1,
    said: [/^<stdin>:1:4 error secret-denied/m],
    calls: [1, 1],
  },
  {
    what: "a request about a secret that AWS does not take",
    stored: [
      { arn: A, text: CANARY },
      { arn: B, error: { code: "InvalidRequestException", message: CANARY } },
    ],
    status: 1,
    said: [/^<stdin>:2:4 error secret-refused: AWS does not give the value of \S+: InvalidRequestException/m],
    calls: [1, 1],
  },
  {
    what: "another version than the one asked for",
    input: `a: "${A}::AWSPREVIOUS"\n`,
    intercept: () => answering({ ...VALUE_A, VersionStages: ["AWSCURRENT"] }),
    status: 1,
    said: [/^<stdin>:1:5 error secret-mismatch: AWS answered with another version/m],
    calls: [0, 1],
  },
  {
    what: "a secret whose longer name begins alike",
    input: `a: ${A.slice(0, -7)}\n`,
    intercept: () =>
      answering({ SecretValues: [{ ...VALUE_A, ARN: `${A.slice(0, -7)}-backup`, Name: "a-backup" }] }),
    status: 1,
    said: [/^<stdin>:1:4 error secret-mismatch/m],
    calls: [1, 0],
  },
  {
    what: "a secret without a value",
    intercept: () => times(1, answering({ SecretValues: [VALUE_A, { ARN: B, Name: "b" }] })),
    status: 1,
    said: [/^<stdin>:2:4 error secret-empty/m],
    calls: [1, 0],
  },
  {
    what: "a secret whose value has no version",
    stored: [
      { arn: A, text: CANARY },
      {
        arn: B,
        error: {
          ...NOT_FOUND,
          message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
        },
      },
    ],
    status: 1,
    said: [/^<stdin>:2:4 error secret-empty/m],
    calls: [1, 1],
  },
  {
    what: "secrets that are not there",
    stored: [],
    status: 1,
    said: [/^<stdin>:1:4 error secret-not-found/m, /^<stdin>:2:4 error secret-not-found/m],
    calls: [1, 2],
  },
  {
    what: "a secret that was made anew, and one of another region",
    stored: [{ arn: A, text: CANARY }],
    input: `a: ${A}\nb: ${A.replace(/AbCdEf$/, "GhIjKl")}\nc: ${arn("a", "eu-west-1")}\n`,
    status: 1,
    said: [
      new RegExp(`<stdin>:2:4 error secret-not-found.*\n.*\n.*\n.*did you mean ${A}\\?`),
      new RegExp(`<stdin>:3:4 error secret-not-found.*\n.*\n.*\n.*did you mean ${A}\\?`),
    ],
    calls: [2, 2],
  },
  {
    what: "one name in two accounts, and only one of the secrets there",
    stored: [{ arn: A, text: CANARY }],
    input: `a: ${A}\nb: ${arn("a", "us-west-2", "210987654321")}\n`,
    intercept: () =>
      inTurn(answering({ SecretValues: [VALUE_A] }), failing(NOT_FOUND.code, NOT_FOUND.message)),
    status: 1,
    said: [/^<stdin>:2:4 error secret-not-found/m],
    calls: [1, 1],
  },
]);
