/** The sentences for what the world did wrong, and for what it allowed only the long way round. */

import { counted } from "../core/count.js";
import type { Fault, Notice } from "../providers/provider.js";

type Told = [message: string, hint: string];

const MOST_NAMED = 5;

export function describeFault({ kind, region, detail, secrets }: Fault): Told {
  const ids = secrets.slice(0, MOST_NAMED).map(({ arn }) => arn.id);
  const more = secrets.length > MOST_NAMED ? `, and ${secrets.length - MOST_NAMED} more` : "";
  const missing = `${counted(secrets.length, "secret")} not fetched: ${ids.join(", ")}${more}`;
  const [message, cure] = SENTENCES[kind](region, detail);
  return [`${message}; ${missing}`, cure];
}

const SENTENCES: Readonly<Record<Fault["kind"], (region: string, detail: string) => Told>> = {
  credentials: (region, detail) => [
    `no AWS credentials that serve in ${region}: ${detail}`,
    "run aws sso login or aws configure, or name a profile that has them with --profile or AWS_PROFILE",
  ],
  expired: () => [
    "the AWS credentials have expired",
    "run aws sso login, or take new temporary credentials from where these came from",
  ],
  clock: () => [
    "AWS refuses the time in the request's signature",
    "this machine's clock is wrong; set it by NTP and run again",
  ],
  network: (region, detail) => [
    `Secrets Manager in ${region} cannot be reached: ${detail}`,
    "is there a network, and a way through proxy and VPC endpoint? --endpoint-url names another server",
  ],
  throttled: (region) => [
    `Secrets Manager in ${region} answers too many requests at the moment`,
    "run again in a while; the quotas are those of the account and region",
  ],
  service: (region, detail) => [`Secrets Manager in ${region} gave no usable answer: ${detail}`, "run again"],
};

export function describeNotice({ region, principal }: Notice): Told {
  const who = principal === undefined ? "these credentials" : principal;
  const statement = { Effect: "Allow", Action: "secretsmanager:BatchGetSecretValue", Resource: "*" };
  return [
    `BatchGetSecretValue is not allowed to ${who} in ${region}, so the secrets were fetched one by one`,
    `one call in place of many: ${JSON.stringify(statement)}`,
  ];
}
