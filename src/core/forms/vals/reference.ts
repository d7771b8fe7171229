/** What the references of vals to AWS share: `ref+PROVIDER://NAME?PARAMETERS#/PATH`, closed by a `+` in a text. */

import type { PartProblem } from "../../diagnostics/diagnostics.js";
import { quoted } from "../../diagnostics/words.js";
import type { Span, Token } from "../../text/source.js";
import { type Form, malformed, type ReferenceMatch } from "../form.js";
import { helmSecretsIn } from "./helm-secrets.js";

/** In vals a reference ends with its line. Here it ends before a character that none of its parts can hold. */
const BODY = /(?:\{\{[^{}\n]*\}\}|\$\{[^{}\n]*\}|[^\s"'`,+\\])*/y;

/** A reference inside a reference, of any provider, which `BODY` ends at its `+`. */
const NESTED = /(?<![\w-])(?:secret)?ref\+[\w-]+:\/\/[^\s"'`,\\]*/y;

interface Provider {
  /** The name of the provider, as vals spells it. */
  readonly name: string;
  /** What to write in it, for messages: `the name of the parameter`. */
  readonly names: string;
  /** The source of a regular expression for the name and its misspellings, and not for other providers. */
  readonly words: string;
  /** What a misspelling can also mean. */
  readonly doubtful?: { readonly opening: RegExp; readonly name: string; readonly of: string };
  read(body: ValsBody): Pick<ReferenceMatch, "id" | "selector" | "problems">;
}

/** What follows `://`, in its parts. */
export interface ValsBody {
  readonly name: Token;
  readonly query?: Token;
  /** With its `#`. */
  readonly fragment?: Token;
  /** The reference as it is to be spelled, up to the fragment. */
  readonly head: string;
  /** `ref+awssecrets://` */
  readonly exact: string;
  /** Of what stands before the name. */
  readonly opening: Span;
}

export function valsReferences(provider: Provider): Form {
  const openings = new RegExp(`(?<kind>(?:secret)?ref\\+)(?:${provider.words}):(?:\\/\\/)?`, "gi");
  return {
    name: "vals",
    pattern: `ref\\+(?:${provider.words}):`,
    literalWhen: "purpose",
    literalWithTemplates: true,
    find(text) {
      const matches: ReferenceMatch[] = [];
      if (!text.includes("+")) return matches;
      openings.lastIndex = 0;
      const uris = helmSecretsIn(text);
      for (let opening = openings.exec(text); opening !== null; opening = openings.exec(text)) {
        const { index } = opening;
        const uri = uris.find(({ start, end }) => start <= index && index < end);
        if (uri !== undefined) {
          openings.lastIndex = uri.end;
          continue;
        }
        const match = referenceAt(provider, text, opening);
        matches.push(match);
        openings.lastIndex = match.end;
      }
      return matches;
    },
  };
}

function referenceAt(provider: Provider, text: string, found: RegExpExecArray): ReferenceMatch {
  const [opening] = found;
  const start = found.index;
  const from = start + opening.length;
  BODY.lastIndex = from;
  const body = BODY.exec(text)?.[0] ?? "";
  const nested = nestedIn(text, from, body);
  if (nested !== undefined) {
    const { end } = nested;
    const reason = "arnsubst does not read a reference of vals inside another one";
    const problem = malformed(nested, reason, `write ${provider.names} itself`);
    return {
      kind: "reference",
      selector: { filters: [] },
      problems: [problem],
      text: text.slice(start, end),
      start,
      end,
    };
  }
  const end = from + body.length + (text[from + body.length] === "+" ? 1 : 0);
  const exact = `${found.groups?.["kind"]?.toLowerCase()}${provider.name}://`;
  const read = provider.read(partsOf(body, exact, { start, end: from }));
  return {
    kind: "reference",
    ...read,
    problems:
      opening === exact
        ? read.problems
        : [misspelled(provider, opening, body, exact, { start, end: from }), ...read.problems],
    text: text.slice(start, end),
    start,
    end,
  };
}

function misspelled(
  { name, doubtful }: Provider,
  opening: string,
  body: string,
  exact: string,
  place: Span,
): PartProblem {
  // A single slash is a misspelled `//`, not a part of the name.
  const rest = opening.endsWith("//") ? body : body.replace(/^\//, "");
  const other = doubtful?.opening.test(opening)
    ? `; for ${doubtful.of}, write ${exact.replace(name, doubtful.name)}${rest}`
    : "";
  const reason = `vals knows only ${quoted(exact)}, spelled like this`;
  return malformed(place, reason, `write ${exact}${rest}${other}`);
}

function nestedIn(text: string, from: number, body: string): Span | undefined {
  const prefix = /(?:secret)?ref$/.exec(body);
  if (prefix === null) return undefined;
  NESTED.lastIndex = from + prefix.index;
  const nested = NESTED.exec(text);
  return nested === null ? undefined : { start: nested.index, end: NESTED.lastIndex };
}

/** Separates the name, the parameters after `?`, and the path after `#`. */
function partsOf(body: string, exact: string, opening: Span): ValsBody {
  const from = opening.end;
  const hash = body.indexOf("#");
  const head = hash < 0 ? body : body.slice(0, hash);
  const query = head.indexOf("?");
  const token = (start: number, end: number): Token => ({
    text: body.slice(start, end),
    start: from + start,
    end: from + end,
  });
  return {
    name: token(0, query < 0 ? head.length : query),
    ...(query < 0 ? {} : { query: token(query + 1, head.length) }),
    ...(hash < 0 ? {} : { fragment: token(hash, body.length) }),
    head: exact + head,
    exact,
    opening,
  };
}
