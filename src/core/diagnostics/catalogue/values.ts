/** The value is there and does not fit its place. Keys may be named, values never. */

import { nearest } from "../../text/nearest.js";
import { type Description, quoted, said } from "../words.js";
import { entry } from "./entry.js";

type NotJson = {
  id: string;
  /** The key that was to be looked up, or whose value was to be read. */
  key?: string;
  /** What needs JSON: a key, or the filter. */
  wanted: "key" | "fromjson";
  /** Set where a byte order mark in front of the JSON is all that is wrong. */
  bom?: true;
};

type KeyMissing = {
  id: string;
  key: string;
  /** Those that are there, all of them. */
  keys: readonly string[];
  /** Set where there could be keys, and are none. */
  empty?: "object" | "list";
};

/**
 * Why rendering the file would change or run the value: `runs` where the file has templates, `asked` where only a mode
 * says that it is rendered, `may-run`, a warning, where nothing does. `restyles`: new quotes for the value would change
 * a template beside it.
 */
type JinjaRisk = "runs" | "asked" | "may-run" | "restyles";

export const valueEntries = {
  "secret-not-json": entry<NotJson>({
    severity: "error",
    title: "A JSON key of a secret that is not JSON",
    wrong: "a JSON key of a secret that is not a JSON object or list",
    help: "Leave the JSON key out, or make the secret a JSON object.",
    describe: describeNotJson,
  }),
  "secret-key-missing": entry<KeyMissing>({
    severity: "error",
    title: "A secret lacks the JSON key",
    wrong: "no such JSON key; the keys that exist are named",
    help: "Write one of the keys that it has.",
    describe: describeMissingKey,
  }),
  /** Of a key, or of the whole secret. */
  "secret-null": entry<{ id: string; key?: string }>({
    severity: "error",
    title: "JSON null where only text can stand",
    wrong: "JSON `null` inside a text, or with `--types string`",
    help: "Store a text in the secret, or use tojson where the word null is meant.",
    describe: ({ id, key }) =>
      said(
        `${key === undefined ? id : `the JSON key ${quoted(key)} of ${id}`} is null, and only text can stand here`,
        "store a text in the secret, or write the filter tojson for the word null; null that fills a whole value stays null, but not with --types string",
      ),
  }),
  "secret-binary": entry<{
    id: string;
    /** How it was to be used, as a part of a sentence. */
    wanted: string;
  }>({
    severity: "error",
    title: "A binary secret where only text can stand",
    wrong: "bytes where only text can stand",
    help: "Let the reference fill the whole value, or use b64encode.",
    describe: ({ id, wanted }) =>
      said(
        `${id} is a binary secret and cannot be used ${wanted}`,
        "where it fills a whole value write its ARN without braces, elsewhere the filter | b64encode",
      ),
  }),
  "value-jinja": entry<{ id: string; why: JinjaRisk }>({
    severity: "error",
    severityFor: ({ why }) => (why === "may-run" ? "warning" : undefined),
    title: "A value would be rendered as a template",
    wrong:
      "a value that would be rendered as a template, or change one beside it; a warning where nothing says that the file is rendered",
    help: "See --jinja, or change the value.",
    describe: ({ id, why }) => describeJinja(id, why),
  }),
  "value-url": entry<{
    id: string;
    /** Set where it would end or split the URL around it in spite of a filter. */
    encoded: boolean;
    dialect?: "jinja";
  }>({
    severity: "warning",
    title: "A value breaks the URL around it",
    wrong: "a warning: a value that breaks the URL around it for want of `urlencode`",
    help: "Percent-encode it with the filter urlencode: ${arn:… | urlencode}.",
    describe: ({ id, encoded, dialect }) =>
      said(
        `the value of ${id} has a character that means something else in a URL, so the URL around it is read wrong`,
        encoded
          ? "Jinja's urlencode leaves / as it is; the filter in ${arn:… | urlencode} does not"
          : `percent-encode it with the filter urlencode: ${withFilter("urlencode", dialect)}`,
      ),
  }),
  /** All of a JSON object fills a value, and no selector says which of its keys is meant. */
  "value-whole-json": entry<{ id: string; keys: readonly string[] }>({
    severity: "warning",
    title: "A whole JSON secret fills a value",
    wrong: "a warning: a whole JSON secret fills a value, and no selector says which key; its keys are named",
    help: "Select one with :key behind the ARN, or say with # arnsubst: resolve that the whole is meant.",
    describe: ({ id, keys }) =>
      said(
        `the whole JSON of ${id} fills this value, with all its keys and braces`,
        `${keys.length === 0 ? "it is an empty object" : `:key behind the ARN selects one; the keys are ${keysNamed(keys)}`}; where the whole is meant, end the line with # arnsubst: resolve or write "\${arn:…}", with | tojson for the text in JSON's quotes`,
      ),
  }),
  /** The YAML or JSON that the scalar holds as text is read as something else with it. */
  "value-inner-yaml": entry<{
    id: string;
    language: "YAML" | "JSON";
    /** Whether it is all of a value there. */
    whole: boolean;
    dialect?: "jinja";
  }>({
    severity: "warning",
    title: "A value breaks the YAML or JSON text around it",
    wrong:
      "a warning: a value that breaks the YAML or JSON that a block or quotes hold as text, for want of `tojson`",
    help: "Write it as JSON with the filter tojson, without quotes around it: ${arn:… | tojson}.",
    describe: ({ id, language, whole, dialect }) =>
      said(
        `the value of ${id} breaks the ${language} text around it: whoever reads that would not get the value`,
        `${
          whole
            ? "write it as JSON with the filter tojson, without quotes or a block of its own around it"
            : "let it be all of a value in that text, as JSON with the filter tojson and without quotes around it"
        }: password: ${withFilter("tojson", dialect)}`,
      ),
  }),
  "value-unrepresentable": entry<{ id: string }>({
    severity: "error",
    title: "A value that no YAML file can carry",
    wrong: "a value that no YAML file can carry",
    help: "Store the value in another form, as base64 for one.",
    describe: ({ id }) =>
      said(
        `the value of ${id} holds half of a surrogate pair, which no YAML file can carry`,
        "store the secret as valid Unicode text",
      ),
  }),
};

