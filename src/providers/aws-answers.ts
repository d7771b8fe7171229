/** The answers of AWS → an outcome for every secret that was asked for. Knows the shape of an answer, not the SDK. */

import { conceal } from "../core/concealed.js";
import { agreement } from "../core/match.js";
import type { Outcome, Outcomes } from "../core/outcomes.js";
import type { PlannedSecret } from "../core/plan.js";
import type { SecretValue } from "../core/secret-value.js";
import { type AwsError, judge } from "./aws-errors.js";
import type { Fault } from "./provider.js";

export type WorldFault = Pick<Fault, "kind" | "detail">;

/** What one call has brought; a fault where not all of its secrets have an outcome. */
export interface Reply {
  readonly outcomes: Outcomes;
  readonly fault?: WorldFault;
  /** The batch failed as a whole with an error that speaks of secrets: each has to be asked for by itself. */
  readonly failure?: AwsError;
}

/** A secret as AWS answers it; all fields are optional there. */
export interface Answer {
  readonly ARN?: string | undefined;
  readonly Name?: string | undefined;
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
}

/** An error that a batch lists, and the id that it lists it for. */
export interface Refusal {
  readonly id: string;
  readonly error: AwsError;
}

/** Every secret that was asked for gets its answer, its refusal, or is left to a fault. */
export function settle(
  secrets: readonly PlannedSecret[],
  answers: readonly Answer[],
  refusals: readonly Refusal[],
): Reply {
  const outcomes = new Map<PlannedSecret, Outcome>();
  let fault: WorldFault | undefined;
  for (const secret of secrets) {
    const refusal = refusals.find(({ id }) => agreement(secret, { arn: id, name: "" }) === "same")?.error;
    const answered = refusal === undefined ? outcomeAmong(secret, answers) : undefined;
    const verdict = refusal === undefined ? undefined : judge(refusal, secret);
    if (answered !== undefined) outcomes.set(secret, answered);
    else if (verdict !== undefined && "problem" in verdict)
      outcomes.set(secret, { kind: "problem", ...verdict });
    else fault ??= verdict ?? { kind: "service", detail: "an answer that leaves out what was asked for" };
  }
  return { outcomes, ...(fault === undefined ? {} : { fault }) };
}

function outcomeAmong(secret: PlannedSecret, answers: readonly Answer[]): Outcome | undefined {
  const named = answers.map((answer) => ({ answer, how: agreement(secret, nameOf(answer)) }));
  const same = named.find(({ how }) => how === "same");
  if (same !== undefined) return outcomeOf(secret, same.answer);
  const other = named.find(({ how }) => how === "other");
  return other === undefined ? undefined : mismatch(secret, other.answer);
}

/** The outcome of a call that asked for one secret. */
export function outcomeFrom(secret: PlannedSecret, answer: Answer): Outcome {
  return agreement(secret, nameOf(answer)) === "same" ? outcomeOf(secret, answer) : mismatch(secret, answer);
}

function outcomeOf({ arn }: PlannedSecret, { SecretString, SecretBinary }: Answer): Outcome {
  if (SecretString !== undefined) {
    return { kind: "value", value: conceal<SecretValue>({ kind: "text", text: SecretString }) };
  }
  if (SecretBinary === undefined) return { kind: "problem", problem: { code: "secret-empty", id: arn.id } };
  const base64 = Buffer.from(SecretBinary).toString("base64");
  return { kind: "value", value: conceal<SecretValue>({ kind: "binary", base64 }) };
}

function mismatch({ arn }: PlannedSecret, answer: Answer): Outcome {
  const answered = /^arn:[\w:/+=.@!-]{1,2048}$/.test(answer.ARN ?? "")
    ? (answer.ARN ?? "")
    : "another secret";
  return { kind: "problem", problem: { code: "secret-mismatch", id: arn.id, answered } };
}

function nameOf({ ARN = "", Name = "" }: Answer): { arn: string; name: string } {
  return { arn: ARN, name: Name };
}
