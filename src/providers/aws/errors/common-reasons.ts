/** What can go wrong with any service of AWS, whatever it is asked: the way to it, the signature, what it answers. */

import type { Trouble } from "../../provider.js";
import { isDistrust } from "../network/network-error.js";
import type { AwsError } from "./errors.js";

const EXPIRED = /^ExpiredToken(?:Exception)?$/;
const CLOCK = /signature (?:expired|not yet current)|request.{0,200} skewed/i;
/** Of Node and the resolver; there are other codes, of files and of arguments. */
const UNREACHED = /^(?:ECONN\w+|EHOST\w+|ENET\w+|EPIPE|EPROTO|ETIMEDOUT|ENOTFOUND|EADDR\w+|EAI_\w+)$/;

/** What stood in the way before there was any answer. */
export function wayTroubleOf({ name, code = "", network }: AwsError): Trouble | undefined {
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

export function signatureTroubleOf({ name, message }: AwsError): Trouble | undefined {
  if (CLOCK.test(message)) return { kind: "clock", detail: name };
  return EXPIRED.test(name) ? { kind: "expired", detail: name } : undefined;
}

/** Only what looks like the name of an error: it is the other side that chose it. */
export function wordOf(name: string): string {
  return /^[A-Z][A-Za-z]{1,60}(?:Exception|Error|Failure|Fault)$/.test(name) ? name : "an unknown error";
}
