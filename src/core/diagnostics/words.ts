/** Helpers for messages: quoting, suggestions, and a message with its hint. */

import { codePoint, INVISIBLE } from "../text/invisible.js";
import { nearest } from "../text/nearest.js";

/** A problem in words: English, without a full stop. */
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

/** An IAM statement as JSON, to paste into a policy. */
export function statement(action: string, resource: string): string {
  return JSON.stringify({ Effect: "Allow", Action: action, Resource: resource });
}

/** Quotes text of a config, to set it off from the message. Shortens it, and shows invisible characters as code points. */
export function quoted(text: string): string {
  const quote = JSON.stringify(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text);
  return quote.replace(UNSEEN, codePoint);
}

/** Suggests a word, and the whole text with that word in it; `otherwise` where there is no suggestion. */
export function meant(
  { suggestion, fixed }: { suggestion?: string; fixed?: string },
  otherwise: string,
): string {
  if (suggestion === undefined) return otherwise;
  return `did you mean ${quoted(suggestion)}?${fixed === undefined ? "" : ` Write ${fixed}`}`;
}

/** Suggests the name that a misspelled word probably means; `hint` where no name is near. */
export function didYouMean(word: string, names: readonly string[], hint: string): string {
  const meant = nearest(word, names);
  return meant === undefined ? hint : `did you mean ${quoted(meant)}?`;
}
