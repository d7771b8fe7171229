/** What `explain` finds in a text, and how it is shown: one row, one text. */

import { describe, expect, test } from "vitest";
import { explain } from "../../../src/core/explain/explain.js";
import type { Explanation } from "../../../src/core/explain/explanation.js";
import { explanationText } from "../../../src/report/explain.js";
import { arn } from "../../support/arns.js";

const GOOD = arn("prod/db");
const HEAD = "arn:aws:secretsmanager:us-west-2:123456789012:secret";

function explained(text: string): Explanation {
  const explanation = explain(text);
  if (typeof explanation !== "object") throw new Error(`not explained: ${text}`);
  return explanation;
}

/** Each part as `name "value" codes`, and then the codes that are of no part. */
function rowsOf(text: string): readonly string[] {
  const { parts, problems } = explained(text);
  return [
    ...parts.map((part) => {
      const codes = part.unjudged ? ["unjudged"] : part.problems.map(({ code }) => code);
      return [part.name, JSON.stringify(part.text), ...codes].join(" ");
    }),
    ...problems.map(({ code }) => code),
  ];
}

const RIGHT = [
  'prefix "arn"',
  'partition "aws"',
  'service "secretsmanager"',
  'region "us-west-2"',
  'account id "123456789012"',
  'resource type "secret"',
  'name "prod/db"',
  'suffix "AbCdEf"',
];

describe("the parts of an ARN, all judged", () => {
  test.each<[text: string, ...differing: string[]]>([
    [GOOD],
    [`${GOOD}:password`, 'JSON key "password"'],
    [`${GOOD}:password::`, 'JSON key "password"'],
    [`${GOOD}:a.b[0]:AWSPREVIOUS:`, 'JSON key "a.b[0]"', 'version stage "AWSPREVIOUS"'],
    [`${GOOD}:::${"0".repeat(32)}`, `version id "${"0".repeat(32)}"`],
    [`${GOOD}:AWSPREVIOUS`, 'JSON key "AWSPREVIOUS" version-misplaced'],
    [`${GOOD}::S:v`, 'version stage "S" version-conflict', 'version id "v" version-conflict'],
    [`${GOOD}:::v`, 'version id "v" version-malformed'],
    [GOOD.replace("arn", "Arn"), 'prefix "Arn" arn-prefix'],
    [GOOD.slice(4), 'prefix "" arn-prefix'],
    [GOOD.replace("arn", "rn"), 'prefix "rn" arn-prefix'],
    [`\${${GOOD.slice(4)}}`, 'prefix "" arn-prefix'],
    [GOOD.replace("aws", "asw"), 'partition "asw" arn-partition'],
    [GOOD.replace("secretsm", "secretm"), 'service "secretmanager" arn-service'],
    [GOOD.replace("us-west-2", ""), 'region "" arn-region'],
    [GOOD.replace("us-west-2", "us-west-2a"), 'region "us-west-2a" arn-region'],
    [GOOD.replace("123456789012", "<ID>"), 'account id "<ID>" arn-template'],
    [GOOD.replace("123456789012", "111122223333"), 'account id "111122223333" account-example'],
    [GOOD.replace(":secret:", ":secrets:"), 'resource type "secrets" arn-resource'],
    [GOOD.replace("prod/db", "prod db"), 'name "prod db" arn-name'],
    [`${HEAD}::password`, 'name "" arn-name', 'JSON key "password"'],
    [GOOD.replace("-AbCdEf", ""), 'suffix "" arn-partial'],
    [GOOD.replace("AbCdEf", "xxxxxx"), 'suffix "xxxxxx" suffix-placeholder'],
    [GOOD.replace("AbCdEf", "backup"), 'suffix "backup" suffix-doubtful'],
    // A part that is missing is named, and the others are judged all the same.
    [GOOD.replace("aws:", ""), 'partition "" arn-parts'],
    [GOOD.replace("us-west-2:", ""), 'region "" arn-parts'],
    [GOOD.replace("123456789012:", ""), 'account id "" arn-parts'],
    [
      GOOD.replace("us-west-2:123456789012:", "eu-west-9:"),
      'region "eu-west-9" arn-region',
      'account id "" arn-parts',
    ],
    [GOOD.replace("secret:", ""), 'resource type "" arn-resource'],
    [GOOD.replace("secret:", "secret/"), 'resource type "" arn-resource'],
    [HEAD, 'name "" arn-parts'],
    [HEAD.slice(0, -":secret".length), 'resource type "" arn-parts', 'name "" arn-name'],
    // A colon too many.
    [GOOD.replace("arn:", "arn::"), "arn-parts"],
    [GOOD.replace("us-west-2:1", "us-west-9::1"), 'region "us-west-9" arn-region', "arn-parts"],
    [`${GOOD}:a:b:c:d`, ...["a", "b", "c", "d"].map((each) => `part "${each}" unjudged`), "arn-parts"],
    // Filters.
    [`\${${GOOD}:k | urlencode}`, 'JSON key "k"', 'filter "urlencode"'],
    [`\${${GOOD} | urlencde | string}`, 'filter "urlencde" filter-unknown', 'filter "string"'],
    [`${GOOD} | urlencode`, 'filter "urlencode" filter-misplaced'],
    [`\${${GOOD}`, "reference-unterminated"],
    [`\${ ${GOOD} }`, "reference-unmarked"],
  ])("%s", (text, ...differing) => {
    const nameOf = (row: string) => /^[^"]*(?= ")/.exec(row)?.[0] ?? row;
    const names = differing.map(nameOf);
    // Rows of the same name take the place of the right one; a missing name has no suffix.
    const kept = RIGHT.map((row) => differing.find((each) => nameOf(each) === nameOf(row)) ?? row).filter(
      (row) =>
        !(
          names.includes("name") &&
          differing.some((each) => each.startsWith('name ""')) &&
          row.startsWith("suffix")
        ),
    );
    const added = differing.filter((row) => !RIGHT.some((each) => nameOf(each) === nameOf(row)));
    expect(rowsOf(text)).toEqual([...kept, ...added]);
  });
});

