/** Text inside an ARN that is still to be filled in by a person or by another program. */

import type { ArnPart } from "../diagnostics/catalogue/arn.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import type { Token } from "../text/source.js";

/**
 * `${AWS::Region}`, `#{AWS::Region}`, `((account))`, `{{ account }}`, `{region}`, `<AWS Region>`, `$REGION`, and the
 * wildcards `*` and `?`.
 * None of their characters can be part of a real partition, region, account or name.
 */
const TEMPLATE =
  /[$#%]\{[^{}]*\}|\(\([^()]*\)\)|\{\{[^{}]*\}\}|\{%[^%]*%\}|\{[^{}]*\}|<[^<>]*>|\$[A-Za-z_]\w*|[*?]+/g;

/** Most parts of most ARNs have none, and each is asked for them more than once. */
const START = /[$*?<{(]/;

export function templatesIn(text: string): readonly Token[] {
  if (!START.test(text)) return [];
  return Array.from(text.matchAll(TEMPLATE), ({ 0: found, index }) => ({
    text: found,
    start: index,
    end: index + found.length,
  }));
}

/** The text with its templates blotted out at the same length, so that colons inside them separate nothing. */
export function maskTemplates(text: string): string {
  return text.replace(TEMPLATE, (found) => "\u0000".repeat(found.length));
}

/**
 * What the syntax of another program marks as its own: a variable (`${aws:region}`, `#{region}`, `((region))`,
 * `$REGION`), Jinja, Helm or Go's `{{ … }}`. `${AWS::Region}` is filled in behind `!Sub` only, and `<…>`, `{…}` and `*` are written for people.
 */
const OF_A_PROGRAM = /^(?:\$\{(?!AWS::)|[#%]\{|\(\(|\$[A-Za-z_]|\{\{|\{%)/;

/** The templates of a text, where all of them are for another program to fill in: the first; undefined elsewhere. */
export function filledInFirst(text: string): string | undefined {
  const templates = templatesIn(text);
  return templates.every((each) => OF_A_PROGRAM.test(each.text)) ? templates[0]?.text : undefined;
}

const SELECTING: readonly string[] = ["JSON key", "version stage", "version id"];

/**
 * The problem of a part that is not filled in yet, from its first template to its last. In a JSON key `*`, `?` and `$x`
 * may be meant; in what names the secret they can only be templates.
 */
export function templateIn(field: Token, part: ArnPart | "secret name"): readonly PartProblem[] {
  const selects = SELECTING.includes(part);
  const templates = templatesIn(field.text).filter(({ text }) => !selects || /^(\$\{|\{\{|\{%|<)/.test(text));
  const first = templates[0];
  const last = templates.at(-1);
  if (first === undefined || last === undefined) return [];
  const [start, end] = [field.start + first.start, field.start + last.end];
  const found = field.text.slice(first.start, last.end);
  return [{ problem: { code: "arn-template", part, found }, start, end }];
}
