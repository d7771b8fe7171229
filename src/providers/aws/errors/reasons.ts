/** An error that says nothing of a secret → what went wrong in the world: the way, the credentials, or the service. */

import type { Trouble } from "../../provider.js";
import { credentialsTroubleOf } from "../credentials/errors.js";
import { signatureTroubleOf, wayTroubleOf, wordOf } from "./common-reasons.js";
import type { AwsError } from "./errors.js";

const THROTTLED = /^(?:Throttl\w*|TooManyRequests\w*|RequestLimitExceeded|SlowDown|RequestThrottled\w*)$/;
const UNKNOWN_KEY =
  /^(?:UnrecognizedClient\w*|InvalidClientTokenId|InvalidSignature\w*|SignatureDoesNotMatch|IncompleteSignature\w*|MissingAuthenticationToken\w*|AuthFailure)$/;

export function troubleOf(error: AwsError): Trouble {
  const { inCredentials } = error;
  return inCredentials === undefined ? serviceTroubleOf(error) : credentialsTroubleOf(error, inCredentials);
}

function serviceTroubleOf(error: AwsError): Trouble {
  const { name, status } = error;
  const common = wayTroubleOf(error) ?? signatureTroubleOf(error);
  if (common !== undefined) return common;
  if (UNKNOWN_KEY.test(name)) return { kind: "credentials", detail: `AWS says ${name}` };
  if (THROTTLED.test(name) || status === 429) return { kind: "throttled", detail: name };
  return { kind: "service", detail: answerOf(error) };
}

function answerOf({ name, code = "", status }: AwsError): string {
  if (code.startsWith("HPE_")) return "an answer that is not HTTP";
  if (status !== undefined && status >= 300 && status < 400)
    return `a redirect, which is not followed (HTTP status ${status})`;
  const what = name === "SyntaxError" ? "an answer that cannot be read" : wordOf(name);
  return status === undefined ? what : `${what}, HTTP status ${status}`;
}
