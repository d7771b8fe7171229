/**
 * Names beside a value that say what it is: `- name: DB_SECRET_ARN` counts for its `value` like a key of that name,
 * `--secret-arn` for the argument after it, `type: SECRETS_MANAGER` for its own mapping.
 */

import { type Collection, entriesWith, isMapping, keysOf, scalarIn } from "../../yaml/collections.js";
import type { ScannedScalar } from "../../yaml/scalars.js";
import { type KeyKind, kindOfKey } from "./key-words.js";
import { collectionsAround } from "./match-shape.js";

const VALUE_KEYS = new Set([
  ...["value", "Value", "values", "Values", "val", "ParameterValue", "parameterValue"],
  ...["variable_value", "variableValue", "envValue", "option_value"],
  ...["default", "Default", "defaults", "defaultValue", "DefaultValue"],
]);
const NAME_KEYS = [
  ...["name", "Name", "key", "Key", "id", "ParameterKey", "parameterKey", "option_name", "OptionName"],
  ...["variable", "variable_name", "variableName", "var", "env", "envName", "env_name"],
  ...["parameter", "property", "field", "option", "attribute", "setting"],
  // Of a JSON patch: `path: /spec/secretArn`.
  "path",
];
const TYPE_KEYS = ["type", "Type", "kind", "provider", "backend", "backendType", "source"];
const NAME_AND_TYPE_KEYS = keysOf([...NAME_KEYS, ...TYPE_KEYS]);
/** Keys that a type decides about, besides `VALUE_KEYS`. */
const TYPED_KEYS = new Set(["name", "path", "id", "secret", "parameter", "ref", "uri"]);
/** Types in CodeBuild's environment variables, Trident's credentials, and readers of several secret stores. */
const TYPE_OF_SECRETS = new RegExp(
  [
    "^(?:(?:AWS[-_. ]?)?(?:SECRETS?[-_ ]?MANAGER|(?:SSM[-_. ]?)?PARAMETER[-_ ]?STORE|SSM(?:[-_ ]?PARAMETER)?)",
    "|awsarn)$",
  ].join(""),
  "i",
);

interface SiblingName {
  /** `name DB_SECRET_ARN` */
  readonly reason: string;
  readonly kind: KeyKind;
}

/** The sibling of a scalar, or of a collection around it, by which another program reads its ARN; undefined if none does. */
export function siblingName(scalar: ScannedScalar): SiblingName | undefined {
  return argumentBefore(scalar) ?? siblingOfValue(scalar);
}

/** The names of a value: its nearest key or, if that only means "value", the names beside it. */
export function namesOf({ parent, path }: ScannedScalar): readonly string[] {
  const depth = path.findLastIndex((segment) => typeof segment === "string");
  const key = path[depth];
  if (typeof key !== "string") return [];
  if (!VALUE_KEYS.has(key) || depth !== path.length - 1 || parent === undefined) return [key];
  return textsAt(NAME_KEYS, parent, entriesWith(parent, NAME_AND_TYPE_KEYS));
}

/** Between the command and its `--name`. */
const MOST_OPTIONS = 12;
const FLAG = /^--?([A-Za-z][\w-]*)$/;
/** The last answer for each list: `--secret-arns` takes several ARNs, and a list may hold a million. */
const lastArgument = new WeakMap<
  Collection,
  { readonly index: number; readonly found: SiblingName | undefined }
>();

function argumentBefore({ parent, path }: ScannedScalar): SiblingName | undefined {
  const index = path.at(-1);
  if (parent === undefined || typeof index !== "number" || index === 0) return undefined;
  const last = lastArgument.get(parent);
  if (last?.index === index) return last.found;
  let at = index - 1;
  while (at > 0 && at !== last?.index && scalarIn(parent, at)?.startsWith("arn:") === true) at -= 1;
  const found =
    at === last?.index ? last.found : (flagNamed(scalarIn(parent, at) ?? "") ?? nameForSsm(parent, at));
  lastArgument.set(parent, { index, found });
  return found;
}

function flagNamed(text: string): SiblingName | undefined {
  const kind = kindOfKey(FLAG.exec(text)?.[1] ?? "");
  return kind === undefined ? undefined : { reason: `argument ${text}`, kind };
}

/** `aws ssm get-parameter --name`. Other programs have an option of that name too. */
function nameForSsm(list: Collection, at: number): SiblingName | undefined {
  const text = scalarIn(list, at) ?? "";
  if (!/^--names?$/.test(text)) return undefined;
  for (let before = at - 1; before >= Math.max(0, at - MOST_OPTIONS); before--)
    if (/^get-parameters?(?:-history)?$/.test(scalarIn(list, before) ?? ""))
      return { reason: `argument ${text}`, kind: "strong" };
  return undefined;
}

function siblingOfValue(scalar: ScannedScalar): SiblingName | undefined {
  const { path } = scalar;
  if (!path.some((key) => typeof key === "string" && (VALUE_KEYS.has(key) || TYPED_KEYS.has(key))))
    return undefined;
  const nearest = path.findLastIndex((segment) => typeof segment === "string");
  for (const [depth, collection] of collectionsAround(scalar).entries()) {
    const key = path[depth];
    if (typeof key !== "string" || !isMapping(collection)) continue;
    const found = siblingOf(key, collection);
    if (found !== undefined && (found.kind === "strong" || depth === nearest)) return found;
  }
  return undefined;
}

/** What the other entries of a mapping say about the one with this key. */
function siblingOf(key: string, mapping: Collection): SiblingName | undefined {
  const isValue = VALUE_KEYS.has(key);
  if (!isValue && !TYPED_KEYS.has(key)) return undefined;
  const entries = entriesWith(mapping, NAME_AND_TYPE_KEYS);
  for (const type of textsAt(TYPE_KEYS, mapping, entries))
    if (TYPE_OF_SECRETS.test(type) || kindOfKey(type) === "strong")
      return { reason: `type ${type}`, kind: "strong" };
  for (const name of isValue ? textsAt(NAME_KEYS, mapping, entries) : []) {
    const kind = TYPE_OF_SECRETS.test(name) ? "strong" : kindOfKey(name);
    if (kind !== undefined) return { reason: `name ${name}`, kind };
  }
  return undefined;
}

/** The values of the keys that a mapping has. */
function textsAt(
  keys: readonly string[],
  mapping: Collection,
  entries: ReadonlyMap<string, number>,
): readonly string[] {
  if (entries.size === 0) return [];
  return keys.flatMap((key) => {
    const index = entries.get(key);
    return index === undefined ? [] : [scalarIn(mapping, index) ?? ""];
  });
}
