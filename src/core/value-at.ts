/** A path such as `profiles.default.password` → the one value that stands there in a YAML text. */

import { nearest } from "./nearest.js";
import { formatPath } from "./path.js";
import type { Source } from "./source.js";
import { scanScalars } from "./yaml/scalars.js";

export type ValueAt =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      /**
       * Nothing is there; a key without a value; not one value but a mapping or list; more than one, in several documents or
       * by a key twice.
       */
      readonly why: "missing" | "empty" | "many-values" | "ambiguous";
      readonly near?: string;
    };

/** As text, whatever type YAML gives it. What an alias stands for is found where it is written only. */
export function valueAt(source: Source, path: string): ValueAt {
  const { scalars } = scanScalars(source);
  const values = scalars
    .filter(({ role }) => role === "value")
    .map((scalar) => ({ text: scalar.value, path: formatPath(scalar.path) }));
  const [found, second] = values.filter((each) => each.path === path);
  if (second !== undefined) return { ok: false, why: "ambiguous" };
  if (found !== undefined) return { ok: true, text: found.text };
  const paths = values.map((each) => each.path);
  if (paths.some((each) => each.startsWith(`${path}.`) || each.startsWith(`${path}[`)))
    return { ok: false, why: "many-values" };
  if (scalars.some((each) => each.valueless && formatPath(each.path) === path))
    return { ok: false, why: "empty" };
  const near = nearest(path, paths);
  return { ok: false, why: "missing", ...(near === undefined ? {} : { near }) };
}
