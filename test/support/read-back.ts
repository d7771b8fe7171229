/**
 * What a YAML 1.2 reader makes of a text, what it has to make of it once the values are in, and what of the text has to
 * be there still.
 */

import { type Document, parseAllDocuments } from "yaml";
import { scanScalars } from "../../src/core/yaml/scan.js";
import { ARN } from "./resolve-with.js";

/** All documents; undefined where the text is not YAML. Keys keep their order and their duplicates. */
export function readAll(text: string): unknown {
  const options = { uniqueKeys: false, schema: "core", logLevel: "silent" } as const;
  const documents = parseAllDocuments(text, options) as Document[];
  if (documents.some(({ errors }) => errors.length > 0)) return undefined;
  return documents.map((document) => document.toJS({ mapAsMap: true }));
}

/** The value in the place of each reference: of the embedded ones in a text that has any, else of the bare one. */
export function put(data: unknown, value: string): unknown {
  if (typeof data === "string") {
    const embedded = `\${${ARN}}`;
    return data.replaceAll(data.includes(embedded) ? embedded : ARN, () => value);
  }
  if (Array.isArray(data)) return data.map((item) => put(item, value));
  if (data instanceof Map) return new Map([...data].map(([key, item]) => [key, put(item, value)]));
  return data;
}

/** The tag `!` of the scalar behind a stretch, with an anchor beside it: what makes it a text for all readers is `!!str`. */
const NON_SPECIFIC = /(?<=(?:^|[\s[{,:])(?:&\S+\s+)?)!(?=\s+(?:(?:&\S+|#.*)\s+)*$)/;

/**
 * The stretches between the scalars that hold a reference, without their tags. A new block's lines follow the line that
 * its scalar ended on, so each is cut at its first line break.
 */
export function stretchesOutside(text: string): readonly string[] {
  const spans = scanScalars({ name: "t", text }).scalars.flatMap(({ span, value }) =>
    value.includes(ARN) ? [span] : [],
  );
  const starts = [0, ...spans.map(({ end }) => end)];
  const ends = [...spans.map(({ start }) => start), text.length];
  return starts.flatMap((start, index) => {
    const stretch = text.slice(start, ends[index]);
    const cut = stretch.search(/\r?\n|$/);
    return [stretch.slice(0, cut), stretch.slice(cut)].flatMap((part) => part.split(NON_SPECIFIC));
  });
}

/** Whether the stretches stand in the text in their order, the first at its start and the last at its end. */
export function keeps(text: string, stretches: readonly string[]): boolean {
  let at = 0;
  for (const stretch of stretches) {
    const found = text.indexOf(stretch, at);
    if (found < 0) return false;
    at = found + stretch.length;
  }
  return text.startsWith(stretches[0] ?? "") && text.endsWith(stretches.at(-1) ?? "");
}
