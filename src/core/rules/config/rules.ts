/** The keys of the config file with the rules of a team: allowed accounts and regions, literal keys, severities. */

import { likelyRegion, partitionOf, REGION_NAMES, REGION_PATTERN } from "../../arn/regions.js";
import type { Severity } from "../../diagnostics/catalogue/entry.js";
import { CHECK_CODES, type CheckCode, describe, isCheckCode } from "../../diagnostics/catalogue.js";
import { DIAGNOSTICS_PAGE } from "../../diagnostics/page.js";
import { didYouMean, quoted, said } from "../../diagnostics/words.js";
import { omitUndefined } from "../../text/omit-undefined.js";
import {
  addFault,
  type Check,
  type Constraints,
  checkedText,
  entriesOf,
  expectKind,
  faultIn,
  type Reader,
  type Reading,
  type ReadKeys,
} from "../../yaml/reading.js";
import { described, type HasSchema, mappingSchema, type Schema, withSchema } from "../../yaml/schema.js";
import type { TextNode } from "../../yaml/tree.js";
import type { Rules } from "../rules.js";
import { readChoice, readFlag, readList, readNames } from "./lists.js";

const ACCOUNT_ID = /^\d{12}$/;

/** An editor takes an id without quotes for a number. */
export const ACCOUNT_SCHEMA: Schema = {
  type: ["string", "integer"],
  pattern: ACCOUNT_ID.source,
  minimum: 10 ** 11,
  maximum: 10 ** 12 - 1,
};
export const REGION_SCHEMA: Schema = { type: "string", pattern: REGION_PATTERN };

/** Checks an account id of the config file or the command line. */
export const checkAccountId: Check = (text) =>
  ACCOUNT_ID.test(text) ? undefined : faultIn(text, describe({ code: "arn-account", found: text }));

/** Accepts a region that is too new to be known, but has the form of a region. */
export const checkRegionName: Check = (text) => {
  if (REGION_NAMES.includes(text) || partitionOf(text) !== undefined) return undefined;
  const fix = omitUndefined({ suggestion: likelyRegion(text) });
  return faultIn(text, describe({ code: "arn-region", found: text, fault: "malformed", ...fix }));
};

const ACCOUNT: Constraints = {
  name: "the account id",
  what: "12 digits",
  write: 'write it as in "123456789012"',
};
const REGION: Constraints = { name: "the region", what: "a string", write: "write it as in us-west-2" };
const ACCOUNTS: Constraints = {
  name: "allow-accounts",
  what: "a list of account ids",
  write: 'write it as in allow-accounts: ["123456789012"], or leave the key out to allow all',
};
const REGIONS: Constraints = {
  name: "allow-regions",
  what: "a list of regions",
  write: "write it as in allow-regions: [us-west-2], or leave the key out to allow all",
};

const LEVELS: readonly string[] = ["error", "warning", "note", "off"] satisfies (Severity | "off")[];
const SEVERITIES: Constraints = {
  name: "severities",
  what: "a mapping from code to severity",
  write: "write it as in severities: { arn-partial: off }",
};

const readSeverity = checkedText(
  {
    name: "the severity",
    what: "one of error, warning, note, off",
    write: "write error, warning, note or off",
  },
  (text) => {
    if (LEVELS.includes(text)) return undefined;
    const hint = didYouMean(text, LEVELS, "write error, warning, note or off");
    return faultIn(text, said(`${quoted(text)} is not a severity`, hint));
  },
  { enum: LEVELS },
);

const readSeverities: Reader<ReadonlyMap<CheckCode, Severity | "off">> = (node, reading) => {
  const mapping = expectKind("mapping", node, SEVERITIES, reading);
  if (mapping === undefined) return undefined;
  const severities = new Map<CheckCode, Severity | "off">();
  for (const { key, value } of entriesOf(mapping, "a code", reading)) {
    const severity = readSeverity(value, reading);
    if (!isCheckCode(key.text)) addUnknownCode(key, reading);
    else if (severity !== undefined) severities.set(key.text, severity as Severity | "off");
  }
  return severities;
};

function addUnknownCode(key: TextNode, reading: Reading): void {
  const otherwise = /^(?:secret|value)-/.test(key.text)
    ? "severities apply to check, and the severity of a code that only a fetch can find is fixed"
    : `the codes are listed at ${DIAGNOSTICS_PAGE}`;
  const hint = didYouMean(key.text, CHECK_CODES, otherwise);
  addFault(reading, key, said(`${quoted(key.text)} is not a code of check`, hint));
}

/** The readers, by key. */
export const RULE_KEYS = {
  "allow-accounts": described(
    "a reference to another account is an error",
    readList(ACCOUNTS, checkedText(ACCOUNT, checkAccountId, ACCOUNT_SCHEMA), { some: true }),
  ),
  "allow-regions": described(
    "a reference to another region is an error",
    readList(REGIONS, checkedText(REGION, checkRegionName, REGION_SCHEMA), { some: true }),
  ),
  "require-suffix": described("a partial ARN is an error", readFlag("require-suffix")),
  "literal-keys": described("keep a bare ARN there", readNames("literal-keys")),
  "reference-keys": described("replace a bare ARN there", readNames("reference-keys")),
  "bare-arns": described(
    "what to do with every other bare ARN",
    readChoice<"keep" | "replace">("bare-arns", ["keep", "replace"]),
  ),
  severities: described(
    "how bad a finding is",
    withSchema(mappingSchema({ enum: CHECK_CODES }, readSeverity.schema), readSeverities),
  ),
} satisfies Record<string, Reader<unknown> & HasSchema>;

/** The rules from all keys. A name in both lists of keys is a fault. */
export function rulesOf(values: ReadKeys<typeof RULE_KEYS>["values"], reading: Reading): Rules {
  const literal = values["literal-keys"];
  const references = values["reference-keys"];
  for (const name of references ?? []) {
    if (literal?.some(({ text }) => text === name.text) !== true) continue;
    const message = `${quoted(name.text)} is in literal-keys and in reference-keys`;
    addFault(reading, name, said(message, "keep one: a literal ARN is kept, a reference is replaced"));
  }
  return omitUndefined({
    allowAccounts: values["allow-accounts"],
    allowRegions: values["allow-regions"],
    requireSuffix: values["require-suffix"],
    literalKeys: literal?.map(({ text }) => text),
    referenceKeys: references?.map(({ text }) => text),
    bareArns: values["bare-arns"],
    severities: values.severities,
  });
}
