/** Planned calls. `list` counts them, and the AWS provider makes them. */

import type { AccountAccess, Accounts } from "./account-access.js";
import type { SecretRequest } from "./request.js";
import type { ServiceName } from "./secret-id.js";

/** A planned call. */
export interface Call {
  readonly service: ServiceName;
  /**
   * An operation of AWS Secrets Manager or of SSM: https://docs.aws.amazon.com/secretsmanager/latest/apireference/,
   * https://docs.aws.amazon.com/systems-manager/latest/APIReference/
   */
  readonly operation: "BatchGetSecretValue" | "GetSecretValue" | "GetParameters" | "GetParameter";
  /** Left out for names, if the run's region is not known yet. */
  readonly region?: string | undefined;
  /** Left out if the run's own credentials are used. */
  readonly access?: AccountAccess | undefined;
  /** 1 to 20 for BatchGetSecretValue, 1 to 10 for GetParameters, 1 for the others. */
  readonly requests: readonly SecretRequest[];
}

/** The requests to one service in one region with one set of credentials. */
export interface RegionRequests extends Pick<Call, "service" | "region" | "access"> {
  /** Requests for current versions, grouped by the call that makes them. */
  readonly batches: readonly (readonly SecretRequest[])[];
  /** Requests for other versions. Each needs its own call, because a batch returns the current version only. */
  readonly versioned: readonly SecretRequest[];
  /** From a request that needs no call to the request whose answer is its own too, or probably is. */
  readonly aliases: Aliases;
}

export type Aliases = ReadonlyMap<SecretRequest, SecretRequest>;

export interface CallOptions {
  readonly accounts?: Accounts | undefined;
  /** The access for all other accounts. */
  readonly own?: AccountAccess | undefined;
  /** The run's region, in which names are looked up. */
  readonly home?: string | undefined;
}

/** All requests to a region, also those that need no call. */
export function requestsIn({ batches, versioned, aliases }: RegionRequests): readonly SecretRequest[] {
  return [...batches.flat(), ...versioned, ...aliases.keys()];
}
