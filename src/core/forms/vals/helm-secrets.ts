/**
 * References of vals inside the URIs of helm-secrets: `secrets+literal://vals!ref+awssecrets://prod/db#/password`. That
 * plugin reads them when the chart is installed, and a value in their place would break the URI.
 */

import type { Token } from "../../text/source.js";

const URI = /(?<![\w+-])secrets(?:\+[\w-]+)*:\/\/[^\s"'`,]*|(?<![\w-])vals![^\s"'`,]+/g;

/** The URIs of helm-secrets in a text. */
export function helmSecretsIn(text: string): readonly Token[] {
  if (!text.includes("secrets") && !text.includes("vals!")) return [];
  return Array.from(text.matchAll(URI), ({ 0: found, index }) => ({
    text: found,
    start: index,
    end: index + found.length,
  }));
}
