/** The requests of a fetch for `-v`: one line for each, and a total. */

import { counted } from "../core/text/count.js";
import type { Attempt } from "../providers/provider.js";
import { visible } from "./visible.js";

/** No lines where there was no request. */
export function attemptLines(attempts: readonly Attempt[], milliseconds: number): readonly string[] {
  if (attempts.length === 0) return [];
  const failed = attempts.filter(({ error }) => error !== undefined).length;
  const total = `${counted(attempts.length, "request")}, ${failed} of them failed, in ${ms(milliseconds)}`;
  return [...attempts.map(lineOf), total];
}

function lineOf({ operation, region, milliseconds, requestId, error }: Attempt): string {
  const outcome = error === undefined ? "answered" : word(error);
  const id = requestId === undefined ? "" : `, request ${word(requestId)}`;
  return `${operation} in ${visible(region)}: ${outcome} after ${ms(milliseconds)}${id}`;
}

function ms(milliseconds: number): string {
  return `${Math.round(milliseconds)} ms`;
}

/** Shows text of the server only where it looks like an id or a name. */
function word(text: string): string {
  return /^[\w.:-]{1,100}$/.test(text) ? text : "(not shown)";
}
