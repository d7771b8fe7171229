/** The references of vals to secrets: `ref+awssecrets://NAME-OR-ARN?region=…&version_stage=…#/json/key`. */

import { templateIn } from "../arn/templates.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import { startsAsArn } from "../services/index.js";
import type { SecretId } from "../services/secret-id.js";
import { parseSecretId } from "../services/secrets-manager/parse-id.js";
import { checkVersion } from "../services/secrets-manager/version.js";
import { omitUndefined } from "../text/omit-undefined.js";
import type { Token } from "../text/source.js";
import { malformed, type ReferenceMatch, shifted, splitTokens } from "./form.js";
import { keyIn } from "./vals/fragment.js";
import { inRegion, parametersIn, regionProblems } from "./vals/parameters.js";
import { type ValsBody, valsReferences } from "./vals/reference.js";

const PARAMETERS = ["region", "version_stage", "version_id"] as const;

export const vals = valsReferences({
  name: "awssecrets",
  names: "the name or the ARN of the secret",
  words: "aws?[-_]?s?ecrets?(?:[-_]?manager)?",
  read,
});

function read(body: ValsBody): Pick<ReferenceMatch, "id" | "selector" | "problems"> {
  const secret = secretIn(body);
  const { values, problems } = parametersIn(body.query, PARAMETERS, "secret");
  const { region, version_stage: stage, version_id: version } = values;
  const key = body.fragment === undefined ? undefined : keyIn(body.fragment, body.head, "secret");
  const id = inRegion(secret.id, region);
  return {
    ...(id && { id }),
    selector: {
      filters: [],
      ...omitUndefined({ jsonKey: key?.jsonKey, versionStage: stage?.text, versionId: version?.text }),
    },
    problems: [
      ...secret.problems,
      ...problems,
      ...(region === undefined ? [] : regionProblems(region, secret.id, body)),
      ...(stage === undefined ? [] : templateIn(stage, "version stage")),
      ...checkVersion(stage, version),
      ...(key?.problems ?? []),
    ],
  };
}

/** Reads the secret. A colon after it, which separates a JSON key in the selectors of ECS, is a problem here. */
function secretIn({ name: secret, exact, opening }: ValsBody): {
  id?: SecretId;
  problems: readonly PartProblem[];
} {
  const fields = splitTokens(secret.text, ":", 0);
  const own = fields[startsAsArn(secret.text) ? 6 : 0] ?? (fields.at(-1) as Token);
  const name = secret.text.slice(0, own.end);
  if (name === "") {
    const write = `write its name or its ARN after ://, as in ${exact}prod/db#/password`;
    return { problems: [malformed(opening, "there is no name of a secret", write)] };
  }
  const { id, problems } = parseSecretId(name);
  const behind = fields[fields.indexOf(own) + 1];
  const found = [...shifted(problems, secret.start)];
  if (behind !== undefined) {
    const colon = { start: secret.start + own.end, end: secret.end };
    const write = `write ${exact}${name}#/${behind.text || "key"}`;
    found.push(malformed(colon, "a JSON key comes after #/ here, not after a colon", write));
  }
  return { ...(id && { id }), problems: found };
}
