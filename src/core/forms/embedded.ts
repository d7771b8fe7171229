/** `${arn:… | filter}` anywhere in a text, and its escape `$${arn:`. */

import type { PartProblem } from "../diagnostics/diagnostics.js";
import { parseArn } from "../services/index.js";
import type { Span } from "../text/source.js";
import { type FilterName, isFilter } from "./filters.js";
import { type Form, type Match, type ReferenceMatch, shifted, unknownFilter } from "./form.js";

/**
 * Also matches `ARN:`, to report that it has to be lowercase. Does not match a shell's expansions of a variable of that name:
 * `${ARN:-none}`, `${ARN:?}`, `${ARN:0:12}`.
 */
const OPENING = /\$?\$\{arn:(?![-=?+}]|\d+[:}]|\s+-|\s*\()/gi;

export const embedded: Form = {
  name: "embedded",
  pattern: "\\$\\{arn:",
  sourcePattern: "\\$\\{arn:(?![-=?+}]|\\d+[:}])",
  literalWhen: "nothing",
  literalWithTemplates: false,
  find(text) {
    const matches: Match[] = [];
    if (!text.includes("${")) return matches;
    OPENING.lastIndex = 0;
    for (let opening = OPENING.exec(text); opening !== null; opening = OPENING.exec(text)) {
      const start = opening.index;
      if (opening[0].startsWith("$$")) {
        matches.push({ kind: "escape", text: "$$", plain: "$", start, end: start + 2 });
        continue;
      }
      const match = referenceAt(text, start);
      matches.push(match);
      OPENING.lastIndex = match.end;
    }
    return matches;
  },
};

function referenceAt(text: string, start: number): ReferenceMatch {
  const close = closingBrace(text, start + 2);
  if (close === undefined) return unterminated(text, start);

  const inside = text.slice(start + 2, close);
  const [arnText = "", ...filterTexts] = inside.split("|");
  const { key, problems, ...parsed } = parseArn(arnText.trimEnd());
  const filters = filtersIn(filterTexts, start + 2 + arnText.length + 1);
  return {
    kind: "reference",
    ...parsed,
    selector: { ...key, filters: filters.names },
    problems: [...shifted(problems, start + 2), ...filters.problems],
    text: text.slice(start, close + 1),
    start,
    end: close + 1,
  };
}

/** The offset of the brace that closes the one before `from`, on the same line. Templates inside an ARN may hold pairs of braces. */
function closingBrace(text: string, from: number): number | undefined {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    // The next opening ends the search too. Otherwise many unclosed ones would each search the whole line.
    if (character === "\n" || text.startsWith("${arn:", at)) return undefined;
    if (character === "{") open += 1;
    if (character === "}") open -= 1;
    if (open === 0) return at;
  }
  return undefined;
}

function unterminated(text: string, start: number): ReferenceMatch {
  const found = /^\S*/.exec(text.slice(start))?.[0] ?? "";
  const span = { start, end: start + found.length };
  const problems: PartProblem[] = [
    { problem: { code: "reference-unterminated", opening: "${arn:", closing: "}" }, ...span },
  ];
  return { kind: "reference", selector: { filters: [] }, problems, text: found, ...span };
}

function filtersIn(texts: readonly string[], offset: number) {
  const names: FilterName[] = [];
  const problems: PartProblem[] = [];
  let start = offset;
  for (const text of texts) {
    const found = text.trim();
    if (isFilter(found)) names.push(found);
    else problems.push(unknownFilter(placed(text, found, start), found));
    start += text.length + 1;
  }
  return { names, problems };
}

function placed(text: string, found: string, start: number): Span {
  const from = start + text.indexOf(found);
  return found === "" ? { start: start - 1, end: start } : { start: from, end: from + found.length };
}
