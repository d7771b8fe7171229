/** The names of the filters, as in Jinja where it has the same. `values/` applies them. */

export const FILTER_NAMES = ["urlencode", "b64encode", "tojson", "fromjson", "string"] as const;

/** A filter's name in `${arn:… | name}`. */
export type FilterName = (typeof FILTER_NAMES)[number];

export function isFilter(name: string): name is FilterName {
  return (FILTER_NAMES as readonly string[]).includes(name);
}
