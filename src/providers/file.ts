/**
 * The provider of `--secrets-file`: takes values from a local mapping, for demos, development and CI. A full ARN, a partial
 * ARN and a name find the same entry, as in AWS. All versions of a secret have the value of its entry. A name is that of a
 * secret and of a parameter, if both can have it.
 */

import { severityOf } from "../core/diagnostics/catalogue.js";
import type { Diagnostic } from "../core/diagnostics/diagnostics.js";
import type { Outcome } from "../core/plan/outcomes.js";
import { meansSecret, parseArn } from "../core/services/index.js";
import { isArn, type SecretArn, type SecretId } from "../core/services/secret-id.js";
import { withoutSuffix } from "../core/services/secrets-manager/suffix.js";
import { groupBy } from "../core/text/group.js";
import { nearest } from "../core/text/nearest.js";
import { omitUndefined } from "../core/text/omit-undefined.js";
import { linesOf, type Source, type Span } from "../core/text/source.js";
import { type Entry, readEntries } from "../core/yaml/entries.js";
import { diagnoseText } from "../core/yaml/syntax.js";
import type { Provider } from "./provider.js";

/** An error in the text of a secrets file. The message has line and column, and never quotes the text. */
export class SecretsFileError extends Error {
  override readonly name = "SecretsFileError";
  /** The place of the error, in UTF-16 units from the start of the text. */
  readonly start: number;
  readonly end: number;
  /** What should be there, as a noun phrase. */
  readonly expected: string;

  constructor({ name, text }: Source, { start, end }: Span, expected: string) {
    const { line, column } = linesOf(text).positionAt(start);
    super(`${name}:${line}:${column}: expected ${expected}`);
    this.start = start;
    this.end = end;
    this.expected = expected;
  }
}

interface KnownSecret {
  readonly entry: Entry;
  /** Left out for a name, whose entry is for all regions and accounts. */
  readonly arn?: SecretArn;
  /** What follows `secret:` in the ARN, or the name; of a parameter its name. */
  readonly resource: string;
  /** Without the suffix. */
  readonly name: string;
}

interface Index {
  readonly known: readonly KnownSecret[];
  readonly byResource: ReadonlyMap<string, readonly KnownSecret[]>;
  readonly byName: ReadonlyMap<string, readonly KnownSecret[]>;
}

const MOST_COMPARED = 1_000;
/** Matches the name of a secret, the resource of its ARN, and the name of a parameter, which can be longest. */
const NAME = /^(?:[a-z0-9-]+!)?[A-Za-z0-9/_+=.@-]{1,1011}$/;

/**
 * Takes values from the text of a secrets file: a mapping from ARN or name to value, in YAML or JSON. A mapping or list
 * is the value of a JSON secret, `{ binary: <base64> }` of a binary one. For a parameter a list of texts without commas is
 * a StringList. Reads the source once, in this call. Problems of missing secrets name the source. The provider returns at
 * once and ignores the signal.
 *
 * @throws SecretsFileError for the first error in the text
 */
export function fileProvider(source: Source): Provider {
  const known = knownSecrets(source);
  const index: Index = {
    known,
    byResource: groupBy(known, ({ resource }) => resource),
    byName: groupBy(known, ({ name }) => name),
  };
  return {
    async fetch(requests) {
      const outcomes = new Map(requests.map(({ key, id }) => [key, outcome(id, index, source.name)]));
      return { outcomes, errors: [], warnings: [] };
    },
  };
}

function knownSecrets(source: Source): readonly KnownSecret[] {
  const unreadable = diagnoseText(source);
  if (unreadable !== undefined) throw new SecretsFileError(source, unreadable.place, expectedOf(unreadable));
  const entries = readEntries(source.text);
  if ("expected" in entries) throw new SecretsFileError(source, entries, entries.expected);
  const seen = new Set<string>();
  return entries.map((entry) => {
    const wrong = (expected: string, place: Span = entry) => new SecretsFileError(source, place, expected);
    const secret = knownSecret(entry, wrong);
    if (seen.has(entry.id)) throw wrong("each ARN or name only once");
    seen.add(entry.id);
    return secret;
  });
}

