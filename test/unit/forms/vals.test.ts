/** The references of vals: which texts they are, where they end, and what is said of those that cannot be read here. */

import { describe, expect, test } from "vitest";
import { describe as describeProblem } from "../../../src/core/diagnostics/catalogue.js";
import { analyse } from "../../../src/core/references/analyse.js";
import { resolve } from "../../../src/index.js";
import { ARN, foundIn } from "../../support/found.js";
import { providerOf } from "../../support/resolve-with.js";

const ID = "0123456789abcdef0123456789abcdef";

/** `V:` stands for `ref+awssecrets:`. */
function written(yaml: string): string {
  return yaml.replaceAll("V:", "ref+awssecrets:");
}

describe("references", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["a: V://prod/db", "prod/db"],
    ["a: secretV://prod/db", "prod/db"],
    ["a: V://prod/db#/password", "prod/db key=password"],
    ["a: V://prod/db#password", "prod/db key=password"],
    ["a: V://prod/db#/a/b", 'prod/db key=a["b"]'],
    ["a: V://prod/db#/a.b", 'prod/db key=["a.b"]'],
    ["a: V://prod/db#/a.b/c%20d", 'prod/db key=["a.b"]["c d"]'],
    ["a: V:///prod/db", "/prod/db"],
    ["a: V://@", "@"],
    ["a: V://@#/password", "@ key=password"],
    ["a: V://@?region=us-west-2#/password", "@ key=password"],
    ["a: V://prod/db?region=eu-central-1", "prod/db region=eu-central-1"],
    ["a: V://prod/db?region=cn-north-1#/k", "prod/db key=k region=cn-north-1"],
    ["a: V://prod/db?version_stage=AWSPREVIOUS#/k", "prod/db key=k stage=AWSPREVIOUS"],
    [`a: V://prod/db?version_id=${ID}&region=us-west-2`, `prod/db id=${ID} region=us-west-2`],
    ["a: V://prod/db?", "prod/db"],
    ["a: postgres://app:V://prod/db#/password+(at)db/app", "prod/db key=password"],
    ["a: V://a+V://b+", "a", "b"],
    ["a: V://a+secretV://b#/k+.", "a", "b key=k"],
    ["a: see V://a and V://b", "a", "b"],
    ["a: V://a, V://b", "a", "b"],
    ["[V://a#/x, V://b]", "a key=x", "b"],
    ["a: 'x=\"V://a#/x\"'", "a key=x"],
    ['a: "x=\\"V://a#/x\\""', "a key=x"],
    ['a: "V://a\\nV://b"', "a", "b"],
    ["a: |\n  V://a\n  V://b#/k\n", "a", "b key=k"],
    ["secret_arn: V://a", "a"],
    ["a: V://a # arnsubst: literal", "literal comment # arnsubst: literal"],
    ["a: !vals V://a", "literal tag !vals"],
    [
      "a: V://arn:aws:secretsmanager:us-west-2:123456789012:secret:db#/k",
      "arn:aws:secretsmanager:us-west-2:123456789012:secret:db key=k",
      "arn-partial db",
    ],
  ])("%j", (yaml, ...expected) => {
    expect(foundIn(written(yaml))).toEqual(expected);
  });
});

describe("none of ours", () => {
  test.each([
    "a: ref+vault://secret/db#/password",
    "a: ref+awssns://prod/db",
    "a: ref+awskms://AQIC",
    "a: ref+file://x.yaml#/awssecrets",
    "a: awssecrets://prod/db",
    "a: ref + awssecrets",
    "# ref+awssecrets://prod/db\na: 1",
  ])("%j", (yaml) => {
    expect(foundIn(yaml)).toEqual([]);
  });
});

