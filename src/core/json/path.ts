/** A JSON key as a selector writes it: looked up as it is first, then as a path such as `a.b[0]`. */

import { isList, isObject, type JsonValue } from "./text.js";

export type LookUp =
  | { readonly ok: true; readonly value: JsonValue }
  /** The keys that exist where the search ended. */
  | { readonly ok: false; readonly keys: readonly string[] };

const STEP = /(?:^|\.)(?<name>[^.[\]]+)|\[(?<index>\d+)\]/gy;

export function lookUp(json: JsonValue, key: string): LookUp {
  const direct = child(json, key);
  if (direct !== undefined) return { ok: true, value: direct };
  const steps = stepsOf(key);
  if (steps === undefined) return { ok: false, keys: keysOf(json) };

  let value = json;
  for (const step of steps) {
    const next = child(value, step);
    if (next === undefined) return { ok: false, keys: keysOf(value) };
    value = next;
  }
  return { ok: true, value };
}

function child(json: JsonValue, step: string | number): JsonValue | undefined {
  if (isList(json)) return typeof step === "number" ? json[step] : undefined;
  if (isObject(json) && typeof step === "string" && Object.hasOwn(json, step)) return json[step];
  return undefined;
}

function keysOf(json: JsonValue): readonly string[] {
  if (isList(json)) return json.map((_, index) => `[${index}]`);
  return isObject(json) ? Object.keys(json) : [];
}

/** Undefined where the key is no path, or a path of one name, which has been looked up already. */
function stepsOf(key: string): readonly (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  STEP.lastIndex = 0;
  let end = 0;
  for (let match = STEP.exec(key); match !== null; match = STEP.exec(key)) {
    steps.push(match.groups?.["name"] ?? Number(match.groups?.["index"]));
    end = STEP.lastIndex;
  }
  return end === key.length ? steps : undefined;
}
