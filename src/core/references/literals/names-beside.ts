/**
 * What stands beside a value and says what it is: `- name: DB_SECRET_ARN` speaks for its `value` as a key of that name
 * would, `--secret-arn` for the argument behind it, `type: SECRETS_MANAGER` for its own mapping.
 */

import { type Collection, entriesWith, isMapping, keysOf, scalarIn } from "../../yaml/collections.js";
import type { ScannedScalar } from "../../yaml/scalars.js";
import { type KeyKind, kindOfKey } from "./key-words.js";
import { collectionsAround } from "./known-shapes.js";

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
const BESIDE = keysOf([...NAME_KEYS, ...TYPE_KEYS]);
/** What a type speaks for as well. */
const TYPED_KEYS = new Set(["name", "path", "id", "secret", "ref", "uri"]);
/** Of CodeBuild's environment variables, of Trident's credentials, and of all who read secrets from several places. */
const TYPE_OF_SECRETS = /^(?:(?:AWS[-_. ]?)?SECRETS?[-_ ]?MANAGER|awsarn)$/i;

export interface NameBeside {
  /** As a reason: `name DB_SECRET_ARN`. */
  readonly reason: string;
  readonly kind: KeyKind;
}

export function nameBeside(scalar: ScannedScalar): NameBeside | undefined {
  return argumentBefore(scalar) ?? besideValue(scalar);
}

const FLAG = /^--?([A-Za-z][\w-]*)$/;
/** Of each list the last answer: `--secret-arns` takes several, and a list may hold a million. */
const answered = new WeakMap<
  Collection,
  { readonly index: number; readonly found: NameBeside | undefined }
>();

function argumentBefore({ parent, path }: ScannedScalar): NameBeside | undefined {
  const index = path.at(-1);
  if (parent === undefined || typeof index !== "number" || index === 0) return undefined;
  const last = answered.get(parent);
  if (last?.index === index) return last.found;
  let at = index - 1;
  while (at > 0 && at !== last?.index && scalarIn(parent, at)?.startsWith("arn:") === true) at -= 1;
  const found = at === last?.index ? last.found : flagNamed(scalarIn(parent, at) ?? "");
  answered.set(parent, { index, found });
  return found;
}

function flagNamed(text: string): NameBeside | undefined {
  const kind = kindOfKey(FLAG.exec(text)?.[1] ?? "");
  return kind === undefined ? undefined : { reason: `argument ${text}`, kind };
}

function besideValue(scalar: ScannedScalar): NameBeside | undefined {
  const { path } = scalar;
  if (!path.some((key) => typeof key === "string" && (VALUE_KEYS.has(key) || TYPED_KEYS.has(key))))
    return undefined;
  const nearest = path.findLastIndex((segment) => typeof segment === "string");
  for (const [depth, collection] of collectionsAround(scalar).entries()) {
    const key = path[depth];
    if (typeof key !== "string" || !isMapping(collection)) continue;
    const found = spoken(collection, key);
    if (found !== undefined && (found.kind === "strong" || depth === nearest)) return found;
  }
  return undefined;
}

/** The names that a value has: its nearest key, and where that is only the word for a value those beside it. */
export function namesNear({ parent, path }: ScannedScalar): readonly string[] {
  const depth = path.findLastIndex((segment) => typeof segment === "string");
  const key = path[depth];
  if (typeof key !== "string") return [];
  if (!VALUE_KEYS.has(key) || depth !== path.length - 1 || parent === undefined) return [key];
  return textsOf(parent, entriesWith(parent, BESIDE), NAME_KEYS);
}

/** Of those entries with these keys that there are. */
function textsOf(
  mapping: Collection,
  entries: ReadonlyMap<string, number>,
  keys: readonly string[],
): readonly string[] {
  const texts: string[] = [];
  if (entries.size === 0) return texts;
  for (const key of keys) {
    const index = entries.get(key);
    if (index !== undefined) texts.push(scalarIn(mapping, index) ?? "");
  }
  return texts;
}

/** What the other entries of a mapping say of the one with this key. */
function spoken(mapping: Collection, key: string): NameBeside | undefined {
  const isValue = VALUE_KEYS.has(key);
  if (!isValue && !TYPED_KEYS.has(key)) return undefined;
  const entries = entriesWith(mapping, BESIDE);
  for (const type of textsOf(mapping, entries, TYPE_KEYS))
    if (TYPE_OF_SECRETS.test(type) || kindOfKey(type) === "strong")
      return { reason: `type ${type}`, kind: "strong" };
  for (const name of isValue ? textsOf(mapping, entries, NAME_KEYS) : []) {
    const kind = TYPE_OF_SECRETS.test(name) ? "strong" : kindOfKey(name);
    if (kind !== undefined) return { reason: `name ${name}`, kind };
  }
  return undefined;
}
