/** Matches the answers of AWS with the requests, and makes an outcome for each parameter. Does not use the SDK. */

import type { Outcome } from "../../../core/plan/outcomes.js";
import { redact } from "../../../core/secrets/redacted.js";
import type { SecretValue } from "../../../core/secrets/value.js";
import { agreement } from "../../../core/services/parameter-store/agreement.js";
import { mismatch } from "../../../core/services/parameter-store/mismatch.js";
import { SERVICE } from "../../../core/services/parameter-store/resource.js";
import type { SecretRequest } from "../../../core/services/request.js";
import { safeArn } from "../requests/shapes.js";
import type { Answer, Page } from "./parameters-api.js";

/** The name in a call: AWS reads `name:version` and `name:label`. */
export function nameOf({ id, versionStage, versionId }: SecretRequest): string {
  const version = versionId ?? versionStage;
  return version === undefined ? id.text : `${id.text}:${version}`;
}

/** The outcome of one of several parameters in a call; undefined where the answer does not tell. */
export function outcomeIn({ answers, invalid }: Page, request: SecretRequest): Outcome | undefined {
  if (invalid.includes(nameOf(request))) return undefined;
  const own = answers.filter((answer) => agreement(request, answer, false) === "same");
  // Without selectors, another version of the same parameter can look like this one.
  const versions = new Set(own.map(({ Version }) => Version));
  const [answer] = own;
  return answer === undefined || versions.size > 1 ? undefined : outcomeFrom(request, answer);
}

/** The outcome from an answer to a call for this parameter only. */
export function outcomeOf(request: SecretRequest, answer: Answer): Outcome {
  const { text } = request.id;
  switch (agreement(request, answer, true)) {
    case "same":
      return outcomeFrom(request, answer);
    case "version":
      return { problem: mismatch(text, `another version of ${text}`) };
    case "none":
      return { problem: mismatch(text, safeArn(answer.ARN, "another parameter")) };
  }
}

function outcomeFrom({ id }: SecretRequest, { Type, Value }: Answer): Outcome {
  if (Value === undefined) return { problem: { code: "secret-empty", id: id.text, service: SERVICE } };
  const list = Type === "StringList" ? ({ list: true } as const) : {};
  return { value: redact<SecretValue>({ kind: "text", text: Value, ...list }) };
}
