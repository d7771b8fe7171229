/** Finds the reason of an error that is not about one secret: network, signature, credentials or service. */

import type { FetchErrorReason } from "../../provider.js";
import type { AwsError } from "./errors.js";

const THROTTLED = /^(?:Throttl\w*|TooManyRequests\w*|RequestLimitExceeded|SlowDown|RequestThrottled\w*)$/;
const UNKNOWN_KEY =
  /^(?:UnrecognizedClient\w*|InvalidClientTokenId|InvalidSignature\w*|SignatureDoesNotMatch|IncompleteSignature\w*|MissingAuthenticationToken\w*|AuthFailure)$/;
const EXPIRED = /^ExpiredToken(?:Exception)?$/;
const CLOCK = /signature (?:expired|not yet current)|request.{0,200} skewed/i;
/** Codes of Node and its resolver for network errors. Other codes are about files or arguments. */
const NETWORK_CODE = /^(?:ECONN\w+|EHOST\w+|ENET\w+|EPIPE|EPROTO|ETIMEDOUT|ENOTFOUND|EADDR\w+|EAI_\w+)$/;

export function reasonOf(error: AwsError): FetchErrorReason {
  const { name, status } = error;
  const common = networkReasonOf(error) ?? signatureReasonOf(error);
  if (common !== undefined) return common;
  if (UNKNOWN_KEY.test(name)) return { kind: "credentials", detail: `AWS says ${name}` };
  if (THROTTLED.test(name) || status === 429) return { kind: "throttled", detail: name };
  return { kind: "service", detail: detailOf(error) };
}

function detailOf({ name, code = "", status }: AwsError): string {
  if (code.startsWith("HPE_")) return "an answer that is not HTTP";
  if (status !== undefined && status >= 300 && status < 400)
    return `a redirect, which arnsubst does not follow (HTTP status ${status})`;
  const what = name === "SyntaxError" ? "an answer that cannot be read" : safeErrorName(name);
  return status === undefined ? what : `${what}, HTTP status ${status}`;
}

/** Where the SDK looks for the files of AWS. The container's user need not be in /etc/passwd. */
const NO_HOME: FetchErrorReason = {
  kind: "setting",
  detail: "HOME is not set, and this user has no home directory",
  fix: "set HOME to a directory, which can be an empty one",
};

/** The reason of an error that came before any answer: the settings, the network or a certificate. */
export function networkReasonOf({
  name,
  message,
  code = "",
  reason,
}: AwsError): FetchErrorReason | undefined {
  if (reason !== undefined) return reason;
  if (code === "ERR_INVALID_URL") return { kind: "setting", detail: "a custom endpoint is not a URL" };
  if (name === "EndpointError") {
    const detail = "a custom endpoint cannot be used together with FIPS or dual-stack endpoints";
    return { kind: "setting", detail };
  }
  if (code === "ERR_SYSTEM_ERROR" && message.includes("uv_os_homedir")) return NO_HOME;
  if (isCertificateError(code)) return { kind: "certificate", detail: code };
  if (NETWORK_CODE.test(code)) return { kind: "network", detail: code };
  if (name === "TimeoutError" || name === "AbortError")
    return { kind: "network", detail: "no answer in time" };
  return undefined;
}

export function signatureReasonOf({ name, message }: AwsError): FetchErrorReason | undefined {
  if (CLOCK.test(message)) return { kind: "clock", detail: name };
  return EXPIRED.test(name) ? { kind: "expired", detail: name } : undefined;
}

/** The name if it looks like that of an error, because the server can send any text as a name. */
export function safeErrorName(name: string): string {
  return /^[A-Z][A-Za-z]{1,60}(?:Exception|Error|Failure|Fault)$/.test(name) ? name : "an unknown error";
}

const CERTIFICATE_CODE =
  /^(?:UNABLE_TO_\w+|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_\w+|ERR_TLS_CERT_ALTNAME_INVALID|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH)$/;

/** Whether a code of Node means that a certificate is not trusted. A retry does not help then. */
export function isCertificateError(code: string): boolean {
  return CERTIFICATE_CODE.test(code);
}
