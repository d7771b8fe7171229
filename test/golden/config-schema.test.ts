/** `arnsubst.schema.json`, for editors: it is what the reader of the config file says of itself. `npm run schema` writes it anew. */

import { join } from "node:path";
import Ajv from "ajv";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { CONFIG_KEYS, parseConfig } from "../../src/core/rules/config.js";
import { objectSchema } from "../../src/core/yaml/schema.js";
import { ALL_RULES, account, RIGHT, ROLE, WRONG, WRONG_ROLES } from "../support/configs.js";
import { expectGolden } from "../support/golden.js";
import { pageAt } from "../support/pages.js";
import { ROOT } from "../support/run.js";

const written = JSON.stringify(
  {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: "https://github.com/OWNER/arnsubst/raw/main/arnsubst.schema.json",
    title: ".arnsubst.yaml",
    description: "The accounts and rules of a team for arnsubst",
    ...objectSchema(CONFIG_KEYS),
    // An empty file is a right one.
    type: ["object", "null"],
  },
  null,
  2,
);
const schema = JSON.parse(written);
const ajv = new Ajv.default({ strict: true, strictRequired: false, allowUnionTypes: true });
const validate = ajv.compile(schema);

test("it is up to date", () => expectGolden(`${written}\n`, join(ROOT, "arnsubst.schema.json")));

test("it is valid against the draft", () => expect(ajv.validateSchema(schema)).toBe(true));

/** As yaml-language-server does, which shows the parser's errors, and its warning of a tag, beside what the schema says. */
function editorTakes(text: string): boolean {
  const documents = parseAllDocuments(text);
  if ("empty" in documents) return validate(null);
  if (documents.some(({ errors, warnings }) => errors.length + warnings.length > 0)) return false;
  try {
    return documents.every((each) => validate(each.toJS()));
  } catch {
    // An alias of nothing.
    return false;
  }
}

const readerTakes = (text: string) => "config" in parseConfig({ name: "c", text });

/** What JSON Schema cannot say, or an editor's parser does not see. */
const APART: Readonly<Record<string, readonly string[]>> = {
  "it sees numbers, and not how they are written": [
    "\uFEFFaccounts:\r\n  001234567890: {profile: x}\r\n",
    "accounts:\n  '333333333333': {profile: x}\n  333333333333: {profile: y}",
    "allow-accounts: [1e11]",
  ],
  "it follows aliases": ["literal-keys: [&x a, *x]"],
  "it looks at each document by itself": ["accounts: {}\n---\naccounts: {}\n"],
  "it takes the tags of YAML's own types": [account("profile: !!int 12")],
  "it cannot compare two lists": ["literal-keys: [a, b]\nreference-keys: [c, b]"],
  "it does not take a pattern apart": [
    "exclude: [charts\\old]",
    "exclude: ['p/(a+)+$']",
    "exclude:\n- a\n- 'b*c*d*e*f*g*'",
    "exclude: ['x{1..1000}']",
  ],
};

const reasonOf = (text: string) =>
  Object.keys(APART).find((reason) => APART[reason]?.includes(text) === true);

const blocks = pageAt("docs/config.md").blocks.filter(({ language, file = ".arnsubst.yaml" }) => {
  return language === "yaml" && file === ".arnsubst.yaml";
});

describe("it takes and refuses what the reader does", () => {
  test.each([
    ...RIGHT.map(([text]) => text),
    ...WRONG.map(([text]) => text),
    ...WRONG_ROLES.map(([role]) => account(`role: ${role}`)),
    ...blocks.map(({ text }) => text),
    ...Object.values(APART).flat(),
    ALL_RULES,
    ...["true", "True", "FALSE", '"tRue"', "1", "yes"].map((flag) => `require-suffix: ${flag}`),
    ...["5432", "true", "a..b", ".a", "a.", "a.*", "'*.a.'", '"a\\n*"'].map(
      (key) => `literal-keys: [${key}]`,
    ),
    ...["5", "a/../b", "..a", "./a", "~", '" "', "'[a]'"].map((pattern) => `exclude: [${pattern}]`),
    ...["us-new-1", "eusc-de-east-2", "us-gov-x-1", "x"].map(
      (region) => `map-regions: { ${region}: us-west-2 }`,
    ),
    ...[510, 511].map((length) => account(`role: ${ROLE.replace("role/", `role/${"p".repeat(length)}/`)}`)),
    ...[1_224, 1_225].map((length) => account(`role: ${ROLE}`, `external-id: ${"a".repeat(length)}`)),
    ...["999999999999", "100000000000", "99999999999"].map((id) => `allow-accounts: [${id}]`),
  ])("%j", (text) => {
    const reason = reasonOf(text);
    expect(editorTakes(text) === readerTakes(text), reason).toBe(reason === undefined);
  });
});

test("its descriptions are those of docs/config.md", () => {
  const rows = pageAt("docs/config.md").text.matchAll(/^\| \[?`([\w-]+)`.* \| (.+) \|$/gm);
  const said = new Map(Array.from(rows, ([, key = "", meaning]) => [key, meaning]));
  const access = schema.properties.accounts.additionalProperties.properties as object;
  for (const [key, { description }] of Object.entries({ ...schema.properties, ...access }) as never as [
    string,
    { description: string },
  ][])
    expect([key, said.get(key)]).toEqual([key, description]);
});
