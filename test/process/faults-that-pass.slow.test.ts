/** Faults on the way to a value that pass, so that the run ends well. */

import {
  B,
  CANARY,
  type FaultRow,
  type Kit,
  NOT_FOUND,
  PARAMETERS,
  SECRETS,
  testFaults,
  VALUE_A,
  VALUE_B,
} from "../support/fault-rows.js";
import {
  answering,
  breakingOff,
  failing,
  inTurn,
  on,
  paging,
  refusing,
  sending,
  times,
} from "../support/interceptors.js";
import { denied } from "../support/secrets-server.js";

const rowsFor = (kit: Kit): readonly FaultRow[] => [
  {
    what: "throttled twice",
    intercept: () => times(2, failing("ThrottlingException", "Rate exceeded")),
    calls: [3, 0],
  },
  { what: "an internal error", intercept: () => times(1, sending("{}", 500)), calls: [2, 0] },
  {
    what: "a connection that ends in the midst of a body",
    intercept: () => times(1, breakingOff(JSON.stringify(kit.page(kit.VALUE_A)).slice(0, 80))),
    calls: [2, 0],
  },
  {
    what: "a gateway's page",
    intercept: () => times(1, sending("<html>502</html>", 502)),
    calls: [2, 0],
  },
  {
    what: "an id in neither list",
    intercept: () => times(1, answering(kit.page(kit.VALUE_A))),
    calls: kit === SECRETS ? [1, 1] : [2, 0],
  },
  {
    what: "an id that is answered twice",
    intercept: () => times(1, answering(kit.page(kit.VALUE_A, kit.VALUE_A, kit.VALUE_B, kit.VALUE_A))),
    calls: [1, 0],
  },
  {
    what: "answers in another order",
    intercept: () => times(1, answering(kit.page(kit.VALUE_B, kit.VALUE_A))),
    calls: [1, 0],
  },
  {
    what: "an operation that an emulator does not know",
    intercept: () => on(kit.operations[0], sending('{"__type":"NotImplementedError"}', 501)),
    env: { AWS_MAX_ATTEMPTS: "1" },
    calls: kit === SECRETS ? [1, 2] : [3, 2],
  },
];

testFaults(SECRETS, [
  ...rowsFor(SECRETS),
  {
    what: "three tokens, one of them on an empty page",
    intercept: () =>
      paging({ SecretValues: [VALUE_B] }, {}, { SecretValues: [] }, { SecretValues: [VALUE_A] }),
    calls: [4, 0],
  },
  {
    what: "a batch that cannot find what GetSecretValue does",
    intercept: () =>
      times(
        1,
        answering({
          SecretValues: [VALUE_A],
          Errors: [{ SecretId: B, ErrorCode: NOT_FOUND.code, Message: NOT_FOUND.message }],
        }),
      ),
    calls: [1, 1],
  },
  {
    what: "a token that comes again",
    intercept: () => on("BatchGetSecretValue", answering({ NextToken: "again" })),
    calls: [2, 2],
  },
  ...[
    "InvalidParameterException",
    "InvalidRequestException",
    "ResourceNotFoundException",
    "DecryptionFailure",
  ].map((code) => ({
    what: `${code} for the batch as a whole`,
    intercept: () => on("BatchGetSecretValue", failing(code, CANARY)),
    calls: [1, 2] as const,
  })),
  {
    what: "a later page that is refused",
    intercept: () =>
      inTurn(
        answering({ SecretValues: [VALUE_A], NextToken: "more" }),
        failing("InvalidNextTokenException", CANARY),
      ),
    calls: [2, 1],
  },
  {
    what: "entries that are none",
    intercept: () =>
      times(
        1,
        answering({
          SecretValues: [null, 5, { ARN: 5 }, { ...VALUE_B, SecretString: 5 }, VALUE_A],
          Errors: [null, "x", { SecretId: 5 }],
        }),
      ),
    calls: [1, 1],
  },
  {
    what: "lists that are none",
    intercept: () => times(1, answering({ SecretValues: { length: 3 }, Errors: "none" })),
    calls: [1, 2],
  },
  {
    what: "batches that are not allowed to somebody with KMS in the name",
    intercept: () =>
      on(
        "BatchGetSecretValue",
        failing(
          "AccessDeniedException",
          denied("BatchGetSecretValue").message.replace("pipeline", "KMS-kms"),
        ),
      ),
    said: [/BatchGetSecretValue is not allowed for arn:aws:iam::123456789012:user\/KMS-kms/],
    calls: [1, 2],
  },
  {
    what: "batches that are not allowed",
    intercept: () => on("BatchGetSecretValue", refusing),
    said: [
      /^arnsubst: BatchGetSecretValue is not allowed for arn:aws:iam::123456789012:user\/pipeline in us-west-2/m,
    ],
    calls: [1, 2],
  },
]);

const { A: P, B: Q, VALUE_A: VALUE_P, VALUE_B: VALUE_Q, page } = PARAMETERS;

testFaults(PARAMETERS, [
  ...rowsFor(PARAMETERS),
  {
    what: "a call for several that does not know what GetParameter does",
    intercept: () => times(1, answering({ ...page(VALUE_P), InvalidParameters: [Q] })),
    calls: [1, 1],
  },
  {
    what: "all of them invalid after fast calls",
    intercept: () => times(1, answering({ Parameters: [], InvalidParameters: [P, Q] })),
    calls: [1, 2],
  },
  {
    what: "another region's parameter, once",
    intercept: () =>
      times(1, answering(page(VALUE_P, { ...VALUE_Q, ARN: Q.replace("us-west-2", "eu-west-1") }))),
    calls: [2, 0],
  },
  {
    what: "answers without names, types and versions",
    intercept: () => times(1, answering(page(...[P, Q].map((ARN) => ({ ARN, Value: CANARY }))))),
    calls: [1, 0],
  },
  ...["AccessDeniedException", "ValidationException", "InvalidKeyId"].map((code) => ({
    what: `${code} for the call as a whole`,
    intercept: () => on("GetParameters", failing(code, CANARY)),
    calls: [3, 2] as const,
  })),
  ...["AccessDeniedException", "ValidationException", "InvalidKeyId"].map((code) => ({
    what: `${code} for the call for several only`,
    intercept: () => times(1, failing(code, CANARY)),
    calls: [3, 0] as const,
  })),
  {
    what: "entries that are none",
    intercept: () =>
      times(
        1,
        answering({
          Parameters: [null, 5, { ARN: 5 }, { ...VALUE_Q, Value: 5 }, { ...VALUE_Q, Version: "1" }, VALUE_P],
          InvalidParameters: [null, 5],
        }),
      ),
    calls: [2, 0],
  },
  {
    what: "lists that are none",
    intercept: () => times(1, answering({ Parameters: { length: 3 }, InvalidParameters: "none" })),
    calls: [3, 0],
  },
]);
