/** Placeholders in an ARN that a person or another program will fill in. */

import type { ArnPart } from "../diagnostics/catalogue/arn.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import type { Token } from "../text/source.js";

/**
 * `${AWS::Region}`, `#{AWS::Region}`, `((account))`, `{{ account }}`, `{region}`, `<AWS Region>`, `$REGION`, and the
 * wildcards `*` and `?`. None of their characters can be part of a real partition, region, account or name.
 */
const TEMPLATE =
  /[$#%]\{[^{}]*\}|\(\([^()]*\)\)|\{\{[^{}]*\}\}|\{%[^%]*%\}|\{[^{}]*\}|<[^<>]*>|\$[A-Za-z_]\w*|[*?]+/g;

/** A quick check: most parts of most ARNs hold no template. */
const START = /[$*?<{(]/;

export function templatesIn(text: string): readonly Token[] {
  if (!START.test(text)) return [];
  return Array.from(text.matchAll(TEMPLATE), ({ 0: found, index }) => ({
    text: found,
    start: index,
    end: index + found.length,
  }));
}

/** Replaces each template with as many NULs, so that colons inside it separate nothing. */
export function maskTemplates(text: string): string {
  if (!START.test(text)) return text;
  return text.replace(TEMPLATE, (found) => "\u0000".repeat(found.length));
}

/**
 * Templates that another program fills in: variables (`${aws:region}`, `#{region}`, `((region))`, `$REGION`), and
 * `{{ … }}` of Jinja, Helm or Go. Not `${AWS::Region}`, which needs `!Sub`, and not `<…>`, `{…}` and `*`, which people fill in.
 */
const OF_A_PROGRAM = /^(?:\$\{(?!AWS::)|[#%]\{|\(\(|\$[A-Za-z_]|\{\{|\{%)/;

/** The first template of a text, where other programs fill in all of them; undefined otherwise. */
export function filledInFirst(text: string): string | undefined {
  const templates = templatesIn(text);
  return templates.every((each) => OF_A_PROGRAM.test(each.text)) ? templates[0]?.text : undefined;
}

const SELECTING: readonly string[] = ["JSON key", "version", "version stage", "version id"];

/**
 * The problem of a part with templates, from the first to the last. In a JSON key or version `*`, `?` and `$x` may be
 * literal; in the other parts they can only be templates.
 */
export function templateIn(
  field: Token,
  part: ArnPart | "secret name" | "parameter name",
): readonly PartProblem[] {
  const selects = SELECTING.includes(part);
  const templates = templatesIn(field.text).filter(({ text }) => !selects || /^(\$\{|\{\{|\{%|<)/.test(text));
  const first = templates[0];
  const last = templates.at(-1);
  if (first === undefined || last === undefined) return [];
  const [start, end] = [field.start + first.start, field.start + last.end];
  const found = field.text.slice(first.start, last.end);
  return [{ problem: { code: "arn-template", part, found }, start, end }];
}
