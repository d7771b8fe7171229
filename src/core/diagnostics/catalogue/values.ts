/** The value does not fit its place. Keys may be named, values never. */

import { nearest } from "../../text/nearest.js";
import { beforeKey } from "../service-words.js";
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
 * Why rendering the file would change or run the value: `runs` if the file has templates, `asked` if only a mode
 * says that it is rendered, `may-run`, a warning, if nothing does. `restyles`: new quotes for the value would change
 * a template beside it.
 */
type JinjaRisk = "runs" | "asked" | "may-run" | "restyles";

export const valueEntries = {
  "secret-not-json": entry<NotJson>({
    severity: "error",
    title: "A JSON key of a secret that is not JSON",
    wrong: "The reference has a JSON key, but the secret is not a JSON object or list.",
    why: "A JSON key selects a part of a JSON secret. A secret that is plain text has no parts.",
    help: "Remove the JSON key, or store a JSON object in the secret.",
    describe: describeNotJson,
  }),
  "secret-key-missing": entry<KeyMissing>({
    severity: "error",
    title: "A secret does not have the JSON key",
    wrong: "The secret does not have this JSON key. The message names the keys that exist.",
    why: "Usually the key is misspelled, or somebody renamed it in the secret. Uppercase and lowercase letters differ.",
    help: "Write one of the keys that exist.",
    describe: describeMissingKey,
  }),
  /** Of a key, or of the whole secret. */
  "secret-null": entry<{ id: string; key?: string }>({
    severity: "error",
    title: "A value is JSON null where text is needed",
    wrong: "The value is JSON `null`, and the reference is inside a text or you use `--types string`.",
    why: "`null` has no text. If arnsubst wrote the word null or nothing at all, you would get a wrong password instead of an error.",
    help: "Store a text in the secret, or use the filter tojson if you want the word null.",
    describe: ({ id, key }) =>
      said(
        `${key === undefined ? id : `the JSON key ${quoted(key)} of ${id}`} is null, but text is needed here`,
        "store a text in the secret, or use the filter tojson if you want the word null; as a whole value, null stays null unless you use --types string",
      ),
  }),
  "secret-binary": entry<{
    id: string;
    /** How it was to be used, as a part of a sentence. */
    wanted: string;
  }>({
    severity: "error",
    title: "A secret is binary where text is needed",
    wrong: "The secret is binary, and only text is possible here.",
    why: "Bytes cannot be part of a YAML text or of JSON without an encoding.",
    help: "Let the reference be the whole value, or use the filter b64encode.",
    describe: ({ id, wanted }) =>
      said(
        `${id} is a binary secret, and arnsubst cannot use it ${wanted}`,
        "if it is the whole value, write the ARN without braces; otherwise use the filter | b64encode",
      ),
  }),
  "value-jinja": entry<{ id: string; why: JinjaRisk }>({
    severity: "error",
    severityFor: ({ why }) => (why === "may-run" ? "warning" : undefined),
    title: "Rendering the file would change or run a value",
    wrong:
      "The value contains template syntax such as `{{`. If the file shows no sign of templates and you set no `--jinja`, this is a warning.",
    why: "Mage, dbt, Ansible and others render the file with Jinja. A value with `{{`, `{%` or `{#` would not arrive as it is, and could run code. The code also stands for a value that needs other quotes, which would change a template in the same text.",
    help: "Use --jinja, or change the value.",
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
    wrong: "The value breaks the URL around it, because it has no filter `urlencode`.",
    why: "Characters such as `@`, `/`, `:` and `#` separate the parts of a URL. The program would connect to the wrong host or with the wrong password.",
    help: "Encode it with the filter urlencode: ${arn:… | urlencode}.",
    describe: ({ id, encoded, dialect }) =>
      said(
        `the value of ${id} has a character with a special meaning in a URL, so it breaks the URL around it`,
        encoded
          ? "Jinja's urlencode does not encode /; the filter in ${arn:… | urlencode} does"
          : `encode it with the filter urlencode: ${withFilter("urlencode", dialect)}`,
      ),
  }),
  /** All of a JSON object fills a value, and no selector says which of its keys is meant. */
  "value-whole-json": entry<{
    id: string;
    keys: readonly string[];
    /** Set if the version of a parameter comes between its ARN and the key. */
    versioned?: true;
  }>({
    severity: "warning",
    title: "A whole JSON secret is one value",
    wrong:
      "A whole JSON secret becomes the value, because the reference selects no key. The message names the keys.",
    why: "The program would get the JSON text, with braces and all keys, as a password for example.",
    help: "Select one with :key after the ARN of a secret, or ::key after that of a parameter. If you want the whole JSON, end the line with # arnsubst: resolve.",
    describe: ({ id, keys, versioned }) =>
      said(
        `this value becomes the whole JSON of ${id}, with braces and all keys`,
        `${keys.length === 0 ? "it is an empty object" : `to select one, write ${versioned ? ":key after the version" : `${beforeKey(id)}key after the ARN`}; the keys are ${keysNamed(keys)}`}; if you want the whole JSON, end the line with # arnsubst: resolve or write "\${arn:…}", with | tojson to get it as a JSON string`,
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
      "The value breaks the YAML or JSON that is inside a block or quotes, because it has no filter `tojson`.",
    why: "Another program reads that inner text. It would fail, or get another value than the one in the secret.",
    help: "Write it as JSON with the filter tojson, without quotes around it: ${arn:… | tojson}.",
    describe: ({ id, language, whole, dialect }) =>
      said(
        `the value of ${id} breaks the ${language} text around it, so the program that reads it would not get the value`,
        `${
          whole
            ? "write it as JSON with the filter tojson, without quotes and without a block of its own"
            : "make it a whole value in that text, as JSON with the filter tojson and without quotes"
        }: password: ${withFilter("tojson", dialect)}`,
      ),
  }),
  "value-unrepresentable": entry<{ id: string }>({
    severity: "error",
    title: "YAML cannot represent a value",
    wrong: "The value has a character that is not valid Unicode, so YAML cannot represent it.",
    why: "Half of a surrogate pair is not a character. YAML readers reject it or replace it with another character.",
    help: "Store the secret as valid Unicode text, or in another form such as base64.",
    describe: ({ id }) =>
      said(
        `the value of ${id} has half of a surrogate pair, which YAML cannot represent`,
        "store it as valid Unicode text",
      ),
  }),
};

function describeNotJson({ id, key, wanted, bom }: NotJson): Description {
  const what =
    key === undefined || wanted === "key" ? id : `the value of the JSON key ${quoted(key)} of ${id}`;
  if (bom)
    return said(
      `${what} starts with a byte order mark (BOM), so it is not JSON`,
      "store it again as UTF-8 without a BOM",
    );
  const [message, part] =
    wanted === "key"
      ? [
          `${id} is not a JSON object or list (of at most 256 levels), so it has no JSON key ${quoted(key ?? "")}`,
          "selector",
        ]
      : [`${what} is not JSON (of at most 256 levels), so fromjson cannot read it`, "filter"];
  return said(message, `remove the ${part} to get the text as it is, or store JSON instead`);
}

function describeMissingKey({ id, key, keys, empty }: KeyMissing): Description {
  const message = `${id} has no JSON key ${quoted(key)}`;
  if (keys.length === 0)
    return said(message, empty ? `it is an empty ${empty}` : "it is not an object and not a list");
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
      `the value of ${id} needs other quotes, and they would change the templates in the same text`,
      "put the text in double quotes, or put the secret and the template in separate texts",
    );
  if (why === "may-run")
    return said(
      `a program that renders this file as a template would change or run the value of ${id}`,
      "if a program such as Mage, dbt or Ansible renders the file, use --jinja escape, which protects the value, or --jinja refuse; if none does, use --jinja allow; to set this for each file, use jinja in .arnsubst.yaml",
    );
  const reason = why === "runs" ? "the file has templates, and rendering" : "rendering the file";
  return said(
    `arnsubst cannot write the value of ${id} as it is: ${reason} would change or run it`,
    "--jinja escape protects the value where possible; --jinja allow writes it as it is",
  );
}

function withFilter(filter: string, dialect: "jinja" | undefined): string {
  return dialect === "jinja" ? `{{ … | ${filter} }}` : `\${arn:… | ${filter}}`;
}
