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
export function outcomeIn(
  page: Page,
  request: SecretRequest,
  asked: readonly SecretRequest[],
): Outcome | undefined {
  if (page.invalid.includes(nameOf(request))) return undefined;
  if (!isVersioned(request) && !tellsVersions(page, asked)) return undefined;
  const answer = page.answers.find((each) => agreement(request, each, false) === "same");
  return answer && outcomeFrom(request, answer);
}

/** Without selectors, which emulators leave out, another version of the same parameter can look like the current one. */
function tellsVersions({ answers, invalid }: Page, asked: readonly SecretRequest[]): boolean {
  const versioned = asked.filter((request) => isVersioned(request) && !invalid.includes(nameOf(request)));
  return versioned.length === 0 || answers.some(({ Selector }) => Selector !== undefined);
}

function isVersioned({ versionStage, versionId }: SecretRequest): boolean {
  return versionStage !== undefined || versionId !== undefined;
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
