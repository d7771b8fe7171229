/** What a YAML text turns out to hold, as one word or a few for each finding, for tables of forms. */

import { analyse } from "../../src/core/references/analyse.js";

export const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";

/**
 * `@` stands for a valid ARN. A reference comes back as `ID key=… stage=… id=… region=…`, a literal with its reason,
 * a diagnostic as its code and the exact text that it underlines.
 */
export function foundIn(yaml: string): readonly string[] {
  const text = yaml.replaceAll("@", ARN);
  const { references, literals, diagnostics } = analyse([{ name: "t.yaml", text }]);
  return [
    ...references.map(({ id, selector: { jsonKey, versionStage, versionId } }) => {
      const wanted = {
        key: jsonKey,
        stage: versionStage,
        id: versionId,
        region: id.account ? "" : id.region,
      };
      const said = Object.entries(wanted).map(([name, value]) => (value ? ` ${name}=${value}` : ""));
      return id.text.replace(ARN, "@") + said.join("");
    }),
    ...literals.map(({ reason }) => `literal ${reason}`),
    ...diagnostics.map(
      ({ problem, part }) => `${problem.code} ${text.slice(part.start, part.end).replaceAll(ARN, "@")}`,
    ),
  ];
}
