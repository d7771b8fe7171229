/** The references of vals: `ref+awssecrets://NAME-OR-ARN?region=…&version_stage=…#/json/key`, closed by a `+` in a text. */

import { templateIn } from "../arn/templates.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import { quoted } from "../diagnostics/words.js";
import { keyOf } from "../json/key.js";
import { startsAsArn } from "../services/secrets-manager/arn.js";
import { isArn, parseSecretId, type SecretId } from "../services/secrets-manager/secret-id.js";
import { checkVersion } from "../services/secrets-manager/version.js";
import type { Span, Token } from "../text/source.js";
import { type Form, malformed, type ReferenceMatch, shifted, splitTokens } from "./form.js";
import { helmSecretsIn } from "./vals/helm-secrets.js";
import { decoded, parametersIn, regionProblems } from "./vals/parameters.js";

/** Slips are taken too, to be told that vals has no such provider. Its other providers are none of ours. */
const OPENING = /(?<kind>(?:secret)?ref\+)aws?[-_]?s?ecrets?(?:[-_]?manager)?:(?:\/\/)?/gi;
/** For vals a reference ends with its line; here it ends where none of its parts can go on. */
const BODY = /(?:\{\{[^{}\n]*\}\}|\$\{[^{}\n]*\}|[^\s"'`,+\\])*/y;

export const vals: Form = {
  name: "vals",
  pattern: "ref\\+aws?[-_]?s?ecret",
  literalWhen: "purpose",
  awaits: true,
  find(text) {
    const matches: ReferenceMatch[] = [];
    if (!text.includes("+")) return matches;
    OPENING.lastIndex = 0;
    const others = helmSecretsIn(text);
    for (let opening = OPENING.exec(text); opening !== null; opening = OPENING.exec(text)) {
      const { index } = opening;
      const other = others.find(({ start, end }) => start <= index && index < end);
      if (other !== undefined) {
        OPENING.lastIndex = other.end;
        continue;
      }
      const match = referenceAt(text, opening);
      matches.push(match);
      OPENING.lastIndex = match.end;
    }
    return matches;
  },
};

function referenceAt(text: string, found: RegExpExecArray): ReferenceMatch {
  const [opening] = found;
  const start = found.index;
  const from = start + opening.length;
  BODY.lastIndex = from;
  const body = BODY.exec(text)?.[0] ?? "";
  const end = from + body.length + (text[from + body.length] === "+" ? 1 : 0);
  const exact = `${found.groups?.["kind"]?.toLowerCase()}awssecrets://`;
  const slip = malformed(
    { start, end: from },
    `vals knows ${quoted(exact)} in these very letters only`,
    // One slash where there should be two is none of the name.
    `write ${exact}${opening.endsWith("//") ? body : body.replace(/^\//, "")}`,
  );
  const read = partsOf(body, exact, { start, end: from });
  return {
    kind: "reference",
    ...read,
    problems: opening === exact ? read.problems : [slip, ...read.problems],
    text: text.slice(start, end),
    start,
    end,
  };
}

/** The secret, behind `?` the parameters, behind `#` the way to a JSON key. */
function partsOf(body: string, exact: string, opening: Span) {
  const from = opening.end;
  const hash = body.indexOf("#");
  const head = hash < 0 ? body : body.slice(0, hash);
  const query = head.indexOf("?");
  const token = (start: number, end: number): Token => ({
    text: body.slice(start, end),
    start: from + start,
    end: from + end,
  });
  const secret = secretIn(token(0, query < 0 ? head.length : query), exact, opening);
  const { values, problems } = parametersIn(query < 0 ? undefined : token(query + 1, head.length));
  const { region, version_stage: stage, version_id: version } = values;
  const key = hash < 0 ? undefined : keyIn(token(hash, body.length), exact + head);
  const selector = {
    filters: [],
    ...(key?.jsonKey === undefined ? {} : { jsonKey: key.jsonKey }),
    ...(stage === undefined ? {} : { versionStage: stage.text }),
    ...(version === undefined ? {} : { versionId: version.text }),
  };
  const id =
    secret.id !== undefined && region !== undefined && !isArn(secret.id)
      ? { ...secret.id, region: region.text }
      : secret.id;
  return {
    ...(id === undefined ? {} : { id }),
    selector,
    problems: [
      ...secret.problems,
      ...problems,
      ...(region === undefined ? [] : regionProblems(region, secret.id, exact + body, from - exact.length)),
      ...(stage === undefined ? [] : templateIn(stage, "version stage")),
      ...checkVersion(stage, version),
      ...(key?.problems ?? []),
    ],
  };
}

/** ECS's selector is not vals's: a colon behind the secret is told apart from one in its ARN. */
function secretIn(
  secret: Token,
  exact: string,
  opening: Span,
): { id?: SecretId; problems: readonly PartProblem[] } {
  const fields = splitTokens(secret.text, ":", 0);
  const own = fields[startsAsArn(secret.text) ? 6 : 0] ?? (fields.at(-1) as Token);
  const name = secret.text.slice(0, own.end);
  if (name === "") {
    return {
      problems: [
        malformed(
          opening,
          "the secret is not named",
          `behind :// comes its name or its ARN, as in ${exact}prod/db#/password`,
        ),
      ],
    };
  }
  const { id, problems } = parseSecretId(name);
  const behind = fields[fields.indexOf(own) + 1];
  const colon =
    behind === undefined
      ? []
      : [
          malformed(
            { start: secret.start + own.end, end: secret.end },
            "a JSON key stands behind #/ here, not behind a colon",
            `write ${exact}${name}#/${behind.text || "key"}`,
          ),
        ];
  return { ...(id === undefined ? {} : { id }), problems: [...shifted(problems, secret.start), ...colon] };
}

/** Each name between the slashes is a key as it stands, dots and all. */
function keyIn(fragment: Token, before: string): { jsonKey?: string; problems: readonly PartProblem[] } {
  const parameters = fragment.text.search(/\?\w+=/);
  if (parameters >= 0) {
    const start = fragment.start + parameters;
    const [key, more] = [fragment.text.slice(0, parameters), fragment.text.slice(parameters + 1)];
    return {
      problems: [
        malformed(
          { start, end: fragment.end },
          "parameters behind # are a part of the JSON key",
          `write them before it: ${before}${before.includes("?") ? "&" : "?"}${more}${key}`,
        ),
      ],
    };
  }
  const [first = "", ...others] = decoded(fragment.text.replace(/^#\/?/, "")).split("/");
  if ([first, ...others].includes("")) {
    return {
      problems: [
        malformed(
          fragment,
          "a name is missing in the way to the JSON key",
          `write it as in ${before}#/password; without # the whole secret is taken`,
        ),
      ],
    };
  }
  return { jsonKey: keyOf([first, ...others]), problems: templateIn(fragment, "JSON key") };
}
