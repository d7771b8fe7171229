/** The sentences for what the world did wrong, and for what it allowed only the long way round. */

import type { AccountAccess } from "../core/config.js";
import { counted } from "../core/count.js";
import { statement } from "../core/messages/words.js";
import type { Fault, Notice } from "../providers/provider.js";

type Told = [message: string, hint: string];

const MOST_NAMED = 5;

/** `limit` is how many seconds the fetch was given. */
export function describeFault(fault: Fault, limit: number): Told {
  const { kind, regions, detail, secrets } = fault;
  const ids = secrets.slice(0, MOST_NAMED).map(({ arn }) => arn.id);
  const more = secrets.length > MOST_NAMED ? `, and ${secrets.length - MOST_NAMED} more` : "";
  const missing = `${counted(secrets.length, "secret")} not fetched: ${ids.join(", ")}${more}`;
  const [message, cure] = SENTENCES[kind](regions.join(", "), detail, ownerOf(fault), limit);
  return [`${message}; ${missing}`, cure];
}

/** Whose credentials were used, where the config file names them. */
function ownerOf({ access }: { readonly access?: AccountAccess }): string {
  if (access === undefined) return "";
  return "profile" in access ? ` (profile ${access.profile})` : ` (role ${access.role})`;
}

type Sentence = (regions: string, detail: string, owner: string, limit: number) => Told;

const SENTENCES: Readonly<Record<Fault["kind"], Sentence>> = {
  credentials: (regions, detail, owner) => [
    `no AWS credentials that serve in ${regions}: ${detail}${owner}`,
    "run aws sso login or aws configure, or name a profile that has them with --profile or AWS_PROFILE",
  ],
  expired: (_, __, owner) => [
    `the AWS credentials have expired${owner}`,
    "run aws sso login, or take new temporary credentials from where these came from",
  ],
  clock: () => [
    "AWS refuses the time in the request's signature",
    "this machine's clock is wrong; set it by NTP and run again",
  ],
  network: (regions, detail) => [
    `Secrets Manager in ${regions} cannot be reached: ${detail}`,
    "is there a network, and a way through proxy and VPC endpoint? --endpoint-url names another server",
  ],
  proxy: (regions, detail) => [
    `Secrets Manager in ${regions} cannot be reached: ${detail}`,
    "a proxy is given its user and password in its URL, http://user:password@host:port; NO_PROXY lists hosts to reach without it",
  ],
  certificate: (regions, detail) => [
    `Secrets Manager in ${regions} cannot be trusted, its certificate is refused: ${detail}`,
    "where a company's proxy opens TLS, name the file of its certificate authorities (PEM) in AWS_CA_BUNDLE; otherwise somebody else may be answering",
  ],
  setting: (_, detail) => [
    detail,
    "correct the variable or unset it; a proxy is written http://user:password@host:port, special characters of the password as %40; a bundle is a file of certificates in PEM form",
  ],
  throttled: (regions) => [
    `Secrets Manager in ${regions} answers too many requests at the moment`,
    "run again in a while; the quotas are those of the account and region",
  ],
  service: (regions, detail) => [
    `Secrets Manager in ${regions} gave no usable answer: ${detail}`,
    "run again",
  ],
  timeout: (regions, detail, _, limit) => [
    `Secrets Manager in ${regions} has not answered within ${counted(limit, "second")}${LAST[detail] ?? ""}`,
    "run again, or give it longer with --timeout",
  ],
  interrupted: (regions) => [`the fetch from ${regions} was interrupted`, "run again"],
};

/** By the kind of what stood in the way at last. */
const LAST: Readonly<Record<string, string>> = {
  throttled: ", at last with too many requests",
  network: ", at last for want of a connection",
  service: ", at last without a usable answer",
};

/** One line, statement and all. */
export function describeNotice({ regions, principal = "these credentials" }: Notice): string {
  const where = `to ${principal} in ${regions.join(", ")}`;
  const cure = statement("secretsmanager:BatchGetSecretValue", "*");
  return `BatchGetSecretValue is not allowed ${where}, so the secrets were fetched one by one; allow it: ${cure}`;
}
