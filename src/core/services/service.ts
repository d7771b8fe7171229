/** What differs from one AWS service to the next: its ARNs, its requests and calls, its IAM actions. */

import type { ArnPart } from "../diagnostics/catalogue/arn.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import type { Token } from "../text/source.js";
import type { Call, CallOptions, RegionRequests } from "./calls.js";
import type { ParsedArn } from "./parsed.js";
import type { SecretRequest, SecretVersion } from "./request.js";
import type { SecretArn, SecretId, ServiceName } from "./secret-id.js";

export interface Service {
  readonly name: ServiceName;
  /** For messages: `Secrets Manager`. */
  readonly title: string;
  /** What it calls what it holds. */
  readonly noun: "secret" | "parameter";
  /** Which version comes where none is asked for. */
  readonly defaultVersion: string;
  readonly arns: Arns;
  readonly iam: Iam;
  readonly operations: Operations;
  requestFor(id: SecretId, version: SecretVersion): SecretRequest;
  /** Groups requests into as few calls as can fetch them. */
  groupRequests(requests: readonly SecretRequest[], options: CallOptions): readonly RegionRequests[];
  /** The ARN of the secret of this name in another region or account. */
  movedArn(id: SecretArn, region: string, account: string): SecretArn;
}

/** How a service writes its ARNs. */
export interface Arns {
  /** The source of a regular expression, in lowercase, that matches in every text with an ARN, a wrong ARN too. */
  readonly pattern: string;
  /** A narrower one, for ARNs that name a secret. */
  readonly namedPattern: string;
  /** What follows `arn:partition:` in the ARN of a secret, for a search in longer texts. */
  readonly inText: string;
  /** Whether a text is meant to be an ARN of any service. */
  startsAsArn(text: string): boolean;
  /** Whether a text that starts like an ARN means a secret of this service. */
  meansSecret(text: string): boolean;
  /** Checks each part by itself, so that the user sees all problems at once. */
  parse(text: string): ParsedArn;
  /** The parts in their order, without the prefix `arn`. */
  readonly parts: readonly ArnPart[];
  /** The fields after `arn:`, one for each part. */
  fieldsOf(text: string): readonly Token[];
  /** The problem of an ARN that does not have the right parts; undefined where it has. */
  checkShape(text: string): PartProblem | undefined;
  /** An ARN that lacks a part, with the part as an empty text in its place. */
  withGap(text: string, lacks: ArnPart): string;
  /** What follows the name in a full ARN, with its hyphen. Left out where names have no suffix. */
  readonly suffix?: RegExp;
}

/** A service in IAM policies. */
export interface Iam {
  /** The action on single secrets that a fetch needs. */
  readonly get: string;
  /** Another action, which can be allowed on everything or not at all, for batches. */
  readonly batch?: { readonly sid: string; readonly action: string; readonly resource: string };
  /** What its secrets are called in the id of a statement. */
  readonly sid: string;
  /** The resource pattern that allows one secret. */
  resourceToAllow(id: SecretId): string;
  /** What a policy has to match to allow the secret. */
  resourceOf(id: SecretId): Resource;
  /** Leaves out resources that others of them allow anyway. */
  withoutCovered(resources: readonly string[]): readonly string[];
}

/** The ARN to compare with a policy. Where parts of it are unknown: the ARN that fits a pattern best, or worst. */
export type Resource = string | ((pattern: string, best: boolean) => string);

interface Operations {
  readonly batch: Call["operation"];
  readonly single: Call["operation"];
}
