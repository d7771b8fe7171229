/** `{{ aws_secret_var('…') }}` and `{{ json_value(aws_secret_var('…'), 'path') | filter }}`, which Mage renders. */

import type { PartProblem } from "../diagnostics/diagnostics.js";
import type { ParsedName } from "../services/parsed.js";
import { parseArn, startsAsArn } from "../services/secrets-manager/arn.js";
import { parseName } from "../services/secrets-manager/parse-id.js";
import { type Block, blocksIn } from "../templates/jinja/blocks.js";
import { type JinjaToken, tokensIn } from "../templates/jinja/tokens.js";
import type { Span } from "../text/source.js";
import { type Form, malformed, type ReferenceMatch, shifted } from "./form.js";
import { unquoted } from "./mage/arguments.js";
import { functionIndex, readExpression } from "./mage/expression.js";
import { FUNCTION, isFault, mixed, SELECTING } from "./mage/faults.js";

export const mage: Form = {
  name: "mage",
  pattern: FUNCTION,
  literalWhen: "purpose",
  literalWithTemplates: false,
  find(text) {
    if (!text.includes(FUNCTION)) return [];
    return blocksIn(text).flatMap((block) => {
      const tokens = text.slice(block.start, block.end).includes(FUNCTION)
        ? tokensIn(text, block.inside)
        : [];
      return functionIndex(tokens) < 0 ? [] : [matchAt(text, block, tokens)];
    });
  },
};

function matchAt(text: string, block: Block, tokens: readonly JinjaToken[]): ReferenceMatch {
  const { start, end } = block;
  const place = { kind: "reference", text: text.slice(start, end), start, end } as const;
  const invalid = (problem: PartProblem): ReferenceMatch => ({
    ...place,
    selector: { filters: [] },
    problems: [problem],
  });
  if (!block.closed) return invalid(unterminated(text, block));
  if (block.kind === "statement") return invalid(inStatement(text, block, tokens));
  const asked = readExpression(text, tokens);
  if (isFault(asked)) return invalid(asked);
  const trimmed = trimming(text, block);
  if (trimmed !== undefined) return invalid(trimmed);
  const { secret, ...selector } = asked;
  return { ...place, ...secretOf(secret), selector: { ...selector, dialect: "jinja" } };
}

function unterminated(text: string, { kind, start, end }: Block): PartProblem {
  const [opening, closing] = kind === "expression" ? (["{{", "}}"] as const) : (["{%", "%}"] as const);
  const cut = /[([,]\s*$/.test(text.slice(start, end)) ? { cut: true as const } : {};
  return { problem: { code: "reference-unterminated", opening, closing, ...cut }, start, end };
}

/** The problem of `{% set x = aws_secret_var('…') %}`: only Mage knows where the value goes. */
function inStatement(text: string, { start }: Block, tokens: readonly JinjaToken[]): PartProblem {
  const own = functionIndex(tokens);
  return mixed(text, { start, end: tokens[own - 1]?.end ?? start + 2 });
}

/** The problem of a hyphen that would remove spaces beside the expression. */
function trimming(text: string, { start, end, trims }: Block): PartProblem | undefined {
  const before = trims.before && /\s/.test(text.charAt(start - 1));
  const behind = trims.after && /\s/.test(text.charAt(end));
  if (!before && !behind) return undefined;
  const where = before ? { start, end: start + 3 } : { start: end - 3, end };
  const hyphen = before ? "{{-" : "-}}";
  return malformed(where, `${hyphen} also removes the spaces next to it`, "write it without the hyphen");
}

function secretOf(token: JinjaToken): Pick<ReferenceMatch, "id" | "problems"> {
  const text = unquoted(token);
  const start = token.start + 1;
  const { id, problems } = startsAsArn(text) ? parseArn(text) : nameIn(text);
  if (id === undefined || id.text === text) return { ...(id && { id }), problems: shifted(problems, start) };
  const where = { start: start + id.text.length, end: start + text.length };
  return { problems: [withSelector(where, id.text, text.slice(id.text.length))] };
}

/** Parses the name before the first colon. No name has a colon, so a selector follows it. */
function nameIn(text: string): ParsedName {
  const [name = ""] = text.split(":", 1);
  const parsed = parseName(name);
  return parsed.id === undefined ? parseName(text) : parsed;
}

function withSelector(where: Span, id: string, found: string): PartProblem {
  const [, jsonKey = "", ...version] = found.split(":");
  const versioned = version.some((field) => field !== "");
  const reason = `${FUNCTION} takes a name or an ARN without a selector`;
  if (versioned && id.startsWith("arn:"))
    return malformed(where, reason, `write \${${id}${found}}, because Mage cannot fetch a version`);
  if (versioned || jsonKey === "") return malformed(where, reason, `remove ${found}`);
  return malformed(where, reason, `write {{ ${SELECTING}(${FUNCTION}('${id}'), '${jsonKey}') }}`);
}
