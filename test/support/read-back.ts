/** What a YAML 1.2 reader makes of a text, and what it has to make of it once the values are in. */

import { type Document, parseAllDocuments } from "yaml";
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
