/** What all dynamic references of CloudFormation share: `{{resolve:SERVICE:field:field}}`, where it ends, and how it is spelled. */

import { maskTemplates } from "../../arn/templates.js";
import type { PartProblem } from "../../diagnostics/diagnostics.js";
import { quoted } from "../../diagnostics/words.js";
import type { Span, Token } from "../../text/source.js";
import { type Form, malformed, type ReferenceMatch, shifted, splitTokens } from "../form.js";

/** Also matches spaces, capitals and misspellings, to report that CloudFormation would not resolve them. */
const OPENING = /\{\{\s*resolve\s*:\s*(?<service>[\w-]+)\s*:?/gi;

type Read = Pick<ReferenceMatch, "id" | "selector" | "problems">;

interface DynamicReferences {
  readonly sourcePattern: string;
  /** The service that a word means, which may be misspelled; undefined where it is another form's or none. */
  serviceMeant(word: string): string | undefined;
  /**
   * Reads the fields between the service and the braces.
   * @param exact `{{resolve:` and the service, with its colon
   * @param place of the whole reference
   */
  read(fields: readonly Token[], exact: string, place: Span): Read;
}

export function dynamicReferences(kind: DynamicReferences): Form {
  return {
    name: "cloudformation",
    // Without the braces, because YAML reads unquoted braces as a flow mapping.
    pattern: "resolve\\W*:",
    sourcePattern: `resolve\\s*:\\s*${kind.sourcePattern}`,
    literalWhen: "purpose",
    literalWithTemplates: true,
    find(text) {
      if (!text.includes("{{")) return [];
      const openings = Array.from(text.matchAll(OPENING));
      return openings.flatMap((opening, index) => {
        const service = kind.serviceMeant(opening.groups?.["service"] ?? "");
        // The next opening ends the search for an end. Otherwise many unclosed ones would each search the whole text.
        return service === undefined
          ? []
          : [referenceAt(kind, service, text, opening, openings[index + 1]?.index)];
      });
    },
  };
}

function referenceAt(
  kind: DynamicReferences,
  service: string,
  text: string,
  found: RegExpExecArray,
  limit: number | undefined,
): ReferenceMatch {
  const opening = found[0];
  const start = found.index;
  const from = start + opening.length;
  const [rest = ""] = text.slice(from, limit).split("\n", 1);
  const length = [maskTemplates(rest), rest].map((each) => each.indexOf("}}")).find((at) => at >= 0);
  if (length === undefined) return unterminated(opening + (/^\S*/.exec(rest)?.[0] ?? ""), start);

  const inside = rest.slice(0, length);
  const exact = `{{resolve:${service}:`;
  const place = { text: opening + rest.slice(0, length + 2), start, end: from + length + 2 };
  const misspelled = misspellingOf(place, opening, found.groups?.["service"] ?? "", inside, exact);
  const read = misspelled
    ? { problems: [misspelled] }
    : kind.read(splitTokens(inside, ":", from), exact, place);
  return { kind: "reference", selector: { filters: [] }, ...place, ...read };
}

function unterminated(text: string, start: number): ReferenceMatch {
  const span = { start, end: start + text.length };
  const problem = { code: "reference-unterminated", opening: "{{resolve:", closing: "}}" } as const;
  return { kind: "reference", selector: { filters: [] }, problems: [{ problem, ...span }], text, ...span };
}

/** The problem of a reference that CloudFormation would not recognise. It hides all others. */
function misspellingOf(
  place: Token,
  opening: string,
  service: string,
  inside: string,
  exact: string,
): PartProblem | undefined {
  if (inside.trim() === "") return undefined;
  const written = opening + inside;
  const tight = withoutSpaces(written).replace(/^\{\{\s+/, "{{");
  if (tight.startsWith(exact)) {
    if (written === tight) return undefined;
    const reason = "CloudFormation does not resolve a reference with spaces next to its braces or colons";
    return malformed(place, reason, `write ${tight}}}`);
  }
  const start = place.start + opening.indexOf(service);
  const wrong = exact === `{{resolve:${service}:` ? place : { start, end: start + service.length };
  const reason = `CloudFormation resolves only ${quoted(`${exact}…}}`)}, spelled like this`;
  return malformed(wrong, reason, `write ${exact}${withoutSpaces(inside)}}}`);
}

/** Without spaces beside the colons and at the ends. */
function withoutSpaces(text: string): string {
  return text
    .split(":")
    .map((field) => field.trim())
    .join(":");
}

/**
 * Separates the name from the fields after it. An ARN has colons itself.
 * @param length the number of fields of an ARN among these
 */
export function idAmong(
  fields: readonly Token[],
  length: (fields: readonly Token[]) => number,
): readonly [Token, readonly Token[]] {
  const first = fields[0] as Token;
  if (!/^arn$/i.test(first.text)) return [first, fields.slice(1)];
  const count = length(fields);
  const text = fields
    .slice(0, count)
    .map((field) => field.text)
    .join(":");
  return [{ text, start: first.start, end: first.start + text.length }, fields.slice(count)];
}

/** The problems of a name or an ARN, which is missing where it is empty. */
export function idProblems(
  id: Token,
  problems: readonly PartProblem[],
  place: Span,
  missing: { readonly reason: string; readonly write: string },
): readonly PartProblem[] {
  return id.text === "" ? [malformed(place, missing.reason, missing.write)] : shifted(problems, id.start);
}

/** The problem of fields behind the last one that CloudFormation reads. */
export function surplusProblems(
  surplus: readonly Token[],
  last: string,
  write: string,
): readonly PartProblem[] {
  const [first, end] = [surplus[0], surplus.at(-1)?.end];
  if (first === undefined || end === undefined) return [];
  // With its colon, because the field itself may be empty.
  return [malformed({ start: first.start - 1, end }, `there is text after the ${last}`, write)];
}
