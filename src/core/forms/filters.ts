/** The names of the filters, Jinja's where it has the like. What they do to a value is in `select/`. */

export const FILTER_NAMES = ["urlencode", "b64encode", "tojson", "fromjson", "string"] as const;

/** A filter's name in `${arn:… | name}`. */
export type FilterName = (typeof FILTER_NAMES)[number];

export function isFilter(name: string): name is FilterName {
  return (FILTER_NAMES as readonly string[]).includes(name);
}
