/** The key `accounts` of the config file: where to get credentials for the secrets of an account. */

import { quoted, said } from "../../diagnostics/words.js";
import type { AccountAccess, Accounts } from "../../services/account-access.js";
import { counted } from "../../text/count.js";
import type { Span } from "../../text/source.js";
import {
  addFault,
  type Constraints,
  checkedText,
  entriesOf,
  expectKind,
  faultIn,
  type Reader,
  type Reading,
  type ReadingFault,
  readKeys,
} from "../../yaml/reading.js";
import {
  described,
  type HasSchema,
  mappingSchema,
  objectSchema,
  textWithout,
  withSchema,
} from "../../yaml/schema.js";
import type { TextNode, TreeNode } from "../../yaml/tree.js";
import { checkRole, ROLE_EXAMPLE, ROLE_PATTERN } from "./role.js";
import { ACCOUNT_SCHEMA, checkAccountId } from "./rules.js";

const ACCOUNTS: Constraints = {
  name: "accounts",
  what: "a mapping from account id to profile or role",
  write: 'write it as in accounts: { "123456789012": { profile: analytics } }, or leave the key out',
};

const readEntries: Reader<Accounts> = (node, reading) => {
  const mapping = expectKind("mapping", node, ACCOUNTS, reading);
  if (mapping === undefined) return undefined;
  const accounts = new Map<string, AccountAccess>();
  for (const { key, value } of entriesOf(mapping, "an account id", reading)) {
    const fault = checkAccountId(key.text);
    if (fault !== undefined) addFault(reading, key, fault);
    const access = readAccess(key, value, reading);
    if (access !== undefined) accounts.set(key.text, access);
  }
  return accounts;
};

const ROLE: Constraints = {
  name: "role",
  what: "the ARN of an IAM role",
  write: `write role: ${ROLE_EXAMPLE}`,
};
const PROFILE: Constraints = {
  name: "profile",
  what: "the name of a profile",
  write: "write a name that aws configure list-profiles lists",
};
const EXTERNAL_ID: Constraints = {
  name: "external-id",
  what: "a string",
  write: "write the id that the role's trust policy asks for, or leave the key out",
};

const SHORTEST_ID = 2;
const LONGEST_ID = 1_224;
const NOT_IN_ID = /[^\w+=,.@:/-]/;
const NOT_IN_PROFILE = /^\s|\s$|[\x00-\x1F\x7F]/;

const KEYS = {
  profile: described(
    "a profile of the AWS config files",
    checkedText(PROFILE, checkProfile, textWithout(NOT_IN_PROFILE)),
  ),
  role: described(
    "a role, which arnsubst assumes with the run's own credentials",
    checkedText(ROLE, checkRole, { type: "string", pattern: ROLE_PATTERN }),
  ),
  "external-id": described(
    "with `role`: the id that the role's trust policy asks for",
    checkedText(EXTERNAL_ID, checkExternalId, {
      ...textWithout(NOT_IN_ID),
      minLength: SHORTEST_ID,
      maxLength: LONGEST_ID,
    }),
  ),
} satisfies Record<string, Reader<unknown> & HasSchema>;

/** By account id. A wrong entry is left out, and noted. */
export const readAccounts = withSchema(
  mappingSchema(ACCOUNT_SCHEMA, {
    ...objectSchema(KEYS),
    oneOf: [{ required: ["profile"] }, { required: ["role"] }],
    dependencies: { "external-id": ["role"] },
  }),
  readEntries,
);

const WRITE_ONE = `write profile: NAME or role: ${ROLE_EXAMPLE} below it`;

function readAccess(account: TextNode, node: TreeNode, reading: Reading): AccountAccess | undefined {
  const wanted = { name: `account ${quoted(account.text)}`, what: "a mapping", write: WRITE_ONE };
  const mapping = expectKind("mapping", node, wanted, reading);
  if (mapping === undefined) return undefined;
  const { values, keys } = readKeys(mapping, KEYS, "an account", reading);
  checkTogether(account, keys, reading);
  const { profile, role, "external-id": externalId } = values;
  if (role !== undefined) return externalId === undefined ? { role } : { role, externalId };
  return profile === undefined ? undefined : { profile };
}

type Places = { readonly [K in keyof typeof KEYS]?: Span };

/** Requires either a profile or a role, and an external id only with a role. */
function checkTogether(account: TextNode, places: Places, reading: Reading): void {
  const { profile, role, "external-id": externalId } = places;
  const name = `account ${quoted(account.text)}`;
  if (profile !== undefined && role !== undefined) {
    const later = profile.start > role.start ? profile : role;
    const hint = "keep one; a profile of the AWS config file can name a role itself";
    addFault(reading, later, said(`${name} has both profile and role`, hint));
  } else if (externalId !== undefined && role === undefined) {
    const hint = profile === undefined ? `also write role: ${ROLE_EXAMPLE}` : "leave it out, or name a role";
    addFault(reading, externalId, said("external-id needs a role, and there is none", hint));
  } else if (profile === undefined && role === undefined) {
    addFault(reading, account, said(`${name} has neither profile nor role`, WRITE_ONE));
  }
}

function checkProfile(text: string): ReadingFault | undefined {
  if (text.trim() === "") return faultIn(text, said("profile is empty", PROFILE.write));
  if (!NOT_IN_PROFILE.test(text)) return undefined;
  const hint = "write it on one line, without spaces around it";
  return faultIn(text, said(`no profile has the name ${quoted(text)}`, hint));
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
function checkExternalId(text: string): ReadingFault | undefined {
  const at = text.search(NOT_IN_ID);
  if (at >= 0) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const message = `external-id cannot hold ${quoted(character)}`;
    const hint = "AWS allows letters, digits and _ + = , . @ : / -";
    return faultIn(text, said(message, hint), at, at + character.length);
  }
  if (text.length >= SHORTEST_ID && text.length <= LONGEST_ID) return undefined;
  const message = `external-id has ${counted(text.length, "character")}, AWS allows ${SHORTEST_ID} to ${LONGEST_ID}`;
  return faultIn(text, said(message, EXTERNAL_ID.write));
}
