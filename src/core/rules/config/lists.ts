/** Readers that several keys of the config file share: lists, names of keys, patterns of paths, true and false. */

import { didYouMean, quoted, said } from "../../diagnostics/words.js";
import {
  addFault,
  type Constraints,
  checkedText,
  expectKind,
  faultIn,
  type Reader,
  type ReadingFault,
} from "../../yaml/reading.js";
import { type HasSchema, textWithout, withSchema } from "../../yaml/schema.js";
import type { TextNode, TreeNode } from "../../yaml/tree.js";
import { parseGlob } from "../glob/parse.js";

/** A reader of lists. With `some` an empty list is a fault, because it could mean all or none. */
export function readList<T>(
  constraints: Constraints,
  readItem: Reader<T> & HasSchema,
  { some = false }: { some?: boolean } = {},
): Reader<readonly T[]> & HasSchema {
  const schema = { type: "array", items: readItem.schema, ...(some ? { minItems: 1 } : {}) };
  return withSchema(schema, (node, reading) => {
    const list = expectKind("list", node, constraints, reading);
    if (list === undefined) return undefined;
    if (some && list.items.length === 0) {
      addFault(
        reading,
        list,
        said(`${constraints.name} is an empty list, which allows nothing`, constraints.write),
      );
    }
    return list.items.flatMap((item: TreeNode) => readItem(item, reading) ?? []);
  });
}

/** A reader of the names of mapping keys, each with its place. */
export function readNames(key: string): Reader<readonly TextNode[]> & HasSchema {
  const write = `write it as in ${key}: [connection_string], or leave the key out`;
  const wanted = { name: key, what: "a list of keys or paths", write };
  const name: Constraints = {
    name: "the name of a key",
    what: "a string",
    write: "write the key as it is in the YAML, or a path as in services.*.environment",
  };
  const readName: Reader<TextNode> = (node, reading) => {
    const text = expectKind("text", node, name, reading);
    if (text === undefined) return undefined;
    const fault = faultOfName(text.text);
    if (fault === undefined) return text;
    addFault(reading, text, said(fault, name.write));
    return undefined;
  };
  return readList(wanted, withSchema(textWithout(EVERY_KEY, EMPTY_KEY), readName));
}

const EVERY_KEY = /^[*.]+$/;
/** In a path with a star; without one it can be the name of a key. */
const EMPTY_KEY = /^(?=[\s\S]*\*)[\s\S]*(?:^\.|\.\.|\.$)/;

function faultOfName(name: string): string | undefined {
  if (name === "") return "the name of a key is empty";
  if (EVERY_KEY.test(name)) return `${quoted(name)} matches every key`;
  return EMPTY_KEY.test(name) ? `${quoted(name)} has an empty key` : undefined;
}

/** A reader of `true` and `false`. */
export function readFlag(key: string): Reader<boolean> & HasSchema {
  const wanted = { name: key, what: "true or false", write: `write ${key}: true` };
  const read = checkedText(wanted, (text) =>
    /^(?:true|false)$/i.test(text)
      ? undefined
      : faultIn(text, said(`${key} is ${quoted(text)}, and has to be true or false`, wanted.write)),
  );
  const schema = { type: ["boolean", "string"], pattern: "^(?:[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$" };
  return withSchema(schema, (node, reading) => {
    const text = read(node, reading);
    return text === undefined ? undefined : text.toLowerCase() === "true";
  });
}

/** A reader of one of several words. */
export function readChoice<T extends string>(key: string, choices: readonly T[]): Reader<T> & HasSchema {
  const wanted = { name: key, what: choices.join(" or "), write: `write ${key}: ${choices.join(" or ")}` };
  const read = checkedText(wanted, (text) => {
    if (choices.some((choice) => choice === text)) return undefined;
    const hint = didYouMean(text, choices, wanted.write);
    return faultIn(text, said(`${key} is ${quoted(text)}, and has to be ${wanted.what}`, hint));
  });
  return withSchema({ enum: choices }, (node, reading) => {
    const text = read(node, reading);
    return choices.find((choice) => choice === text);
  });
}

const PATTERN: Constraints = {
  name: "the pattern",
  what: "a string",
  write: "write it as in generated/** or **/secrets.yaml, relative to the directory of the config file",
};
const PATTERNS: Constraints = {
  name: "exclude",
  what: "a list of path patterns",
  write: 'write it as in exclude: ["generated/**"], or leave the key out',
};

const OUTSIDE = /^(?:\/|\.\.?(?:\/|$)|~|[A-Za-z]:[\\/])/;

function checkPattern(text: string): ReadingFault | undefined {
  if (text.trim() === "") return faultIn(text, said("the pattern is empty", PATTERN.write));
  if (text.startsWith("!"))
    return faultIn(
      text,
      said(`the pattern ${quoted(text)} starts with !, which arnsubst does not support`, PATTERN.write),
    );
  if (OUTSIDE.test(text)) {
    const message = `the pattern ${quoted(text)} has to start with a name in the config file's directory`;
    return faultIn(text, said(message, PATTERN.write));
  }
  const parsed = parseGlob(text);
  return "fault" in parsed ? parsed.fault : undefined;
}

/** A reader of one pattern of paths. */
export const readPattern = checkedText(PATTERN, checkPattern, textWithout(/^\s*$/, /^!/, OUTSIDE));

export const readPatterns = readList(PATTERNS, readPattern);
