/** GitLab's Code Quality report: what a merge request shows beside its lines. https://docs.gitlab.com/ci/testing/code_quality/ */

import type { Severity } from "../../core/diagnostics/catalogue/entry.js";
import { describe } from "../../core/diagnostics/catalogue.js";
import { rangeOf } from "../../core/text/source.js";
import { visible, visibleJson } from "../visible.js";
import { fingerprintsOf } from "./fingerprints.js";
import type { CheckReport, Directories } from "./format.js";
import { pathFromRoot } from "./location.js";

const SEVERITIES = { error: "major", warning: "minor", note: "info" } as const satisfies Record<
  Severity,
  string
>;

export function format({
  diagnostics,
  ...directories
}: Pick<CheckReport, "diagnostics" | keyof Directories>): string {
  const fingerprints = fingerprintsOf(diagnostics);
  const issues = diagnostics.map(({ problem, severity, source, part }, index) => {
    const { message, hint } = describe(problem);
    const path = pathFromRoot(source.name, directories) ?? source.name;
    return {
      description: [message, ...(hint === undefined ? [] : [hint])].map(visible).join("; "),
      check_name: problem.code,
      // GitLab shows one finding of each, in whatever file.
      fingerprint: `${path}:${fingerprints[index]}`,
      severity: SEVERITIES[severity],
      location: { path, lines: { begin: rangeOf(source, part).line } },
    };
  });
  return visibleJson(issues);
}
