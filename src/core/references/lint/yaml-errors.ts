/** YAML errors caused by a reference: an ARN or an expression that needs quotes, or an assignment. */

import type { Diagnostic } from "../../diagnostics/diagnostics.js";
import { namesSecret } from "../../forms/index.js";
import { SECRET_IN_ARN, serviceMeant } from "../../services/index.js";
import type { Source } from "../../text/source.js";
import type { YamlFault } from "../../yaml/compose.js";
import { diagnoseSyntax, type ReferenceAdvice } from "../../yaml/syntax.js";
import { assignmentsIn, diagnoseAssignment, wholeLines } from "./assignments.js";

const PLAIN_ARN = new RegExp(
  `[:-]\\s+arn:[^\\s"'#]*?:${SECRET_IN_ARN}(?<rest>[^\\s"'#]*)\\s*(?<next>.?)`,
  "g",
);
/** `arn:…: password` */
const SPACED_SELECTOR = new RegExp(
  `[:-]\\s+(?<arn>arn:[^\\s"'#]*?:${SECRET_IN_ARN}[^\\s"'#]*): +[\\w.-]+\\s*(?:#.*)?$`,
);
const UNQUOTED_EXPRESSION = /(?:[:-]\s+|[[{,]\s*)(\{\{.*\}\})/;
const EMBEDDED = "${arn:";
/** An ARN up to a bracket, such as that of an index in a JSON key: `arn:…:a[0]`. */
const BRACKETED_ARN = new RegExp(
  `(?:: +|[[{,] *)arn:[^\\s"'#,[\\]{}]*?:${SECRET_IN_ARN}(?<rest>[^\\s"'#,[\\]{}]*)\\[`,
  "g",
);

export function diagnoseSyntaxNearReference(source: Source, error: YamlFault): readonly Diagnostic[] {
  const assignments = assignmentsIn(source.text, wholeLines(source.text, error));
  if (assignments.length > 0) return assignments.flatMap((each) => diagnoseAssignment(source, each));
  return [diagnoseSyntax(source, error, adviceOnReference)];
}

function adviceOnReference(line: string, reason: string): ReferenceAdvice | undefined {
  const spaced = SPACED_SELECTOR.exec(line)?.groups?.["arn"];
  if (spaced !== undefined) return serviceMeant(spaced).name === "ssm" ? "join-parameter" : "join-selector";
  if (hasColonAtEnd(line)) return "quote-selector";
  const expression = UNQUOTED_EXPRESSION.exec(line)?.[1];
  if (expression !== undefined && namesSecret(expression)) return "quote-expression";
  if (!/flow/.test(reason)) return undefined;
  if (line.includes(EMBEDDED)) return "quote-embedded";
  const indexed = Array.from(line.matchAll(BRACKETED_ARN)).some(({ groups }) =>
    groups?.["rest"]?.includes(":"),
  );
  return indexed ? "quote-index" : undefined;
}

/** Whether an unquoted ARN has a colon that YAML takes for the end of a key. */
function hasColonAtEnd(line: string): boolean {
  return Array.from(line.matchAll(PLAIN_ARN)).some(({ groups: { rest = "", next = "" } = {} }) => {
    return /:[\]},]/.test(rest) || (rest.endsWith(":") && /^[\]},#]?$/.test(next));
  });
}
