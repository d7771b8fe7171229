/**
 * The references of vals to parameters: `ref+awsssm://PATH?region=…&version=…#/NAME`. vals puts a slash before the path, and
 * knows no ARNs and no labels there. After `#` is the rest of the parameter's name; with `mode=singleparam` it is a JSON key.
 */

import { templateIn } from "../arn/templates.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import { quoted } from "../diagnostics/words.js";
import { startsAsArn } from "../services/index.js";
import { parseParameterId } from "../services/parameter-store/parse-id.js";
import { isVersionNumber } from "../services/parameter-store/version.js";
import type { SecretId } from "../services/secret-id.js";
import { omitUndefined } from "../text/omit-undefined.js";
import type { Token } from "../text/source.js";
import { malformed, type ReferenceMatch, shifted, splitTokens } from "./form.js";
import { keyIn, namesIn } from "./vals/fragment.js";
import { inRegion, parametersIn, regionProblems } from "./vals/parameters.js";
import { type ValsBody, valsReferences } from "./vals/reference.js";

const PARAMETERS = ["region", "version", "mode", "recursive"] as const;
const SINGLE = "singleparam";

export const valsSsm = valsReferences({
  name: "awsssm",
  names: "the name of the parameter",
  words: "aws[-_]?s{1,4}m{1,2}|ssm|(?:aws[-_]?)?(?:ssm[-_]?)?param(?:eter)?s?(?:[-_]?store)?",
  // Other programs call AWS Secrets Manager so.
  doubtful: { opening: /aws?s?m:/i, name: "awssecrets", of: "a secret of AWS Secrets Manager" },
  read,
});

function read(body: ValsBody): Pick<ReferenceMatch, "id" | "selector" | "problems"> {
  const { values, problems } = parametersIn(body.query, PARAMETERS, "parameter");
  const { region, version, mode } = values;
  const isKey = mode !== undefined;
  const found = isKey || body.fragment === undefined ? undefined : belowPath(body.fragment, body, values);
  const key = isKey && body.fragment !== undefined ? keyIn(body.fragment, body.head, "parameter") : undefined;
  const parameter = parameterIn(body, found?.name);
  const id = inRegion(parameter.id, region);
  return {
    ...(id && { id }),
    selector: { filters: [], ...omitUndefined({ jsonKey: key?.jsonKey, versionId: version?.text }) },
    problems: [
      ...parameter.problems,
      ...problems,
      ...(region === undefined ? [] : regionProblems(region, parameter.id, body)),
      ...(version === undefined ? [] : versionProblems(version)),
      ...(mode === undefined ? [] : valueProblems(mode, SINGLE, "mode")),
      ...(values.recursive === undefined ? [] : valueProblems(values.recursive, "true", "recursive")),
      ...(found?.problems ?? key?.problems ?? []),
    ],
  };
}

/** Reads the parameter: the path and, if there is one, the name below it. */
function parameterIn(
  body: ValsBody,
  below: string | undefined,
): { id?: SecretId; problems: readonly PartProblem[] } {
  const { name, exact, opening, fragment } = body;
  const path = name.text;
  if (path === "" || path === "/") {
    const write = `write its name after ://, as in ${exact}prod/db/password`;
    return { problems: [malformed(opening, "there is no name of a parameter", write)] };
  }
  if (startsAsArn(path)) {
    const write = `write its name, as in ${exact}prod/db/password?region=us-west-2; arnsubst replaces \${${path}}`;
    return { problems: [malformed(name, "vals takes no ARN of a parameter, only its name", write)] };
  }
  const [own, behind] = splitTokens(path, ":", name.start);
  if (own !== undefined && behind !== undefined) return { problems: [colonProblem(body, own, behind)] };
  const { problems } = parseParameterId(path);
  if (problems.length > 0) return { problems: shifted(problems, name.start) };
  const whole = `/${path.replace(/^\//, "")}${below === undefined ? "" : `/${below}`}`;
  const { id, problems: ofWhole } = parseParameterId(whole);
  const place = fragment ?? name;
  return {
    ...(id && { id }),
    problems: ofWhole.map(({ problem }) => ({ problem, start: place.start, end: place.end })),
  };
}

/** The problem of `PATH:3` and `PATH:password`, as after an ARN. */
function colonProblem({ name, exact, head, fragment }: ValsBody, own: Token, behind: Token): PartProblem {
  const [parameters, key] = [head.slice(exact.length + name.text.length), fragment?.text ?? ""];
  const separator = parameters === "" ? "?" : "&";
  const write = isVersionNumber(behind.text)
    ? `write ${exact}${own.text}${parameters}${separator}version=${behind.text}${key}`
    : `for a JSON key, write ${exact}${own.text}?mode=${SINGLE}#/${behind.text || "key"}; vals takes no labels`;
  return malformed({ start: own.end, end: name.end }, "the name of a parameter has no colon", write);
}

type Values = ReturnType<typeof parametersIn<(typeof PARAMETERS)[number]>>["values"];

/** Reads the rest of a name. vals asks for all parameters at the path, and for those further below only with `recursive`. */
function belowPath(
  fragment: Token,
  { name, exact, head }: ValsBody,
  { version, recursive }: Values,
): { name?: string; problems: readonly PartProblem[] } {
  const names = namesIn(fragment, head, "parameter's name", "parameter");
  if ("problem" in names) return { problems: [names] };
  const templates = templateIn(fragment, "parameter name");
  if (templates.length > 0) return { problems: templates };
  const joined = names.join("/");
  const direct = `${exact}${name.text}/${joined}`;
  if (version !== undefined) {
    const reason = `vals ignores the version of a parameter that is named after #, unless mode=${SINGLE} makes that a JSON key`;
    return {
      name: joined,
      problems: [malformed(version, reason, `write ${direct}?version=${version.text}`)],
    };
  }
  if (names.length > 1 && recursive === undefined) {
    const reason = "vals looks for a parameter on further levels only with recursive=true";
    const write = `write ${direct}; for a JSON key, write ${exact}${name.text}?mode=${SINGLE}${fragment.text}`;
    return { name: joined, problems: [malformed(fragment, reason, write)] };
  }
  return { name: joined, problems: [] };
}

function versionProblems(version: Token): readonly PartProblem[] {
  const templates = templateIn(version, "version");
  if (templates.length > 0 || isVersionNumber(version.text)) return templates;
  const reason = `the version of a parameter is a number in vals, and ${quoted(version.text)} is none`;
  return [malformed(version, reason, "write its number, as in version=3")];
}

/** vals ignores every other value. */
function valueProblems(value: Token, only: string, name: string): readonly PartProblem[] {
  if (value.text === only) return [];
  return [malformed(value, `vals knows only ${name}=${only}`, "write that, or remove it")];
}
