/**
 * Finds the URIs of helm-secrets: `secrets+literal://vals!ref+awssecrets://prod/db#/password`. That plugin resolves the
 * references of vals in them when it installs a chart. A value in their place would break the URI.
 */

import type { Token } from "../../text/source.js";

const URI = /(?<![\w+-])secrets(?:\+[\w-]+)*:\/\/[^\s"'`,]*|(?<![\w-])vals![^\s"'`,]+/g;

export function helmSecretsIn(text: string): readonly Token[] {
  if (!text.includes("secrets") && !text.includes("vals!")) return [];
  return Array.from(text.matchAll(URI), ({ 0: found, index }) => ({
    text: found,
    start: index,
    end: index + found.length,
  }));
}
