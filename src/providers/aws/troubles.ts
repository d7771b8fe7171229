/** An error that says nothing of a secret → what went wrong in the world: the way, the credentials, or the service. */

import type { Trouble } from "../provider.js";
import type { AwsError } from "./errors.js";
import { isDistrust } from "./network-error.js";

const THROTTLED = /^(?:Throttl\w*|TooManyRequests\w*|RequestLimitExceeded|SlowDown|RequestThrottled\w*)$/;
const EXPIRED = /^ExpiredToken(?:Exception)?$/;
const UNKNOWN_KEY =
  /^(?:UnrecognizedClient\w*|InvalidClientTokenId|InvalidSignature\w*|SignatureDoesNotMatch|IncompleteSignature\w*|MissingAuthenticationToken\w*|AuthFailure)$/;
const CLOCK = /signature (?:expired|not yet current)|request.{0,200} skewed/i;
/** Of Node and the resolver; there are other codes, of files and of arguments. */
const UNREACHED = /^(?:ECONN\w+|EHOST\w+|ENET\w+|EPIPE|EPROTO|ETIMEDOUT|ENOTFOUND|EADDR\w+|EAI_\w+)$/;

export function troubleOf(error: AwsError): Trouble {
  return error.inCredentials ? credentialsTroubleOf(error) : serviceTroubleOf(error);
}

function serviceTroubleOf(error: AwsError): Trouble {
  const { name, status } = error;
  const common = wayTroubleOf(error) ?? signatureTroubleOf(error);
  if (common !== undefined) return common;
  if (UNKNOWN_KEY.test(name)) return { kind: "credentials", detail: `AWS says ${name}` };
  if (THROTTLED.test(name) || status === 429) return { kind: "throttled", detail: name };
  return { kind: "service", detail: answerOf(error) };
}

/** What stood in the way before there was any answer. */
function wayTroubleOf({ name, code = "", network }: AwsError): Trouble | undefined {
  if (network !== undefined) return network;
  if (code === "ERR_INVALID_URL") return { kind: "setting", detail: "an endpoint that is set is no URL" };
  if (name === "EndpointError") {
    const detail = "an endpoint of one's own excludes those for FIPS and dual stack";
    return { kind: "setting", detail };
  }
  if (isDistrust(code)) return { kind: "certificate", detail: code };
  if (UNREACHED.test(code)) return { kind: "network", detail: code };
  if (name === "TimeoutError" || name === "AbortError")
    return { kind: "network", detail: "no answer in time" };
  return undefined;
}

function signatureTroubleOf({ name, message }: AwsError): Trouble | undefined {
  if (CLOCK.test(message)) return { kind: "clock", detail: name };
  return EXPIRED.test(name) ? { kind: "expired", detail: name } : undefined;
}

function answerOf({ name, code = "", status }: AwsError): string {
  if (code.startsWith("HPE_")) return "an answer that is not HTTP";
  if (status !== undefined && status >= 300 && status < 400)
    return `a redirect, which is not followed (HTTP status ${status})`;
  const what = name === "SyntaxError" ? "an answer that cannot be read" : wordOf(name);
  return status === undefined ? what : `${what}, HTTP status ${status}`;
}

/** Only what looks like the name of an error: it is the other side that chose it. */
function wordOf(name: string): string {
  return /^[A-Z][A-Za-z]{1,60}(?:Exception|Error|Failure|Fault)$/.test(name) ? name : "an unknown error";
}

/** STS, SSO, files and processes fail in the same ways, and then some. */
function credentialsTroubleOf(error: AwsError): Trouble {
  const { name, message } = error;
  const reached = wayTroubleOf(error);
  if (reached !== undefined && reached.kind !== "setting")
    return { ...reached, detail: `${reached.detail}, on the way to credentials` };
  const common = reached ?? signatureTroubleOf(error);
  if (common !== undefined) return common;
  if (/refresh this SSO session/i.test(message)) return { kind: "sso", detail: "the session has ended" };
  if (/^AccessDenied/.test(name)) return { kind: "role", detail: name };
  return { kind: "credentials", detail: searchOf(error) };
}

function searchOf({ name, message, code = "" }: AwsError): string {
  if (/could not (?:load credentials from any providers|resolve credentials using profile)/i.test(message))
    return "none were found";
  // What the process has printed may be in it.
  if (/^Command failed|credential_process/.test(message))
    return "the profile's credential_process has failed, or printed none";
  if (/^E[A-Z]+$/.test(code)) return `a file that they name cannot be read (${code})`;
  if (name === "UnsendableError" || code === "ERR_INVALID_CHAR")
    return "they hold a character that no header can carry; is there a line break at their end?";
  if (/multi-?factor|\bMFA\b/i.test(message))
    return "they take a code of a second factor, which cannot be asked for here";
  if (/\bexpired\b/i.test(message)) return "those that were found have expired";
  if (/\bcycle\b/i.test(message)) return "the profiles refer to each other in a circle";
  const word = wordOf(name);
  return word.endsWith("Exception") ? `AWS says ${word}` : "they could not be loaded";
}
