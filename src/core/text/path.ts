/** The path of a node in its document: mapping keys and list indexes, written `profiles.default.tags[0]`. */

/** A key of a mapping, decoded, or an index of a list, from 0. */
export type PathSegment = string | number;

/** From the document's root on; empty for the root itself. Does not tell which document of the source it belongs to. */
export type Path = readonly PathSegment[];

/** The mapping keys of a path, without its list indexes. */
export function keysIn(path: Path): readonly string[] {
  return path.filter((segment) => typeof segment === "string");
}

const PLAIN_KEY = /^[^\s.[\]"'\\]+$/;

/** Writes a key with a dot, a bracket, a space or a quote as `["my.key"]`. */
export function formatPath(path: Path): string {
  let text = "";
  for (const segment of path) {
    if (typeof segment === "number") text += `[${segment}]`;
    else if (PLAIN_KEY.test(segment)) text += text === "" ? segment : `.${segment}`;
    else text += `[${JSON.stringify(segment)}]`;
  }
  return text;
}