describe("what is nearly one", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["a: V:prod/db", "expression-malformed ref+awssecrets:"],
    ["a: ref+awssecret://prod/db", "expression-malformed ref+awssecret://"],
    ["a: ref+awsecrets://prod/db", "expression-malformed ref+awsecrets://"],
    ["a: ref+awssecretsmanager://prod/db", "expression-malformed ref+awssecretsmanager://"],
    ["a: REF+AWSSECRETS://prod/db", "expression-malformed REF+AWSSECRETS://"],
    ["a: V://", "expression-malformed ref+awssecrets://"],
    ["a: V:#/password", "expression-malformed ref+awssecrets:"],
    ["a: V://:password", "expression-malformed ref+awssecrets://"],
    ["a: V://#/password", "expression-malformed ref+awssecrets://"],
    ["a: V://x#/", "expression-malformed #/"],
    ["a: V://x#", "expression-malformed #"],
    ["a: V://x#/a//b", "expression-malformed #/a//b"],
    ["a: V://x#/a/", "expression-malformed #/a/"],
    ["a: V://x#/a?region=us-west-2", "expression-malformed ?region=us-west-2"],
    [
      "a: V://x?role_arn=arn:aws:iam::123456789012:role/r#/k",
      "expression-malformed role_arn=arn:aws:iam::123456789012:role/r",
    ],
    ["a: V://x?region=us-west-2&profile=prod", "expression-malformed profile=prod"],
    ["a: V://x?regoin=us-west-2", "expression-malformed regoin"],
    ["a: V://x?mode=fast", "expression-malformed mode"],
    ["a: V://x?=fast", "expression-malformed =fast"],
    ["a: V://x?region=", "expression-malformed region="],
    ["a: V://x?region=us-west-2&region=us-west-2", "expression-malformed region=us-west-2"],
    ["a: V://x?region=us-west-2a", "arn-region us-west-2a"],
    ["a: V://x?region=uswest2", "arn-region uswest2"],
    ["a: V://x?region=us-west-9", "x region=us-west-9", "arn-region us-west-9"],
    ["a: V://x?region=${REGION}", "literal template ${REGION}", "arn-template ${REGION}"],
    ["a: V://@?region=eu-central-1#/k", "expression-malformed eu-central-1"],
    [
      `a: V://x?version_id=${ID}&version_stage=AWSPREVIOUS`,
      `version-conflict ${ID}&version_stage=AWSPREVIOUS`,
    ],
    ["a: V://x?version_id=1", "version-malformed 1"],
    ["a: V://ref+envsubst://$X/db#/k", "expression-malformed ref+envsubst://$X/db#/k"],
    ["a: V://prod/secretref+vault://x#/k y", "expression-malformed secretref+vault://x#/k"],
    ["a: V://prod/db?region=ref+env://R#/k", "expression-malformed ref+env://R#/k"],
    ["a: V://V://a#/k V://b", "b", "expression-malformed ref+awssecrets://a#/k"],
    ["a: V://prod/myref+x://", "prod/myref"],
    ["a: V://prod/ref+ x", "prod/ref"],
    ["a: V://prod/db:password", "expression-malformed :password"],
    ["a: V://@:password", "expression-malformed :password"],
    ["a: V://${ENV}/db#/k", "literal template ${ENV}", "arn-template ${ENV}"],
    [
      "a: V://{{ .Environment.Name }}/db#/k",
      "literal template {{ .Environment.Name }}",
      "arn-template {{ .Environment.Name }}",
    ],
    ["a: V://x#/${KEY}", "literal template ${KEY}", "arn-template ${KEY}"],
    ["a: (V://x)", "arn-name )"],
    ["a: V://arn:aws:secretsmanager:us-west-2:1234:secret:x-AbCdEf#/k", "arn-account 1234"],
    ["a: V://arn:aws:secretsmanager:us-west-2:123456789012:x-AbCdEf#/k", "arn-resource x-AbCdEf"],
    ["a: V://arn:aws:s3:::bucket", "arn-service s3"],
    ["V://x: 1", "reference-in-key ref+awssecrets://x"],
    ['a: "V://prod\\x2Fdb"', "reference-hidden ref+awssecrets://prod\\x2Fdb"],
  ])("%j", (yaml, ...expected) => {
    expect(foundIn(written(yaml))).toEqual(expected);
  });
});

describe("what to write instead", () => {
  test.each([
    ["ref+awssecret://x#/k", "write ref+awssecrets://x#/k"],
    ["secretV:x", "write secretref+awssecrets://x"],
    ["ref+awssecrets:/prod/db", "write ref+awssecrets://prod/db"],
    ["V://ref+env://X", "write the name or the ARN of the secret itself"],
    ["V://prod/db:password", "write ref+awssecrets://prod/db#/password"],
    ["V://x?regoin=us-west-2", 'did you mean "region"?'],
    ["V://x?role_arm=y", 'did you mean "role_arn"?'],
    ["V://x?region=us-west-2a#/k", 'did you mean "us-west-2"? Write ref+awssecrets://x?region=us-west-2#/k'],
    ["V://@?region=eu-central-1", "write region=us-west-2, or remove it"],
    ["V://x#/k?region=us-west-2", "write them before it: ref+awssecrets://x?region=us-west-2#/k"],
  ])("%s: %s", (text, hint) => {
    const { diagnostics } = analyse([{ name: "t.yaml", text: written(`a: ${text.replace("@", ARN)}`) }]);
    expect(diagnostics.map(({ problem }) => describeProblem(problem).hint)).toEqual([hint]);
  });
});

describe("values", () => {
  const json =
    '{"a.b": "flat", "a": {"b": "deep", "list": ["x", {"y": 2}], "0": "zero"}, "port": 5432, "p": "p: #1"}';
  test.each([
    ["a: V://db#/a/b", "a: deep"],
    ["a: V://db#/a.b", "a: flat"],
    ["a: V://db#/a/list/1/y", "a: 2"],
    ["a: V://db#/a/0", "a: zero"],
    ["a: V://db#/port", "a: 5432"],
    ["a: V://db#/p", "a: 'p: #1'"],
    ["a: app:V://db#/p+(at)db", "a: 'app:p: #1(at)db'"],
    ["a: app:V://db#/port+.V://db#/a/b", "a: app:5432.deep"],
    ["a: V://db#/a/c", "secret-key-missing"],
    ["a: ref+vault://x V://db#/port", "a: ref+vault://x 5432"],
  ])("%s becomes %s", async (yaml, expected) => {
    const { texts, diagnostics } = await resolve(
      [{ name: "t.yaml", text: written(yaml) }],
      providerOf(() => json),
    );
    expect(texts?.[0] ?? diagnostics[0]?.problem.code).toBe(expected);
  });
});

test("a hundred thousand of them on a line", () => {
  const text = `a: "${written("V://{{x").repeat(100_000)}"`;
  expect(analyse([{ name: "t.yaml", text }]).diagnostics.length).toBeGreaterThan(0);
});
