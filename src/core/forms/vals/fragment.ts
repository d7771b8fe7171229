/** Reads the path after `#` in a reference of vals: the names between its slashes. */

import { templateIn } from "../../arn/templates.js";
import type { PartProblem } from "../../diagnostics/diagnostics.js";
import { keyOf } from "../../json/key.js";
import type { Token } from "../../text/source.js";
import { malformed } from "../form.js";
import { decoded } from "./parameters.js";

type Names = readonly [string, ...string[]];

/**
 * @param head the reference before it
 * @param what the path leads to: `JSON key`
 * @param whole what there is without a path
 */
export function namesIn(fragment: Token, head: string, what: string, whole: string): Names | PartProblem {
  const parameters = fragment.text.search(/\?\w+=/);
  if (parameters >= 0) {
    const start = fragment.start + parameters;
    const [key, more] = [fragment.text.slice(0, parameters), fragment.text.slice(parameters + 1)];
    const write = `write them before it: ${head}${head.includes("?") ? "&" : "?"}${more}${key}`;
    return malformed({ start, end: fragment.end }, `parameters after # are part of the ${what}`, write);
  }
  const [first = "", ...others] = decoded(fragment.text.replace(/^#\/?/, "")).split("/");
  if (![first, ...others].includes("")) return [first, ...others];
  const write = `write it as in ${head}#/password; without #, it is the whole ${whole}`;
  return malformed(fragment, `a name is missing in the path to the ${what}`, write);
}

/** Reads the JSON key. Each name between slashes is one key, even with dots. */
export function keyIn(
  fragment: Token,
  head: string,
  whole: string,
): { jsonKey?: string; problems: readonly PartProblem[] } {
  const names = namesIn(fragment, head, "JSON key", whole);
  if ("problem" in names) return { problems: [names] };
  return { jsonKey: keyOf(names), problems: templateIn(fragment, "JSON key") };
}
