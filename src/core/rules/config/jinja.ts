/** The key `jinja` of the config file: how to treat values that would be rendered, by patterns of paths. */

import type { JinjaMode } from "../../templates/jinja.js";
import { type Constraints, entriesOf, expectKind, type Reader } from "../../yaml/reading.js";
import { mappingSchema, withSchema } from "../../yaml/schema.js";
import type { Config } from "./content.js";
import { readChoice, readPattern } from "./lists.js";

const JINJA: Constraints = {
  name: "jinja",
  what: "a mapping from pattern to refuse, escape or allow",
  write: 'write it as in jinja: { "io_config*.yaml": escape }',
};

const readMode = readChoice<JinjaMode>("the mode", ["refuse", "escape", "allow"]);

const readModes: Reader<Config["jinja"]> = (node, reading) => {
  const mapping = expectKind("mapping", node, JINJA, reading);
  if (mapping === undefined) return undefined;
  return entriesOf(mapping, "a pattern", reading).flatMap(({ key, value }) => {
    const [pattern, mode] = [readPattern(key, reading), readMode(value, reading)];
    return pattern === undefined || mode === undefined ? [] : [{ pattern, mode }];
  });
};

export const readJinja = withSchema(mappingSchema(readPattern.schema, readMode.schema), readModes);
