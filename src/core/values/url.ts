/** Where a value stands in the userinfo of a URL, `scheme://user:…@host`, and what would break the URL there. */

import type { Reference } from "../references/findings.js";

const BEFORE = /[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/?#@"'<>]*$/i;
const AFTER = /^[^\s/?#@"'<>]*@/;
/** Other references beside it; what they come to says nothing of this one. */
const REFERENCES = /\$\{[^{}]*\}|\{\{.*?\}\}|(?:secret)?ref\+awssecrets:\/\/[^\s"'`,+\\]*\+/g;

/** As far as is looked: a scalar of ten thousand references would otherwise be read as often. */
const LONGEST_USERINFO = 1_024;

export function standsInUserinfo({ scalar, decoded: { start, end } }: Reference): boolean {
  const before = scalar.value.slice(Math.max(0, start - LONGEST_USERINFO), start);
  // Most values are no URL, and an expression costs more to compile than all that is asked here.
  if (!before.includes("://")) return false;
  const after = scalar.value.slice(end, end + LONGEST_USERINFO);
  return BEFORE.test(before.replaceAll(REFERENCES, "x")) && AFTER.test(after.replaceAll(REFERENCES, "x"));
}

/** RFC 3986, section 3.2.1, but for the colon, which ends the user's name. What is percent-encoded already is fine. */
export function breaksUserinfo(text: string, encoded: boolean): boolean {
  return !(encoded ? /^(?:[\w.~!$&'()*+,;=-]|%[0-9A-F]{2})*$/ : /^[\w.~!$&'()*+,;=-]*$/).test(text);
}
