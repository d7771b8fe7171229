/** A path such as `profiles.default.password` → the one value that stands there in a YAML text. */

import { nearest } from "../text/nearest.js";
import { formatPath } from "../text/path.js";
import type { Source } from "../text/source.js";
import { type Scalar, scanScalars } from "./scalars.js";

export type ValueAt =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      /**
       * Nothing is there; a key without a value; YAML's null; not one value but a mapping or list; more than one, in several
       * documents or by a key twice.
       */
      readonly why: "missing" | "empty" | "null" | "many-values" | "ambiguous";
      readonly near?: string;
    };

/** As text, whatever type YAML gives it, but for null, which is no text. What an alias stands for is found where it is written only. */
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

/** As the core schema has it: chapter 10.3.2 of https://yaml.org/spec/1.2.2/ */
function isNull({ value, style, tag }: Scalar): boolean {
  return style === "plain" && tag === undefined && /^(?:~|null|Null|NULL)$/.test(value);
}
