/** Whether a reference stands in the userinfo of a URL, `scheme://user:…@host`, and whether a value breaks the URL there. */

import type { Reference } from "../references/findings.js";

const BEFORE = /[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/?#@"'<>]*$/i;
const AFTER = /^[^\s/?#@"'<>]*@/;
/** Other references around it, whatever their values are. */
const REFERENCES = /\$\{[^{}]*\}|\{\{.*?\}\}|(?:secret)?ref\+aws(?:secrets|ssm):\/\/[^\s"'`,+\\]*\+/g;

/** Without a limit a scalar of ten thousand references would be searched as often. */
const LONGEST_USERINFO = 1_024;

export function standsInUserinfo({ scalar, decoded: { start, end } }: Reference): boolean {
  const before = scalar.value.slice(Math.max(0, start - LONGEST_USERINFO), start);
  // Most values are not in a URL, and compiling a regular expression costs more than this test.
  if (!before.includes("://")) return false;
  const after = scalar.value.slice(end, end + LONGEST_USERINFO);
  return BEFORE.test(before.replaceAll(REFERENCES, "x")) && AFTER.test(after.replaceAll(REFERENCES, "x"));
}

/**
 * Whether a text has a character that userinfo cannot hold (RFC 3986, section 3.2.1), or a colon, which ends the user name.
 * @param encoded whether the text is percent-encoded already
 */
export function breaksUserinfo(text: string, encoded: boolean): boolean {
  return !(encoded ? /^(?:[\w.~!$&'()*+,;=-]|%[0-9A-F]{2})*$/ : /^[\w.~!$&'()*+,;=-]*$/).test(text);
}
