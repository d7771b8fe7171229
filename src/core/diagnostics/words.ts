/** What the sentences are made with: quoting, and the shape of a description. */

import { codePoint, INVISIBLE } from "../text/invisible.js";
import { nearest } from "../text/nearest.js";

/** What is told of a problem, in English, without a full stop. */
export interface Description {
  /** What is wrong, and why. May quote the config. */
  readonly message: string;
  /** What to write or to do instead. */
  readonly hint?: string;
}

const LONGEST_QUOTE = 80;
const UNSEEN = new RegExp(`[${INVISIBLE}]`, "gu");

export function said(message: string, hint?: string): Description {
  return hint === undefined ? { message } : { message, hint };
}

/** An IAM statement, ready to be put into a policy. */
export function statement(action: string, resource: string): string {
  return JSON.stringify({ Effect: "Allow", Action: action, Resource: resource });
}

/** Quotes text of the config so that it cannot be taken for the message's own words; what nobody sees is named in it. */
export function quoted(text: string): string {
  const quote = JSON.stringify(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text);
  return quote.replace(UNSEEN, codePoint);
}

/** Asks for the word that was probably meant, and shows the whole with it put in. */
export function meant(
  { suggestion, fixed }: { suggestion?: string; fixed?: string },
  otherwise: string,
): string {
  if (suggestion === undefined) return otherwise;
  return `did you mean ${quoted(suggestion)}?${fixed === undefined ? "" : ` Write ${fixed}`}`;
}

/** Suggests the name that a misspelled word probably means; `hint` where there is none. */
export function didYouMean(word: string, names: readonly string[], hint: string): string {
  const meant = nearest(word, names);
  return meant === undefined ? hint : `did you mean ${quoted(meant)}?`;
}
