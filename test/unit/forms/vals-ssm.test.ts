/** The references of vals to parameters: which parameter they name, and what is said of those that vals could not read. */

import { describe, expect, test } from "vitest";
import { describe as describeProblem } from "../../../src/core/diagnostics/catalogue.js";
import { analyse } from "../../../src/core/references/analyse.js";
import { resolve } from "../../../src/index.js";
import { foundIn } from "../../support/found.js";
import { providerOf } from "../../support/resolve-with.js";

const PARAMETER = "arn:aws:ssm:us-west-2:123456789012:parameter/prod/db";

/** `V:` stands for `ref+awsssm:`, `P` for an ARN. */
function written(yaml: string): string {
  return yaml.replaceAll("V:", "ref+awsssm:").replaceAll("P", PARAMETER);
}

describe("references", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["a: V://prod/db", "/prod/db"],
    ["a: V:///prod/db", "/prod/db"],
    ["a: V://token", "/token"],
    ["a: secretV://prod/db", "/prod/db"],
    ["a: V://prod/db?version=3", "/prod/db id=3"],
    ["a: V://prod/db?region=eu-central-1", "/prod/db region=eu-central-1"],
    ["a: V://prod#/db", "/prod/db"],
    ["a: V://prod#db", "/prod/db"],
    ["a: V://prod?#/db", "/prod/db"],
    ["a: V://prod?recursive=true#/db/password", "/prod/db/password"],
    ["a: V://prod/db?mode=singleparam#/password", "/prod/db key=password"],
    ["a: V://prod/db?mode=singleparam#/a/b.c", '/prod/db key=a["b.c"]'],
    ["a: V://prod/db?mode=singleparam&version=3#/password", "/prod/db key=password id=3"],
    ["a: V://prod/db?mode=singleparam", "/prod/db"],
    ["a: postgres://app:V://prod/db+(at)db", "/prod/db"],
    ["a: V://a+V://b+", "/a", "/b"],
    ["a: V://a ref+awssecrets://b", "b", "/a"],
    ["[V://a, V://b]", "/a", "/b"],
    ["ssm_parameter: V://a", "/a"],
    ["a: V://a # arnsubst: literal", "literal comment # arnsubst: literal"],
    ["a: !vals V://a", "literal tag !vals"],
    ["a: secrets+literal://vals!V://prod/db", "literal prefix secrets+literal:// of helm-secrets"],
  ])("%j", (yaml, ...expected) => {
    expect(foundIn(written(yaml))).toEqual(expected.map(written));
  });
});

describe("none of ours", () => {
  test.each([
    "a: ref+vault://secret/db#/password",
    "a: ref+sns://x",
    "a: ref+s3://x",
    "a: ref+awskms://AQIC",
    "a: ref+spms://x",
    "a: awsssm://prod/db",
    "a: ref + awsssm",
    "# ref+awsssm://prod/db\na: 1",
  ])("%j", (yaml) => {
    expect(foundIn(yaml)).toEqual([]);
  });
});

