/** Looks up the JSON key of a selector: first as one name, then as a path such as `a.b[0]` or `a["b.c"]`; or as Mage does. */

import { isList, isObject, type JsonValue } from "./text.js";

type LookUp =
  | { readonly ok: true; readonly value: JsonValue }
  /** The value in which the search ended, and the keys that it has. */
  | { readonly ok: false; readonly at: JsonValue; readonly keys: readonly string[] };

/** One step of a path. A quoted name is a JSON string, so that any key can be written. */
const STEP =
  /(?:^|\.)(?<name>[^.[\]]+)|\[(?<index>\d+)\]|\[(?<quoted>"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")\]/gy;

export function lookUp(json: JsonValue, key: string): LookUp {
  const direct = child(json, key);
  if (direct !== undefined) return { ok: true, value: direct };
  const steps = stepsOf(key);
  // An empty path would lead to the whole document.
  if (steps === undefined || steps.length === 0) return missingIn(json);

  let value = json;
  for (const step of steps) {
    const next = child(value, step);
    if (next === undefined) return missingIn(value);
    value = next;
  }
  return { ok: true, value };
}

const INDEXED = /^(?<name>.+)\[(?<index>\d+)\]$/s;

/**
 * Mage splits at each dot, trims spaces, and accepts an index only at the end of a name. Where it finds nothing, and would
 * render `None` or fail, {@link lookUp} searches instead.
 */
export function lookUpAsMage(json: JsonValue, path: string): LookUp {
  let value: JsonValue | undefined = json;
  for (const segment of path.split(".").map((text) => text.trim())) {
    if (value === undefined) break;
    const { name, index } = INDEXED.exec(segment)?.groups ?? {};
    const named: JsonValue | undefined = child(value, name ?? segment);
    value = index === undefined || named === undefined ? named : child(named, Number(index));
  }
  return value === undefined ? lookUp(json, path) : { ok: true, value };
}

function child(json: JsonValue, step: string | number): JsonValue | undefined {
  if (isList(json)) return /^\d+$/.test(String(step)) ? json[Number(step)] : undefined;
  return isObject(json) && typeof step === "string" ? json.get(step) : undefined;
}

function missingIn(at: JsonValue): LookUp {
  return { ok: false, at, keys: keysOf(at) };
}

function keysOf(json: JsonValue): readonly string[] {
  if (isList(json)) return json.map((_, index) => `[${index}]`);
  return isObject(json) ? [...json.keys()] : [];
}

/** The steps of a path; undefined where the key is not a path. */
function stepsOf(key: string): readonly (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  STEP.lastIndex = 0;
  let end = 0;
  for (let match = STEP.exec(key); match !== null; match = STEP.exec(key)) {
    const { name, index, quoted } = match.groups ?? {};
    if (quoted !== undefined) steps.push(JSON.parse(quoted) as string);
    else steps.push(name ?? Number(index));
    end = STEP.lastIndex;
  }
  return end === key.length ? steps : undefined;
}