function expectedOf({ problem }: Diagnostic): string {
  const lines = problem.code === "yaml-syntax" && problem.advice === "line-ends";
  return lines ? "LF or CRLF at the end of each line, and no CR without LF" : "text in UTF-8, without NUL";
}

type Wrong = (expected: string, place?: Span) => SecretsFileError;

function knownSecret(entry: Entry, wrong: Wrong): KnownSecret {
  const { id, start, end } = entry;
  if (!id.startsWith("arn:")) {
    if (NAME.test(id)) return { entry, resource: id, name: withoutSuffix(id) };
    throw wrong("an ARN or a name as the key, and a space after its colon");
  }
  if (!meansSecret(id)) throw wrong("the ARN of a secret or parameter, or a name");
  // Without a space behind the colon the value is part of the key and looks like a selector. Messages must not quote it.
  const { id: arn, problems } = parseArn(id);
  const length = arn?.text.length ?? id.split(":").slice(0, 7).join(":").length;
  if (length !== id.length) throw wrong("an ARN without a selector, and a space after its colon");
  if (arn !== undefined) return { entry, arn, resource: arn.resource, name: arn.name };
  const error = problems.find(({ problem }) => severityOf(problem) === "error");
  throw wrong(`a valid ARN (${error?.problem.code})`, { start: start + (error?.start ?? 0), end });
}

function outcome(id: SecretId, index: Index, file: string): Outcome {
  const found = find(id, index);
  if (found === undefined) {
    const { service, name } = id;
    const near = omitUndefined({ near: nearTo(id, index) });
    return { problem: { code: "secret-not-found", id: id.text, service, file, name, ...near } };
  }
  const { entry } = found;
  const value = id.service === "ssm" ? (entry.list ?? entry.value) : entry.value;
  return value === undefined
    ? { problem: { code: "secret-empty", id: id.text, service: id.service } }
    : { value };
}

/** Prefers the same resource; then an entry with the suffix that the reference lacks, then one without the suffix it has. */
function find(id: SecretId, { byResource, byName }: Index): KnownSecret | undefined {
  const wanted = id.resource;
  const among = (known: readonly KnownSecret[] = []) => {
    const near = known.filter((secret) => secret.arn === undefined || mayBeIn(secret.arn, id));
    return near.find((secret) => secret.arn !== undefined) ?? near[0];
  };
  const shortened = isArn(id) ? id.name : wanted;
  const full = (byName.get(wanted) ?? []).filter((secret) => secret.arn !== undefined);
  return among(byResource.get(wanted)) ?? among(full) ?? among(byResource.get(shortened));
}

/** An entry that the user may have meant: the same name in another region or account, or a similar name. */
function nearTo(id: SecretId, { known, byName }: Index): string | undefined {
  const mayMean = ({ arn, name }: KnownSecret) =>
    arn === undefined ? hasLevels(name) === hasLevels(id.name) : arn.service === id.service;
  const elsewhere = byName.get(id.name)?.find(mayMean);
  if (elsewhere !== undefined) return elsewhere.entry.id;
  // Compares with every entry, for every missing secret.
  if (known.length > MOST_COMPARED) return undefined;
  const similar = known.filter(mayMean);
  const close = nearest(
    id.name,
    similar.map(({ name }) => name),
  );
  return similar.find(({ name }) => name === close)?.entry.id;
}

/** Whether it starts as the name of a parameter with levels does. */
function hasLevels(name: string): boolean {
  return name.startsWith("/");
}

/** Whether the ARN fits an id. What a name does not say fits any ARN. */
function mayBeIn(arn: SecretArn, { service, partition, region, account }: SecretId): boolean {
  return (
    service === arn.service &&
    (partition ?? arn.partition) === arn.partition &&
    (region ?? arn.region) === arn.region &&
    (account ?? arn.account) === arn.account
  );
}
