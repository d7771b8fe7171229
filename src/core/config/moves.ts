/** The keys `move-accounts` and `move-regions` of the config file: which account or region is asked in place of another. */

import type { Move } from "../moves.js";
import {
  type Check,
  checkedText,
  complain,
  entriesOf,
  expectKind,
  type Reader,
  type ReadKeys,
  type Wanted,
} from "../reading.js";
import { checkAccountId, checkRegionName } from "./rules.js";

function readMoves(part: Move["part"], check: Check, wanted: Wanted): Reader<readonly Move[]> {
  const readTarget = checkedText({ ...wanted, name: `the ${part}`, what: "a text" }, check);
  return (node, reading) => {
    const mapping = expectKind("mapping", node, wanted, reading);
    if (mapping === undefined) return undefined;
    return entriesOf(mapping, `the ${part} that an ARN names`, reading).flatMap(({ key, value }) => {
      const fault = check(key.text);
      if (fault !== undefined) complain(reading, key, fault);
      const to = readTarget(value, reading);
      return to === undefined ? [] : [{ part, from: key.text, to, optional: true }];
    });
  };
}

/** The readers, by key. */
export const MOVE_KEYS = {
  "move-accounts": readMoves("account", checkAccountId, {
    name: "move-accounts",
    what: "a mapping from account id to account id",
    write: 'write it as in move-accounts: { "123456789012": "210987654321" }, or leave the key out',
  }),
  "move-regions": readMoves("region", checkRegionName, {
    name: "move-regions",
    what: "a mapping from region to region",
    write: "write it as in move-regions: { us-west-2: us-east-1 }, or leave the key out",
  }),
} satisfies Record<string, Reader<unknown>>;

export function movesOf(values: ReadKeys<typeof MOVE_KEYS>["values"]): readonly Move[] {
  return [...(values["move-accounts"] ?? []), ...(values["move-regions"] ?? [])];
}
