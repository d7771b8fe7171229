/**
 * The AWS services that hold secrets. Each has a directory for what differs from the others, and a line in the list here.
 * The order is that of outputs.
 */

import type { Accounts } from "./account-access.js";
import type { Call, CallOptions, RegionRequests } from "./calls.js";
import { parameterStore } from "./parameter-store/index.js";
import type { ParsedArn } from "./parsed.js";
import type { SecretRequest, SecretVersion } from "./request.js";
import type { SecretArn, SecretId, ServiceName } from "./secret-id.js";
import { secretsManager } from "./secrets-manager/index.js";
import type { Service } from "./service.js";

const BY_NAME: Readonly<Record<ServiceName, Service>> = {
  secretsmanager: secretsManager,
  ssm: parameterStore,
};

export const SERVICES: readonly Service[] = Object.values(BY_NAME);

export function serviceOf({ service }: { readonly service: ServiceName }): Service {
  return BY_NAME[service];
}

/**
 * The service of the secret that a text means; undefined where it means none. Secrets Manager comes last: it takes for its
 * own what looks but a little like it.
 */
export function secretService(arn: string): Service | undefined {
  return SERVICES.findLast(({ arns }) => arns.meansSecret(arn));
}

/** The service that a text means, also where it means no secret. */
export function serviceMeant(arn: string): Service {
  const named = () => SERVICES.find(({ name }) => arn.split(":", 3)[2] === name);
  return secretService(arn) ?? named() ?? secretsManager;
}

/** A regular expression that matches in every text with a secret's ARN, a wrong ARN too. */
export const ARN_PATTERN = anyOf(({ arns }) => arns.pattern);
/** The same for ARNs that name a secret. */
export const NAMED_ARN_PATTERN = anyOf(({ arns }) => arns.namedPattern);
/** What follows `arn:partition:` in the ARN of a secret. */
export const SECRET_IN_ARN = `(?:${anyOf(({ arns }) => arns.inText)})`;

function anyOf(pattern: (service: Service) => string): string {
  return [...new Set(SERVICES.map(pattern))].join("|");
}

/** Whether a text is meant to be an ARN of any service. */
export function startsAsArn(text: string): boolean {
  return SERVICES.some(({ arns }) => arns.startsAsArn(text));
}

/** Whether a text that starts like an ARN means a secret. */
export function meansSecret(text: string): boolean {
  return secretService(text) !== undefined;
}

/** Parses the ARN of a secret and the selector after it. */
export function parseArn(text: string): ParsedArn {
  return serviceMeant(text).arns.parse(text);
}

/** The ARN of the secret of this name in another region or account. */
export function movedArn(id: SecretArn, region: string, account: string): SecretArn {
  return serviceOf(id).movedArn(id, region, account);
}

export function requestFor(id: SecretId, version: SecretVersion): SecretRequest {
  return serviceOf(id).requestFor(id, version);
}

/** Groups requests by service, region and credentials, into as few calls as can fetch them. */
export function groupRequests(
  requests: readonly SecretRequest[],
  options: CallOptions,
): readonly RegionRequests[] {
  return SERVICES.flatMap(({ name, groupRequests: group }) => {
    const own = requests.filter(({ service }) => service === name);
    return own.length === 0 ? [] : group(own, options);
  });
}

/** The calls of a region, in their order. */
export function callsIn({ batches, versioned, aliases, ...where }: RegionRequests): readonly Call[] {
  const { batch, single } = serviceOf(where).operations;
  return [
    ...batches.map((requests) => ({ operation: batch, ...where, requests })),
    ...versioned.map((request) => ({ operation: single, ...where, requests: [request] })),
  ];
}

/** The calls that fetch these secrets. */
export function callsFor(requests: readonly SecretRequest[], accounts: Accounts): readonly Call[] {
  return groupRequests(requests, { accounts }).flatMap(callsIn);
}