test.each([
  [
    "arn:aws:s3:::bucket",
    ['prefix "arn"', 'partition "aws" unjudged', 'service "s3" arn-service', 'region "" unjudged'],
    ['account id "" unjudged', 'part "bucket" unjudged'],
  ],
  ["arn:", ['prefix "arn"', 'part "" unjudged'], ["arn-parts"]],
  ["arn:a:b", ['prefix "arn"', 'partition "a" unjudged'], ['service "b" arn-service']],
])("an ARN that is no secret's: %s", (text, first, second) => {
  expect(rowsOf(text)).toEqual([...first, ...second]);
});

test("whatever is left of an ARN, in whatever order, is explained", () => {
  const [first, ...others] = GOOD.split(":");
  const places = [...others.keys()];
  const moved = places.flatMap((from) =>
    places.map((to) => others.toSpliced(from, 1).toSpliced(to, 0, others[from] ?? "")),
  );
  for (const rest of moved.flatMap((all) => places.map((length) => all.slice(0, length + 1)))) {
    const text = [first, ...rest].join(":");
    expect(explained(text).parts[0], text).toMatchObject({ name: "prefix" });
  }
});

describe("an ARN is taken out of", () => {
  test.each<[text: string, ...around: string[]]>([
    [`  ${GOOD}\n`],
    [`"${GOOD}"`, "quotes"],
    [`'${GOOD}',`, "quotes"],
    [`${GOOD},`],
    [`\`${GOOD}\``, "quotes"],
    [`\${${GOOD}}`, "${…}"],
    [`"\${${GOOD} | urlencode}"`, "quotes", "${…}"],
    [`\${ ${GOOD} | urlencode }`, "${…}"],
    [`postgres://app:\${${GOOD}}@db`, "the text around ${…}"],
    [`PASSWORD: ${GOOD}  # rotated`, "PASSWORD:"],
    [`PASSWORD = ${GOOD}`, "PASSWORD ="],
    [`PASSWORD=${GOOD}`, "PASSWORD="],
    [`PASSWORD:${GOOD}`, "PASSWORD:"],
    [`export PASSWORD="${GOOD}"`, "export PASSWORD=", "quotes"],
    [`- PASSWORD=${GOOD}`, "PASSWORD="],
    [`- "PASSWORD=${GOOD}"`, "quotes", "PASSWORD="],
    [`- ${GOOD}`],
    [`"PASSWORD": "${GOOD}",`, '"PASSWORD":', "quotes"],
    [`arn: ${GOOD}`, "arn:"],
  ])("%s", (text, ...around) => {
    expect(explained(text)).toMatchObject({ arn: GOOD, around });
  });

  test.each(["", " ", "foo", "prod/db", "secret:prod/db-AbCdEf", "KEY=", "PASSWORD: hunter2", '""'])(
    "and there is none in %j",
    (text) => expect(explain(text)).toBeUndefined(),
  );

  test("and several are counted", () => expect(explain(`\${${GOOD}} \${${GOOD}}`)).toBe(2));
});

