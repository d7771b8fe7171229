/** Where a node stands in its document: mapping keys and list indexes, written `profiles.default.tags[0]`. */

/** A key of a mapping, decoded, or an index of a list, from 0. */
export type PathSegment = string | number;

/** From the root of the document on; empty for the root itself. Which document of the source it is, it does not say. */
export type Path = readonly PathSegment[];

const PLAIN_KEY = /^[^\s.[\]"'\\]+$/;

/** A key that would blur the path (a dot, a bracket, a space) is written `["my.key"]`. */
export function formatPath(path: Path): string {
  let text = "";
  for (const segment of path) {
    if (typeof segment === "number") text += `[${segment}]`;
    else if (PLAIN_KEY.test(segment)) text += text === "" ? segment : `.${segment}`;
    else text += `[${JSON.stringify(segment)}]`;
  }
  return text;
}
