/** The keys of the config file that make the rules of a team: what is allowed, what is literal, what is how bad. */

import { likelyRegion, partitionOf, REGION_NAMES } from "../../arn/regions.js";
import type { Severity } from "../../diagnostics/catalogue/entry.js";
import { CHECK_CODES, type CheckCode, describe, isCheckCode } from "../../diagnostics/catalogue.js";
import { quoted, said } from "../../diagnostics/words.js";
import { nearest } from "../../text/nearest.js";
import {
  type Check,
  type Constraints,
  checkedText,
  complain,
  entriesOf,
  expectKind,
  faultIn,
  type Reader,
  type Reading,
  type ReadKeys,
} from "../../yaml/reading.js";
import type { TextNode } from "../../yaml/tree.js";
import type { Rules } from "../rules.js";
import { nameFault, readChoice, readFlag, readList, readNames } from "./lists.js";

/** What is wrong with an account id, for the config file and for the command line. */
export const checkAccountId: Check = (text) =>
  /^\d{12}$/.test(text) ? undefined : faultIn(text, describe({ code: "arn-account", found: text }));

/** A region that is too new to be known is let pass; one that is not even written like a region is not. */
export const checkRegionName: Check = (text) => {
  if (REGION_NAMES.includes(text) || partitionOf(text) !== undefined) return undefined;
  const suggestion = likelyRegion(text);
  const fix = suggestion === undefined ? {} : { suggestion };
  return faultIn(text, describe({ code: "arn-region", found: text, fault: "malformed", ...fix }));
};

const ACCOUNT: Constraints = {
  name: "the account id",
  what: "12 digits",
  write: 'write it as in "123456789012"',
};
const REGION: Constraints = { name: "the region", what: "a text", write: "write it as in us-west-2" };
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
    const meant = nearest(text, LEVELS);
    const hint = meant === undefined ? "write error, warning, note or off" : `did you mean ${quoted(meant)}?`;
    return faultIn(text, said(`${quoted(text)} is no severity`, hint));
  },
);

const readSeverities: Reader<ReadonlyMap<CheckCode, Severity | "off">> = (node, reading) => {
  const mapping = expectKind("mapping", node, SEVERITIES, reading);
  if (mapping === undefined) return undefined;
  const severities = new Map<CheckCode, Severity | "off">();
  for (const { key, value } of entriesOf(mapping, "a code", reading)) {
    const severity = readSeverity(value, reading);
    if (!isCheckCode(key.text)) complainOfCode(key, reading);
    else if (severity !== undefined) severities.set(key.text, severity as Severity | "off");
  }
  return severities;
};

function complainOfCode(key: TextNode, reading: Reading): void {
  const meant = nearest(key.text, CHECK_CODES);
  const fetched = /^(?:secret|value)-/.test(key.text);
  const otherwise = fetched
    ? "severities are for check, and what only fetching a secret shows keeps its severity"
    : "the README has a table of the codes";
  const hint = meant === undefined ? otherwise : `did you mean ${quoted(meant)}?`;
  complain(reading, key, said(`${quoted(key.text)} is no code that check has`, hint));
}

/** The readers, by key. */
export const RULE_KEYS = {
  "allow-accounts": readList(ACCOUNTS, checkedText(ACCOUNT, checkAccountId), { some: true }),
  "allow-regions": readList(REGIONS, checkedText(REGION, checkRegionName), { some: true }),
  "require-suffix": readFlag("require-suffix"),
  "literal-keys": readNames("literal-keys"),
  "reference-keys": readNames("reference-keys"),
  "bare-arns": readChoice<"keep" | "replace">("bare-arns", ["keep", "replace"]),
  severities: readSeverities,
} satisfies Record<string, Reader<unknown>>;

/** The rules that the keys make together; notes a name that is in both lists of keys. */
export function rulesOf(values: ReadKeys<typeof RULE_KEYS>["values"], reading: Reading): Rules {
  const literal = values["literal-keys"];
  const references = values["reference-keys"];
  for (const name of references ?? []) {
    if (literal?.some(({ text }) => text === name.text) !== true) continue;
    complain(reading, name, nameFault(name.text));
  }
  return {
    ...given("allowAccounts", values["allow-accounts"]),
    ...given("allowRegions", values["allow-regions"]),
    ...given("requireSuffix", values["require-suffix"]),
    ...given(
      "literalKeys",
      literal?.map(({ text }) => text),
    ),
    ...given(
      "referenceKeys",
      references?.map(({ text }) => text),
    ),
    ...given("bareArns", values["bare-arns"]),
    ...given("severities", values.severities),
  };
}

function given<K extends keyof Rules>(key: K, value: Rules[K] | undefined): Pick<Rules, K> | object {
  return value === undefined ? {} : { [key]: value };
}
