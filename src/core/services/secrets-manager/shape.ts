/** Whether a text has the shape of a secret's ARN at all: the right number of parts, `secret` at its place among them. */

import { withFixedText } from "../../arn/parts.js";
import type { ArnPart } from "../../diagnostics/catalogue/arn.js";
import type { PartProblem } from "../../diagnostics/diagnostics.js";
import { isNear } from "../../text/nearest.js";
import type { Token } from "../../text/source.js";
import { checkResource, checkService } from "./resource.js";

/** The parts in their order, `arn` itself left out. */
export const PARTS: readonly ArnPart[] = [
  ...(["partition", "service", "region", "account id", "resource type", "name"] as const),
  ...(["JSON key", "version stage", "version id"] as const),
];

const MOST_FIELDS = 10;

/**
 * Finds the ARN of another service, and a part too few or too many, by where `secret` stands; the parts' own
 * checks would only mislead then.
 */
export function checkShape(text: string, fields: readonly Token[]): PartProblem | undefined {
  const whole = { start: 0, end: text.length };
  const found = fields.length + 1;
  if (found > MOST_FIELDS) return { problem: { code: "arn-parts", found }, ...whole };

  const resource = fields[4]?.text ?? "";
  const service = fields[1];
  const lateService = [0, 2].some((index) => isNear(fields[index]?.text ?? "", "secretsmanager"));
  if (
    service !== undefined &&
    resource !== "secret" &&
    !lateService &&
    !isNear(service.text, "secretsmanager")
  ) {
    return withFixedText(text, checkService(text, service))[0];
  }
  if (isNear(fields[0]?.text ?? "", "secretsmanager")) {
    return { problem: { code: "arn-parts", found, missing: "partition" }, ...whole };
  }
  const [region, account] = [fields[2]?.text ?? "", fields[3]?.text ?? ""];
  const secretAt = fields.findIndex((field, index) => index >= 2 && field.text === "secret");
  const shifted = secretAt >= 0 && secretAt !== 4 && !isNear(resource, "secret");
  if (shifted) {
    const missing = secretAt === 3 ? (/^\d+$/.test(region) ? "region" : "account id") : undefined;
    return { problem: { code: "arn-parts", found, ...(missing ? { missing } : {}) }, ...whole };
  }
  if (found >= 7) return undefined;
  if (found === 6 && resource !== "secret" && /^\d+$/.test(account)) {
    return withFixedText(text, checkResource(text, fields[4] as Token))[0];
  }
  const missing = PARTS[fields.length];
  return { problem: { code: "arn-parts", found, ...(missing ? { missing } : {}) }, ...whole };
}