function describeNotJson({ id, key, wanted, bom }: NotJson): Description {
  const what =
    key === undefined || wanted === "key" ? id : `what the JSON key ${quoted(key)} of ${id} selects`;
  if (bom)
    return said(
      `${what} starts with a byte order mark (BOM), so it is not JSON`,
      "store the secret again as UTF-8 without BOM",
    );
  const [message, part] =
    wanted === "key"
      ? [
          `${id} is not a JSON object or list of at most 256 levels, so it has no JSON key ${quoted(key ?? "")}`,
          "selector",
        ]
      : [`${what} is not JSON of at most 256 levels, so fromjson cannot read it`, "filter"];
  return said(message, `leave the ${part} out to get the text as it is, or store JSON in the secret`);
}

function describeMissingKey({ id, key, keys, empty }: KeyMissing): Description {
  const message = `${id} has no JSON key ${quoted(key)}`;
  if (keys.length === 0)
    return said(message, `what stands there is ${empty ? `an empty ${empty}` : "no object and no list"}`);
  const close = nearest(key, keys);
  const question = close === undefined ? "" : `did you mean ${quoted(close)}? `;
  return said(message, `${question}The keys are ${keysNamed(keys)}`);
}

const MOST_KEYS_NAMED = 12;

function keysNamed(keys: readonly string[]): string {
  const more = keys.length > MOST_KEYS_NAMED ? `, and ${keys.length - MOST_KEYS_NAMED} more` : "";
  return `${keys.slice(0, MOST_KEYS_NAMED).map(quoted).join(", ")}${more}`;
}

function describeJinja(id: string, why: JinjaRisk): Description {
  if (why === "restyles")
    return said(
      `the value of ${id} needs other quotes, and the templates in the same text would be changed by them`,
      "put the text into double quotes, or the secret and the template into texts of their own",
    );
  if (why === "may-run")
    return said(
      `a program that renders this file as a template would change or run the value of ${id}`,
      "where one does, as Mage, dbt and Ansible do, --jinja escape writes the value so that rendering gives it back, and --jinja refuse refuses it; where none does, --jinja allow says so; the key jinja of the config file says it by file",
    );
  const reason = why === "runs" ? "the file has templates, and rendering" : "rendering the file";
  return said(
    `the value of ${id} cannot go into this file as it is: ${reason} would change or run it`,
    "--jinja escape writes it so that rendering gives it back, where that can be; --jinja allow writes it as it is",
  );
}

function withFilter(filter: string, dialect: "jinja" | undefined): string {
  return dialect === "jinja" ? `{{ … | ${filter} }}` : `\${arn:… | ${filter}}`;
}
