/** Faults of the world: nobody was reached, or nobody who would answer. Status 3. */

import { expect } from "vitest";
import { CANARY, type FaultRow, type Kit, PARAMETERS, SECRETS, testFaults } from "../support/fault-rows.js";
import { answering, breakingOff, failing, inTurn, sending, silence } from "../support/interceptors.js";

function pageOf(kit: Kit): string {
  return JSON.stringify(kit.page(kit.VALUE_A, kit.VALUE_B));
}

/** As many as there was time for, or as the SDK sees fit. */
const ANY = expect.any(Number) as number;

const rowsFor = (kit: Kit): readonly FaultRow[] => [
  {
    what: "throttled for ever",
    intercept: () => failing("ThrottlingException", CANARY),
    env: { AWS_MAX_ATTEMPTS: "3" },
    status: 3,
    said: [`arnsubst: ${kit.where} is throttling requests`, kit.bothMissing],
    calls: [3, 0],
  },
  {
    what: "an internal error for ever",
    intercept: () => sending(`{"__type":"InternalServiceError","Message":"${CANARY}"}`, 500),
    env: { AWS_MAX_ATTEMPTS: "2" },
    status: 3,
    said: [/gave no usable answer: InternalServiceError, HTTP status 500/, kit.bothMissing],
    calls: [2, 0],
  },
  {
    what: "connections that end in the midst of a body",
    intercept: () => breakingOff(pageOf(kit).slice(0, -2)),
    env: { AWS_MAX_ATTEMPTS: "2" },
    status: 3,
    said: [`${kit.where} cannot be reached: ECONNRESET`, kit.bothMissing],
    calls: [2, 0],
  },
  {
    what: "a body cut short",
    intercept: () => sending(pageOf(kit).slice(0, -4)),
    status: 3,
    said: [/gave no usable answer: an answer that cannot be read/, kit.bothMissing],
    calls: [1, 0],
  },
  {
    what: "not JSON",
    intercept: () => sending(`<html>${CANARY}</html>`),
    status: 3,
    said: [/gave no usable answer: an answer that cannot be read/],
    calls: [1, 0],
  },
  {
    what: "an XML error",
    intercept: () => sending(`<Error><Code>AccessDenied</Code><Message>${CANARY}</Message></Error>`, 403),
    status: 3,
    said: [/gave no usable answer: an answer that cannot be read, HTTP status 403/],
    calls: [1, 0],
  },
  {
    what: "no answer within the limit",
    intercept: () => silence,
    args: ["--timeout", "1"],
    status: 3,
    said: [`arnsubst: ${kit.where} did not answer within 1 second; ${kit.bothMissing}`],
    calls: [1, 0],
  },
  {
    what: "throttled beyond the limit",
    intercept: () => failing("ThrottlingException", CANARY),
    args: ["--timeout", "0.5"],
    env: { AWS_MAX_ATTEMPTS: "1000" },
    status: 3,
    said: [/did not answer within .*throttled/, kit.bothMissing],
    calls: [ANY, 0],
  },
  {
    what: "half of it within the limit",
    intercept: () => inTurn(answering(kit.page(kit.VALUE_A)), silence),
    args: ["--timeout", "1"],
    status: 3,
    said: [kit.oneMissing],
    // What is left out of an answer is asked for by the operation for several first.
    calls: kit === SECRETS ? [1, 1] : [2, 0],
  },
  {
    what: "a value that is no text",
    intercept: () => answering(kit.always(kit.VALUE_A, 5)),
    status: 3,
    said: [/an answer that cannot be read/],
    calls: kit === SECRETS ? [1, 2] : [3, ANY],
  },
  {
    what: "a redirect",
    intercept: () => sending("{}", 301),
    status: 3,
    said: [/gave no usable answer: a redirect, which arnsubst does not follow \(HTTP status 301\)/],
    calls: [1, 0],
  },
  ...[
    ["AWS_MAX_ATTEMPTS", "abc", "a whole number, 1 or more"],
    ["AWS_RETRY_MODE", "never", "standard or adaptive"],
    ["AWS_USE_FIPS_ENDPOINT", "TRUE", "true or false"],
    [kit.variable, "localhost:9", "a URL that starts with http:// or https://"],
  ].map(([variable = "", value = "", wanted]) => ({
    what: `${variable}=${value}`,
    env: { [variable]: value },
    status: 3 as const,
    said: [`arnsubst: ${variable} has to be ${wanted}; ${kit.bothMissing}`],
    calls: [0, 0] as const,
  })),
  {
    what: "FIPS and an endpoint",
    env: { AWS_USE_FIPS_ENDPOINT: "true" },
    status: 3,
    said: [/a custom endpoint cannot be used together with FIPS/],
    calls: [0, 0],
  },
  {
    what: "a session token that ends with a line break",
    env: { AWS_SESSION_TOKEN: "token\n" },
    status: 3,
    said: [
      /no valid AWS credentials for us-west-2: they contain a character that an HTTP header cannot hold/,
      /\n {2}= remove line breaks, spaces and special characters from AWS_SESSION_TOKEN\n/,
    ],
    calls: [0, 0],
  },
  {
    what: "a token file that is not there",
    env: {
      AWS_ACCESS_KEY_ID: "",
      AWS_WEB_IDENTITY_TOKEN_FILE: "/nonexistent/token",
      AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/r",
    },
    status: 3,
    said: [/AWS_WEB_IDENTITY_TOKEN_FILE names \/nonexistent\/token, which cannot be read \(ENOENT\)/],
    calls: [0, 0],
  },
  {
    what: "an id that is never answered",
    intercept: () => answering({}),
    status: 3,
    said: [/an answer that cannot be read/, kit.bothMissing],
    calls: kit === SECRETS ? [1, 2] : [3, ANY],
  },
  ...[
    ["ExpiredTokenException", /^arnsubst: the AWS credentials have expired/m],
    ["UnrecognizedClientException", /no valid AWS credentials for us-west-2: AWS says Unrecognized/],
    ["InvalidSignatureException", /no valid AWS credentials for us-west-2: AWS says InvalidSignature/],
  ].map(([code, said]) => ({
    what: String(code),
    intercept: () => failing(String(code), CANARY),
    status: 3 as const,
    said: [said as RegExp, kit.bothMissing],
    calls: [1, 0] as const,
  })),
  {
    what: "a clock that is wrong",
    intercept: () =>
      failing(
        "InvalidSignatureException",
        "Signature expired: 20260101T000000Z is now earlier than 20260102T",
      ),
    status: 3,
    said: [/this machine's clock is wrong/],
    calls: [ANY, 0],
  },
  {
    what: "no credentials",
    env: { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" },
    status: 3,
    said: [/^arnsubst: no valid AWS credentials for us-west-2: none were found; 2 /m, /aws sso login/],
    calls: [0, 0],
  },
  {
    what: "a profile that is not there",
    args: ["--profile", "nope"],
    status: 3,
    said: [/no valid AWS credentials for us-west-2: none were found \(profile nope\)/],
    calls: [0, 0],
  },
  {
    what: "a server that is not there",
    args: ["--endpoint-url", "http://127.0.0.1:9"],
    env: { AWS_MAX_ATTEMPTS: "2" },
    status: 3,
    said: [`${kit.where} cannot be reached: ECONNREFUSED`, kit.variable],
    calls: [0, 0],
  },
];

testFaults(SECRETS, rowsFor(SECRETS));
testFaults(PARAMETERS, rowsFor(PARAMETERS));
