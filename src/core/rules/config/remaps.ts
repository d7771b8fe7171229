/** The keys `map-accounts` and `map-regions` of the config file: accounts and regions to ask in place of others. */

import type { Remap } from "../../plan/remaps.js";
import {
  addFault,
  type Check,
  type Constraints,
  checkedText,
  entriesOf,
  expectKind,
  type Reader,
  type ReadKeys,
} from "../../yaml/reading.js";
import { described, type HasSchema, mappingSchema, type Schema, withSchema } from "../../yaml/schema.js";
import { ACCOUNT_SCHEMA, checkAccountId, checkRegionName, REGION_SCHEMA } from "./rules.js";

function readRemaps(
  part: Remap["part"],
  check: Check,
  schema: Schema,
  wanted: Constraints,
): Reader<readonly Remap[]> & HasSchema {
  const readTarget = checkedText({ ...wanted, name: `the ${part}`, what: "a string" }, check);
  return withSchema(mappingSchema(schema, schema), (node, reading) => {
    const mapping = expectKind("mapping", node, wanted, reading);
    if (mapping === undefined) return undefined;
    return entriesOf(mapping, `the ${part} that an ARN names`, reading).flatMap(({ key, value }) => {
      const fault = check(key.text);
      if (fault !== undefined) addFault(reading, key, fault);
      const to = readTarget(value, reading);
      return to === undefined ? [] : [{ part, from: key.text, to, optional: true }];
    });
  });
}

/** The readers, by key. */
export const REMAP_KEYS = {
  "map-accounts": described(
    "ask another account",
    readRemaps("account", checkAccountId, ACCOUNT_SCHEMA, {
      name: "map-accounts",
      what: "a mapping from account id to account id",
      write: 'write it as in map-accounts: { "123456789012": "210987654321" }, or leave the key out',
    }),
  ),
  "map-regions": described(
    "ask another region",
    readRemaps("region", checkRegionName, REGION_SCHEMA, {
      name: "map-regions",
      what: "a mapping from region to region",
      write: "write it as in map-regions: { us-west-2: us-east-1 }, or leave the key out",
    }),
  ),
} satisfies Record<string, Reader<unknown> & HasSchema>;

export function remapsOf(values: ReadKeys<typeof REMAP_KEYS>["values"]): readonly Remap[] {
  return [...(values["map-accounts"] ?? []), ...(values["map-regions"] ?? [])];
}
