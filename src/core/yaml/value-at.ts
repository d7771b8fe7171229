/** A path such as `profiles.default.password` → the value there in a YAML text. */

import { nearest } from "../text/nearest.js";
import { formatPath } from "../text/path.js";
import type { Source } from "../text/source.js";
import type { Scalar } from "./scalars.js";
import { scanScalars } from "./scan.js";

export type ValueAt =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      /**
       * In order: nothing; a key without a value; YAML's null; a mapping or list; several values, in several documents or
       * by a repeated key.
       */
      readonly why: "missing" | "empty" | "null" | "many-values" | "ambiguous";
      /** A similar path that has a value. */
      readonly near?: string;
    };

/** The value as text, whatever its type in YAML. Does not follow aliases. */
export function valueAt(source: Source, path: string): ValueAt {
  const { scalars } = scanScalars(source);
  const values = scalars
    .filter(({ role }) => role === "value")
    .map((scalar) => ({ text: scalar.value, path: formatPath(scalar.path), isNull: isNull(scalar) }));
  const [found, second] = values.filter((each) => each.path === path);
  if (second !== undefined) return { ok: false, why: "ambiguous" };
  if (found?.isNull) return { ok: false, why: "null" };
  if (found !== undefined) return { ok: true, text: found.text };
  const paths = values.map((each) => each.path);
  if (paths.some((each) => each.startsWith(`${path}.`) || each.startsWith(`${path}[`)))
    return { ok: false, why: "many-values" };
  if (scalars.some((each) => each.valueless && formatPath(each.path) === path))
    return { ok: false, why: "empty" };
  const near = nearest(path, paths);
  return { ok: false, why: "missing", ...(near === undefined ? {} : { near }) };
}

/** In the core schema: chapter 10.3.2 of https://yaml.org/spec/1.2.2/ */
function isNull({ value, style, tag }: Scalar): boolean {
  return style === "plain" && tag === undefined && /^(?:~|null|Null|NULL)$/.test(value);
}
