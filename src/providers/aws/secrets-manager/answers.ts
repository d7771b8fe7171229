/** Matches the answers of AWS with the requests, and makes an outcome for each secret. Does not use the SDK. */

import type { Outcome } from "../../../core/plan/outcomes.js";
import { redact } from "../../../core/secrets/redacted.js";
import type { SecretValue } from "../../../core/secrets/value.js";
import type { SecretRequest } from "../../../core/services/request.js";
import { agreement } from "../../../core/services/secrets-manager/agreement.js";
import { mismatch } from "../../../core/services/secrets-manager/mismatch.js";
import type { AwsError } from "../errors/errors.js";
import { safeArn } from "../requests/shapes.js";
import type { Settled } from "../session/session.js";
import { classifyError, isFinal } from "./classify.js";
import type { Answer, Refusal } from "./secrets-api.js";

/** The result of a batch. `again` are the secrets that need a call of their own. */
export interface SortedBatch {
  readonly settled: ReadonlyMap<SecretRequest, Settled>;
  readonly again: readonly SecretRequest[];
}

/** Finds for each secret its answer or its final error. All other secrets are to be fetched again. */
export function sortAnswers(
  secrets: readonly SecretRequest[],
  answers: readonly Answer[],
  refusals: readonly Refusal[],
): SortedBatch {
  const named = new Map(secrets.map((secret) => [secret, answerNaming("same", secret, answers)]));
  // Does not take the answer of another secret for this one's: two accounts can have secrets of the same name.
  const claimed = new Set(named.values());
  const unclaimed = answers.filter((answer) => !claimed.has(answer));
  const settled = new Map<SecretRequest, Settled>();
  for (const [secret, own] of named) {
    const refusal = refusals.find(({ id }) => agreement(secret, { arn: id, name: "" }) === "same")?.error;
    const other = refusal === undefined ? answerNaming("other", secret, unclaimed) : undefined;
    const answer = own ?? other;
    const known = answer === undefined ? refusedBy(refusal, secret) : settledBy(secret, answer);
    if (known !== undefined) settled.set(secret, known);
  }
  return { settled, again: secrets.filter((secret) => !settled.has(secret)) };
}

function answerNaming(
  how: "same" | "other",
  secret: SecretRequest,
  answers: readonly Answer[],
): Answer | undefined {
  const named = answers.filter((answer) => agreement(secret, nameOf(answer)) === how);
  return named.find(hasValue) ?? named[0];
}

function hasValue({ SecretString, SecretBinary }: Answer): boolean {
  return SecretString !== undefined || SecretBinary !== undefined;
}

/** Undefined where a call for the secret alone may do better. */
function refusedBy(refusal: AwsError | undefined, secret: SecretRequest): Settled | undefined {
  if (refusal === undefined || !isFinal(refusal)) return undefined;
  const outcome = classifyError(refusal, secret);
  return "problem" in outcome ? { outcome } : undefined;
}

/** The outcome from an answer that should be this secret's. */
export function settledBy(secret: SecretRequest, answer: Answer): Settled {
  const { text } = secret.id;
  const wrong = (answered: string) => ({ outcome: { problem: mismatch(text, answered) } });
  if (agreement(secret, nameOf(answer)) !== "same") return wrong(safeArn(answer.ARN, "another secret"));
  if (!isOfVersion(secret, answer)) return wrong(`another version of ${text}`);
  return { outcome: outcomeOf(secret, answer), name: answer.Name };
}

function outcomeOf({ id }: SecretRequest, { SecretString, SecretBinary }: Answer): Outcome {
  if (SecretString !== undefined) {
    return { value: redact<SecretValue>({ kind: "text", text: SecretString }) };
  }
  if (SecretBinary === undefined) return { problem: { code: "secret-empty", id: id.text } };
  const base64 = Buffer.from(SecretBinary).toString("base64");
  return { value: redact<SecretValue>({ kind: "binary", base64 }) };
}

/** Whether the answer is the version that was asked for. A cache in between could return an older one. */
function isOfVersion({ versionStage, versionId }: SecretRequest, answer: Answer): boolean {
  const { VersionId, VersionStages = [] } = answer;
  if (versionId !== undefined) return VersionId === undefined || VersionId === versionId;
  return VersionStages.length === 0 || VersionStages.includes(versionStage ?? "AWSCURRENT");
}

function nameOf({ ARN, Name = "" }: Answer): { arn: string; name: string } {
  return { arn: ARN, name: Name };
}
