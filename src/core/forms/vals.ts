/** The references of vals: `ref+awssecrets://NAME-OR-ARN?region=…&version_stage=…#/json/key`, closed by a `+` in a text. */

import { templateIn } from "../arn/templates.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import { quoted } from "../diagnostics/words.js";
import { keyOf } from "../json/key.js";
import { startsAsArn } from "../services/index.js";
import { isArn, type SecretId } from "../services/secret-id.js";
import { parseSecretId } from "../services/secrets-manager/parse-id.js";
import { checkVersion } from "../services/secrets-manager/version.js";
import { omitUndefined } from "../text/omit-undefined.js";
import type { Span, Token } from "../text/source.js";
import { type Form, malformed, type ReferenceMatch, shifted, splitTokens } from "./form.js";
import { helmSecretsIn } from "./vals/helm-secrets.js";
import { decoded, parametersIn, regionProblems } from "./vals/parameters.js";

/** Also matches misspellings, to report that vals has no such provider. Does not match its other providers. */
const OPENING = /(?<kind>(?:secret)?ref\+)aws?[-_]?s?ecrets?(?:[-_]?manager)?:(?:\/\/)?/gi;
/** In vals a reference ends with its line. Here it ends before a character that none of its parts can hold. */
const BODY = /(?:\{\{[^{}\n]*\}\}|\$\{[^{}\n]*\}|[^\s"'`,+\\])*/y;

/** A reference inside a reference, of any provider, which `BODY` ends at its `+`. */
const NESTED = /(?<![\w-])(?:secret)?ref\+[\w-]+:\/\/[^\s"'`,\\]*/y;

export const vals: Form = {
  name: "vals",
  pattern: "ref\\+aws?[-_]?s?ecret",
  literalWhen: "purpose",
  literalWithTemplates: true,
  find(text) {
    const matches: ReferenceMatch[] = [];
    if (!text.includes("+")) return matches;
    OPENING.lastIndex = 0;
    const uris = helmSecretsIn(text);
    for (let opening = OPENING.exec(text); opening !== null; opening = OPENING.exec(text)) {
      const { index } = opening;
      const uri = uris.find(({ start, end }) => start <= index && index < end);
      if (uri !== undefined) {
        OPENING.lastIndex = uri.end;
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
  const nested = nestedIn(text, from, body);
  if (nested !== undefined) {
    const { end } = nested;
    const reason = "arnsubst does not read a reference of vals inside another one";
    const problem = malformed(nested, reason, "write the name or the ARN of the secret itself");
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
  const exact = `${found.groups?.["kind"]?.toLowerCase()}awssecrets://`;
  const misspelled = malformed(
    { start, end: from },
    `vals knows only ${quoted(exact)}, spelled like this`,
    // A single slash is a misspelled `//`, not a part of the name.
    `write ${exact}${opening.endsWith("//") ? body : body.replace(/^\//, "")}`,
  );
  const read = partsOf(body, exact, { start, end: from });
  return {
    kind: "reference",
    ...read,
    problems: opening === exact ? read.problems : [misspelled, ...read.problems],
    text: text.slice(start, end),
    start,
    end,
  };
}

function nestedIn(text: string, from: number, body: string): Span | undefined {
  const prefix = /(?:secret)?ref$/.exec(body);
  if (prefix === null) return undefined;
  NESTED.lastIndex = from + prefix.index;
  const nested = NESTED.exec(text);
  return nested === null ? undefined : { start: nested.index, end: NESTED.lastIndex };
}

/** Reads the secret, the parameters after `?`, and the JSON key after `#`. */
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
    ...omitUndefined({ jsonKey: key?.jsonKey, versionStage: stage?.text, versionId: version?.text }),
  };
  const id =
    secret.id !== undefined && region !== undefined && !isArn(secret.id)
      ? { ...secret.id, region: region.text }
      : secret.id;
  return {
    ...(id && { id }),
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

/** Reads the secret. A colon after it, which separates a JSON key in the selectors of ECS, is a problem here. */
function secretIn(
  secret: Token,
  exact: string,
  opening: Span,
): { id?: SecretId; problems: readonly PartProblem[] } {
  const fields = splitTokens(secret.text, ":", 0);
  const own = fields[startsAsArn(secret.text) ? 6 : 0] ?? (fields.at(-1) as Token);
  const name = secret.text.slice(0, own.end);
  if (name === "") {
    const write = `write its name or its ARN after ://, as in ${exact}prod/db#/password`;
    return { problems: [malformed(opening, "there is no name of a secret", write)] };
  }
  const { id, problems } = parseSecretId(name);
  const behind = fields[fields.indexOf(own) + 1];
  const found = [...shifted(problems, secret.start)];
  if (behind !== undefined) {
    const colon = { start: secret.start + own.end, end: secret.end };
    const write = `write ${exact}${name}#/${behind.text || "key"}`;
    found.push(malformed(colon, "a JSON key comes after #/ here, not after a colon", write));
  }
  return { ...(id && { id }), problems: found };
}

/** Reads the JSON key. Each name between slashes is one key, even with dots. */
function keyIn(fragment: Token, before: string): { jsonKey?: string; problems: readonly PartProblem[] } {
  const parameters = fragment.text.search(/\?\w+=/);
  if (parameters >= 0) {
    const start = fragment.start + parameters;
    const [key, more] = [fragment.text.slice(0, parameters), fragment.text.slice(parameters + 1)];
    const write = `write them before it: ${before}${before.includes("?") ? "&" : "?"}${more}${key}`;
    const reason = "parameters after # are part of the JSON key";
    return { problems: [malformed({ start, end: fragment.end }, reason, write)] };
  }
  const [first = "", ...others] = decoded(fragment.text.replace(/^#\/?/, "")).split("/");
  if ([first, ...others].includes("")) {
    const write = `write it as in ${before}#/password; without #, it is the whole secret`;
    return { problems: [malformed(fragment, "a name is missing in the path to the JSON key", write)] };
  }
  return { jsonKey: keyOf([first, ...others]), problems: templateIn(fragment, "JSON key") };
}
