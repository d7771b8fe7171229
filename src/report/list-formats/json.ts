/** `list` as JSON. Fields that do not apply are left out; columns count UTF-16 units from 1. */

import type { Plan, PlannedSecret } from "../../core/plan/plan.js";
import type { Reference } from "../../core/references/findings.js";
import { identityOf } from "../../core/services/secret-id.js";
import { groupBy } from "../../core/text/group.js";
import { formatPath, type Path } from "../../core/text/path.js";
import { linesIn, type Source, type Span } from "../../core/text/source.js";
import { visibleJson } from "../visible.js";
import type { ListReport } from "./format.js";

export function format({ plan, literals }: ListReport): string {
  return visibleJson({
    secrets: secretsJson(plan),
    literals: literals.map((literal) => ({
      ...placeOf(literal),
      path: pathOf(literal.scalar.path),
      arn: literal.text,
      reason: literal.reason,
    })),
    calls: plan.calls.map(({ operation, region, access, requests }) => ({
      operation,
      region,
      ...(access !== undefined && "profile" in access ? { profile: access.profile } : {}),
      ...(access !== undefined && "role" in access ? { role: access.role } : {}),
      secrets: requests.map(({ id }) => id.text),
    })),
  });
}

/** The distinct secrets with their references; CSV has them under the same names. */
export function secretsJson({ secrets }: Plan) {
  return [...groupBy(secrets, ({ id }) => identityOf(id)).values()].map(secretJson);
}

/** One secret in all its versions. */
function secretJson(versions: readonly PlannedSecret[]) {
  const { text: id, service, partition, region, account, name } = versions[0]?.id ?? {};
  const references = versions.flatMap((version) => version.references).map(referenceJson);
  return { id, service, partition, region, account: account || undefined, name, references };
}

function referenceJson(reference: Reference) {
  const { form, selector, scalar } = reference;
  const { jsonKey, versionStage, versionId } = selector;
  return { ...placeOf(reference), path: pathOf(scalar.path), form, jsonKey, versionStage, versionId };
}

function placeOf({ source, span }: { readonly source: Source; readonly span: Span }) {
  return { file: source.name, ...linesIn(source).positionAt(span.start) };
}

function pathOf(path: Path): string | undefined {
  return path.length === 0 ? undefined : formatPath(path);
}
