/**
 * `--secrets-file`: a local mapping as a provider, for a demo, for development and for CI. A full ARN, a partial
 * one and a name find the same entry, as they do in AWS. One entry serves every version of its secret.
 */

import { severityOf } from "../core/diagnostics/catalogue.js";
import type { Diagnostic } from "../core/diagnostics/diagnostics.js";
import type { Outcome } from "../core/plan/outcomes.js";
import { meansSecret, parseArn, type SecretArn } from "../core/services/secrets-manager/arn.js";
import { isArn, type SecretId } from "../core/services/secrets-manager/secret-id.js";
import { withoutSuffix } from "../core/services/secrets-manager/suffix.js";
import { groupBy } from "../core/text/group.js";
import { nearest } from "../core/text/nearest.js";
import { linesOf, type Source, type Span } from "../core/text/source.js";
import { type Entry, readEntries } from "../core/yaml/entries.js";
import { diagnoseText } from "../core/yaml/syntax.js";
import type { Provider } from "./provider.js";

/** The text of a secrets file is wrong: where, in UTF-16 units from its start, and what is expected. It never quotes the text. */
export class SecretsFileError extends Error {
  override readonly name = "SecretsFileError";
  readonly start: number;
  readonly end: number;
  /** What should stand there: a noun phrase, for people. */
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
  /** A name's entry has none, and serves any region and account. */
  readonly arn?: SecretArn;
  /** What stands after `secret:`, or the name. */
  readonly resource: string;
}

interface Index {
  readonly known: readonly KnownSecret[];
  readonly byResource: ReadonlyMap<string, readonly KnownSecret[]>;
  /** By what is left of the resource without a suffix. */
  readonly byName: ReadonlyMap<string, readonly KnownSecret[]>;
}

const MOST_COMPARED = 1_000;
/** What may be the name of a secret, or the resource of its ARN. */
const NAME = /^(?:[a-z0-9-]+!)?[A-Za-z0-9/_+=.@-]{1,519}$/;

/**
 * Takes values from the text of a secrets file: a mapping from ARN or name to value, in YAML or JSON. A mapping or list
 * stands for a JSON secret, `{ binary: <base64> }` for a binary one. The source is read once, here; its name is what is
 * said of a secret that it lacks. The provider answers at once, whatever the signal.
 *
 * @throws SecretsFileError for the first thing in the text that is wrong
 */
export function fileProvider(source: Source): Provider {
  const known = knownSecrets(source);
  const index: Index = {
    known,
    byResource: groupBy(known, ({ resource }) => resource),
    byName: groupBy(known, ({ resource }) => withoutSuffix(resource)),
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
  return lines ? "LF or CRLF at the end of each line, and no CR by itself" : "text in UTF-8, without NUL";
}

type Wrong = (expected: string, place?: Span) => SecretsFileError;

function knownSecret(entry: Entry, wrong: Wrong): KnownSecret {
  const { id, start, end } = entry;
  if (!id.startsWith("arn:")) {
    if (NAME.test(id)) return { entry, resource: id };
    throw wrong("an ARN or a name as the key, and a space behind its colon");
  }
  if (!meansSecret(id)) throw wrong("the ARN of a secret, or a name");
  // A forgotten space makes the value a part of the key: it looks like a selector, and must not be looked into.
  const own = id.split(":").slice(0, 7).join(":");
  if (own !== id) throw wrong("an ARN without a selector, and a space behind its colon");
  const { id: arn, problems } = parseArn(own);
  if (arn !== undefined) return { entry, arn, resource: arn.resource };
  const error = problems.find(({ problem }) => severityOf(problem) === "error");
  throw wrong(`a valid ARN (${error?.problem.code})`, { start: start + (error?.start ?? 0), end });
}

function outcome(id: SecretId, index: Index, file: string): Outcome {
  const found = find(id, index);
  if (found === undefined) {
    const near = nearTo(id, index);
    const known = near === undefined ? {} : { near };
    return { problem: { code: "secret-not-found", id: id.text, file, ...known } };
  }
  const { value } = found.entry;
  return value === undefined ? { problem: { code: "secret-empty", id: id.text } } : { value };
}

/** The same text wins; then the entry with the suffix that the reference lacks, or without the one that it has. */
function find(id: SecretId, { byResource, byName }: Index): KnownSecret | undefined {
  const wanted = id.resource;
  const among = (known: readonly KnownSecret[] = []) => {
    const near = known.filter((secret) => secret.arn === undefined || mayBeIn(secret.arn, id));
    return near.find((secret) => secret.arn !== undefined) ?? near[0];
  };
  const shortened = isArn(id) ? withoutSuffix(wanted) : wanted;
  const full = (byName.get(wanted) ?? []).filter((secret) => secret.arn !== undefined);
  return among(byResource.get(wanted)) ?? among(full) ?? among(byResource.get(shortened));
}

/** An entry that may be meant: the same name elsewhere, or nearly the same name. */
function nearTo(id: SecretId, { known, byName }: Index): string | undefined {
  const elsewhere = byName.get(id.name);
  if (elsewhere !== undefined) return elsewhere[0]?.entry.id;
  // Every missing secret would be compared with every entry.
  if (known.length > MOST_COMPARED) return undefined;
  const close = nearest(id.name, [...byName.keys()]);
  return close === undefined ? undefined : byName.get(close)?.[0]?.entry.id;
}

/** A name leaves open what it does not say. */
function mayBeIn(arn: SecretArn, { partition, region, account }: SecretId): boolean {
  return (
    (partition ?? arn.partition) === arn.partition &&
    (region ?? arn.region) === arn.region &&
    (account ?? arn.account) === arn.account
  );
}