describe("the ARN that is meant", () => {
  test.each<[text: string, fixed: string | undefined]>([
    [GOOD, undefined],
    [GOOD.replace("us-west-2", "us-west-9"), undefined],
    [GOOD.replace("123456789012", "12345678901"), undefined],
    [GOOD.replace("aws", "awss").replace("123456789012", "1"), undefined],
    [GOOD.replace("us-west-2:", ""), undefined],
    ["arn:aws:s3:::bucket", undefined],
    [GOOD.replace("aws", "awss"), GOOD],
    [GOOD.replace("aws", "amazon"), GOOD],
    [GOOD.replace("aws", "amazon").replace("us-west-2", "west"), undefined],
    [`${GOOD.replace("aws", "awss")}:k::`, `${GOOD}:k::`],
    [GOOD.replace("123456789012", "1234-5678-9012"), GOOD],
    [GOOD.slice(4), GOOD],
    [GOOD.slice(4).replace("us-west-2", "us-wst-2"), GOOD],
    [GOOD.replace("aws:", ""), GOOD],
    [
      GOOD.replace("aws:", "").replace("us-west-2", "cn-north-1"),
      GOOD.replace("aws", "aws-cn").replace("us-west-2", "cn-north-1"),
    ],
    [GOOD.replace("arn:", "arn::").replace("secretsm", "secretm"), GOOD],
    [GOOD.replace("secret:", "secret/"), GOOD],
    [GOOD.replace("secret:", ""), GOOD],
    [`KEY = "${GOOD.replace("secret:", "")}"`, GOOD],
  ])("%s", (text, fixed) => {
    expect(explained(text).fixed).toBe(fixed);
  });
});

describe("the report", () => {
  const shown = (text: string, options = { color: false }) => explanationText(explained(text), options);

  test("has a row for each part, and what is asked for", () => {
    expect(shown(`"${GOOD}:a.b:AWSPREVIOUS"`)).toBe(`Ignoring: quotes.
${GOOD}:a.b:AWSPREVIOUS

prefix         arn             fine  every ARN starts with it
partition      aws             fine  aws, in China aws-cn, in GovCloud aws-us-gov
service        secretsmanager  fine  AWS Secrets Manager
region         us-west-2       fine  the region where the secret is stored
account id     123456789012    fine  the AWS account that owns the secret
resource type  secret          fine  says that this is the ARN of a secret
name           prod/db         fine  the name of the secret
suffix         AbCdEf          fine  6 random characters that AWS adds to the name
JSON key       a.b             fine  the value of this key in the secret's JSON or, if there is no such key, at this path
version stage  AWSPREVIOUS     fine  the version that has this label

It asks for the value of a.b in the secret's JSON, version AWSPREVIOUS.
`);
  });

  test("says what is wrong and what to write, and ends with the ARN to paste", () => {
    const lines = shown(GOOD.replace("aws", "awss")).split("\n");
    expect(lines.slice(1, 3)).toEqual([
      'partition      awss            error arn-partition: "awss" is not an AWS partition',
      `                                 = did you mean "aws"? Write ${GOOD}`,
    ]);
    expect(lines.slice(-4)).toEqual(["", "Corrected ARN:", GOOD, ""]);
  });

  test("says no more than errors when it is to be quiet", () => {
    expect(explanationText(explained(GOOD), { color: false, quiet: true })).toBe("");
    const wrong = explained(`X=${HEAD.replace("123456789012", "1")}:db`);
    expect(
      explanationText(wrong, { color: false, quiet: true })
        .split("\n")
        .map((line) => line.trim().slice(0, 10)),
    ).toEqual(["account id", "= write th", ""]);
  });

  test("what is long moves its own row only", () => {
    const rows = shown(arn("n".repeat(60))).split("\n");
    expect(rows[0]).toBe(`prefix         arn${" ".repeat(39)}fine  every ARN starts with it`);
    expect(rows[6]).toContain(`${"n".repeat(60)}  fine`);
  });

  test("is coloured, and without colour nothing is lost", () => {
    const wrong = explained(GOOD.replace("aws", "asw"));
    const colored = explanationText(wrong, { color: true });
    expect(colored).toContain("\u001b[31merror\u001b[39m");
    expect(colored).toContain("\u001b[32mfine\u001b[39m");
    expect(colored.replace(/\x1b\[\d+m/g, "")).toBe(explanationText(wrong, { color: false }));
  });

  test("no control character gets through", () => {
    const texts = [
      `K\u001b=${GOOD}`,
      GOOD.replace("db", "d\u001b[2Jb"),
      `${GOOD}:\u202Ekey`,
      `\${${GOOD} | \u0007}`,
    ];
    for (const text of texts) {
      const explanation = explain(text);
      if (typeof explanation !== "object") continue;
      expect(explanationText(explanation, { color: false })).not.toMatch(/[\x00-\x09\x0B-\x1F\x7F\u202E]/);
    }
  });
});
