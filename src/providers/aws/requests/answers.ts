/** The answers of AWS → an outcome for every secret that was asked for. Knows the shape of an answer, not the SDK. */

import type { Outcome } from "../../../core/plan/outcomes.js";
import { redact } from "../../../core/secrets/redacted.js";
import type { SecretValue } from "../../../core/secrets/value.js";
import type { SecretRequest } from "../../../core/services/index.js";
import { agreement } from "../../../core/services/secrets-manager/agreement.js";
import { mismatch } from "../../../core/services/secrets-manager/mismatch.js";
import { classifyError, isFinal } from "../errors/classify.js";
import type { AwsError } from "../errors/errors.js";
import type { Answer, Refusal } from "./secrets-api.js";

/** What is known of one secret once it was asked for. */
export interface Settled {
  readonly outcome: Outcome;
  /** The secret's name as AWS has it, where it was answered. */
  readonly name?: string | undefined;
}

/** What a batch has brought, and the secrets that are worth asking for by themselves. */
export interface Sorted {
  readonly settled: ReadonlyMap<SecretRequest, Settled>;
  readonly again: readonly SecretRequest[];
}

/** Every secret that was asked for gets its answer, its refusal, or is to be asked for again. */
export function sortAnswers(
  secrets: readonly SecretRequest[],
  answers: readonly Answer[],
  refusals: readonly Refusal[],
): Sorted {
  const named = new Map(secrets.map((secret) => [secret, answerNaming("same", secret, answers)]));
  // An answer that is another secret's own says nothing of this one: two accounts may use one name.
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

/** Only where the secret's own call could not answer any better. */
function refusedBy(refusal: AwsError | undefined, secret: SecretRequest): Settled | undefined {
  if (refusal === undefined || !isFinal(refusal)) return undefined;
  const outcome = classifyError(refusal, secret);
  return "problem" in outcome ? { outcome } : undefined;
}

/** The answer to a call that could only bring this secret. */
export function settledBy(secret: SecretRequest, answer: Answer): Settled {
  if (agreement(secret, nameOf(answer)) !== "same") return { outcome: notAsked(secret, safeArn(answer)) };
  if (!isOfVersion(secret, answer)) {
    return { outcome: notAsked(secret, `another version of ${secret.id.text}`) };
  }
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

/** A cache in between could answer with what it was asked before. */
function isOfVersion({ versionStage, versionId }: SecretRequest, answer: Answer): boolean {
  const { VersionId, VersionStages = [] } = answer;
  if (versionId !== undefined) return VersionId === undefined || VersionId === versionId;
  return VersionStages.length === 0 || VersionStages.includes(versionStage ?? "AWSCURRENT");
}

function notAsked({ id }: SecretRequest, answered: string): Outcome {
  return { problem: mismatch(id.text, answered) };
}

function safeArn({ ARN }: Answer): string {
  return /^arn:[\w:/+=.@!-]{1,2048}$/.test(ARN) ? ARN : "another secret";
}

function nameOf({ ARN, Name = "" }: Answer): { arn: string; name: string } {
  return { arn: ARN, name: Name };
}
