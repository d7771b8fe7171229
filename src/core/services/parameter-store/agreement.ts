/**
 * Finds out which answer belongs to which request. AWS answers with the ARN and repeats the selector (`:3`, `:live`).
 * Emulators may not repeat it: then the number of the version tells.
 */

import type { SecretRequest } from "../request.js";
import { isArn, type SecretArn, type SecretName } from "../secret-id.js";
import { nameOfArn } from "./resource.js";

/** How an answer names its parameter. */
export interface AnsweredParameter {
  readonly ARN: string;
  /** Without the selector. */
  readonly Name?: string | undefined;
  /** The number. */
  readonly Version?: number | undefined;
  /** The version or label as it was asked for, with its colon. */
  readonly Selector?: string | undefined;
}

/** What the request and the answer have in common: `version` where only the version differs. */
type Agreement = "same" | "version" | "none";

/** @param alone whether the answer is to a call for this request only */
export function agreement(request: SecretRequest, answered: AnsweredParameter, alone: boolean): Agreement {
  const { id } = request;
  // Not by its name: AWS can answer an ARN with or without the first slash of the name.
  const named = isArn(id) ? answered.ARN === id.text || isPassedOn(id, answered) : isNamed(id, answered);
  if (!named) return "none";
  return isOfVersion(request, answered, alone) ? "same" : "version";
}

/** Under this path Parameter Store passes on secrets of Secrets Manager, and answers with the ARN of the secret. */
const PASSED_ON = "/aws/reference/secretsmanager/";

function isPassedOn(
  { name, partition, region, account }: SecretArn,
  { ARN, Name }: AnsweredParameter,
): boolean {
  const secret = `arn:${partition}:secretsmanager:${region}:${account}:secret:`;
  return name.startsWith(PASSED_ON) && Name === name && ARN.startsWith(secret);
}

function isNamed({ text, region }: SecretName, { ARN, Name = nameOfArn(ARN) }: AnsweredParameter): boolean {
  const answeredRegion = ARN.split(":")[3];
  return withSlash(Name) === withSlash(text) && (region === undefined || region === answeredRegion);
}

/** A name of one level is the same with its slash and without it. A name with more levels always has it. */
function withSlash(name: string): string {
  return name.includes("/") ? name : `/${name}`;
}

function isOfVersion(
  { versionStage, versionId }: SecretRequest,
  { Version, Selector }: AnsweredParameter,
  alone: boolean,
): boolean {
  const version = versionId ?? versionStage;
  const isNumber = versionId === undefined || Version === undefined || String(Version) === versionId;
  if (Selector !== undefined) return version !== undefined && Selector === `:${version}` && isNumber;
  if (versionId !== undefined) return isNumber && (alone || Version !== undefined);
  // Only a call of its own then tells which version a label has.
  return versionStage === undefined || alone;
}