describe("what is nearly one", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["a: V:prod/db", "expression-malformed ref+awsssm:"],
    ["a: ref+awssm://prod/db", "expression-malformed ref+awssm://"],
    ["a: ref+aws-ssm://prod/db", "expression-malformed ref+aws-ssm://"],
    ["a: ref+ssm://prod/db", "expression-malformed ref+ssm://"],
    ["a: ref+AWSSSM://prod/db", "expression-malformed ref+AWSSSM://"],
    ["a: ref+awsparameterstore://prod/db", "expression-malformed ref+awsparameterstore://"],
    ["a: V://", "expression-malformed ref+awsssm://"],
    ["a: V:///", "expression-malformed ref+awsssm://"],
    ["a: V://#/password", "expression-malformed ref+awsssm://"],
    ["a: V://P", "expression-malformed P"],
    ["a: V://prod/db:3", "expression-malformed :3"],
    ["a: V://prod/db:password", "expression-malformed :password"],
    ["a: V://prod/db?version=blue", "expression-malformed blue"],
    ["a: V://prod/db?version=0", "expression-malformed 0"],
    ["a: V://prod/db?mode=single#/k", "expression-malformed single"],
    ["a: V://prod/db?recursive=yes#/k", "expression-malformed yes"],
    ["a: V://prod/db?version_id=3", "expression-malformed version_id"],
    ["a: V://prod/db?profile=prod", "expression-malformed profile=prod"],
    ["a: V://prod/db?region=us-west-2a", "arn-region us-west-2a"],
    ["a: V://prod#/db/password", "expression-malformed #/db/password"],
    ["a: V://prod?version=3#/db", "expression-malformed 3"],
    ["a: V://prod#/", "expression-malformed #/"],
    ["a: V://prod#/a?version=3", "expression-malformed ?version=3"],
    ["a: V://prod#/a)b", "parameter-name #/a)b"],
    ["a: V://prod/db/", "parameter-name /"],
    ["a: V://prod//db", "parameter-name //"],
    ["a: (V://x)", "parameter-name )"],
    ["a: V://${ENV}/db", "literal template ${ENV}", "arn-template ${ENV}"],
    ["a: V://prod#/${NAME}", "literal template ${NAME}", "arn-template ${NAME}"],
    ["a: V://prod?version=${V}", "literal template ${V}", "arn-template ${V}"],
    ["a: V://ref+env://X", "expression-malformed ref+env://X"],
    ["V://x: 1", "reference-in-key ref+awsssm://x"],
  ])("%j", (yaml, ...expected) => {
    expect(foundIn(written(yaml))).toEqual(expected.map(written));
  });
});

describe("what to write instead", () => {
  test.each([
    ["ref+ssm://x", "write ref+awsssm://x"],
    ["ref+awssm://x", "write ref+awsssm://x; for a secret of AWS Secrets Manager, write ref+awssecrets://x"],
    ["secretref+aws-ssm:/prod/x", "write secretref+awsssm://prod/x"],
    ["V://P", "write its name, as in ref+awsssm://prod/db/password?region=us-west-2; arnsubst replaces ${P}"],
    ["V://prod/db:3", "write ref+awsssm://prod/db?version=3"],
    ["V://prod/db:3?region=us-west-2", "write ref+awsssm://prod/db?region=us-west-2&version=3"],
    [
      "V://prod/db:password",
      "for a JSON key, write ref+awsssm://prod/db?mode=singleparam#/password; vals takes no labels",
    ],
    ["V://prod?version=3#/db", "write ref+awsssm://prod/db?version=3"],
    [
      "V://prod#/db/password",
      "write ref+awsssm://prod/db/password; for a JSON key, write ref+awsssm://prod?mode=singleparam#/db/password",
    ],
    ["V://x?verson=3", 'did you mean "version"?'],
    ["V://ref+env://X", "write the name of the parameter itself"],
  ])("%s: %s", (text, hint) => {
    const { diagnostics } = analyse([{ name: "t.yaml", text: written(`a: ${text}`) }]);
    expect(diagnostics.map(({ problem }) => describeProblem(problem).hint)).toEqual([written(hint)]);
  });
});

describe("values", () => {
  const values: Readonly<Record<string, string>> = {
    "/db": '{"a.b": "flat", "a": {"b": "deep"}, "port": 5432}',
    "/db/p": "p: #1",
  };
  test.each([
    ["a: V://db?mode=singleparam#/a/b", "a: deep"],
    ["a: V://db?mode=singleparam#/a.b", "a: flat"],
    ["a: V://db#/p", "a: 'p: #1'"],
    ["a: app:V://db/p+(at)db", "a: 'app:p: #1(at)db'"],
    ["a: V://none", "secret-not-found"],
  ])("%s becomes %s", async (yaml, expected) => {
    const provider = providerOf((id) => values[id]);
    const { texts, diagnostics } = await resolve([{ name: "t.yaml", text: written(yaml) }], provider);
    expect(texts?.[0] ?? diagnostics[0]?.problem.code).toBe(expected);
  });
});
