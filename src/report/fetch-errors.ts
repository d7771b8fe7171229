/** The sentences for the errors and warnings of a fetch. */

import { endpointVariable } from "../core/diagnostics/service-words.js";
import { statement } from "../core/diagnostics/words.js";
import { serviceOf } from "../core/services/index.js";
import { distinctIds } from "../core/services/secret-id.js";
import { secretsManager } from "../core/services/secrets-manager/index.js";
import { counted } from "../core/text/count.js";
import type { FetchError, FetchWarning } from "../providers/provider.js";
import { countedSecrets } from "./totals.js";

type Told = [message: string, hint: string];

const MOST_NAMED = 5;

export interface FetchErrorOptions {
  /** How many seconds the fetch was given. */
  readonly limit: number;
  /** Names every secret, not the first ones only. */
  readonly all?: boolean;
}

export function describeFetchError(error: FetchError, { limit, all = false }: FetchErrorOptions): Told {
  const { kind, regions, detail, requests } = error;
  const ids = distinctIds(requests.map(({ id }) => id));
  const named = all ? ids : ids.slice(0, MOST_NAMED);
  const more = ids.length > named.length ? `, and ${ids.length - named.length} more (-v lists all)` : "";
  const missing = `${countedSecrets(ids)} not fetched: ${named.map(({ text }) => text).join(", ")}${more}`;
  const where = regions.join(", ");
  const [first] = requests;
  const { title, noun } = serviceOf(first ?? { service: "secretsmanager" });
  const server = error.server ?? `${title} in ${where}`;
  const variable = endpointVariable(first?.id.text ?? "", first?.service);
  const [message, fix] = SENTENCES[kind]({ ...error, detail, where, title, noun, server, variable, limit });
  return [`${message}; ${missing}`, error.fix ?? fix];
}

interface Said extends FetchError {
  readonly where: string;
  /** The service that holds the secrets. */
  readonly title: string;
  /** What that service holds: `secret`. */
  readonly noun: string;
  readonly server: string;
  /** The variable that replaces the endpoint of that service. */
  readonly variable: string;
  readonly limit: number;
}

type Sentence = (said: Said) => Told;

const SENTENCES: Readonly<Record<FetchError["kind"], Sentence>> = {
  credentials: (said) => [
    `no valid AWS credentials for ${said.where}: ${said.detail}${ownerOf(said)}`,
    "run aws login, aws sso login or aws configure, or name a profile with --profile or AWS_PROFILE",
  ],
  expired: (said) => [
    `the AWS credentials have expired${ownerOf(said)}`,
    "sign in again (aws login, aws sso login), or get new temporary credentials",
  ],
  sso: (said) => [
    `the SSO session of the AWS credentials has ended or was never started${ownerOf(said)}`,
    `run aws sso login${said.access !== undefined && "profile" in said.access ? ` --profile ${said.access.profile}` : ""}`,
  ],
  login: (said) => [`no valid session of aws login${ownerOf(said)}: ${said.detail}`, "run aws login"],
  role: (said) => [
    `AWS refuses to let these credentials assume the role${ownerOf(said)}`,
    `the role's trust policy has to name the caller, and the external id if there is one; the caller needs ${statement("sts:AssumeRole", said.access !== undefined && "role" in said.access ? said.access.role : "the role's ARN")}`,
  ],
  clock: () => [
    "AWS refuses the time in the request's signature",
    "this machine's clock is wrong; set it, for example with NTP, and run again",
  ],
  network: ({ server, detail, variable }) => [
    `${server} cannot be reached: ${detail}`,
    `check the network, the proxy, the VPC endpoint, and --endpoint-url or ${variable} if you use one`,
  ],
  proxy: ({ server, detail }) => [
    `${server} cannot be reached: ${detail}`,
    "check the proxy's variable; NO_PROXY lists hosts to reach without it",
  ],
  certificate: ({ server, detail }) => [
    `${server} has a certificate that is not trusted: ${detail}`,
    "if your company's proxy inspects TLS, set AWS_CA_BUNDLE to the file of its CA certificates (PEM); if not, another server may be answering",
  ],
  setting: ({ detail }) => [detail, "correct the variable or unset it"],
  region: ({ noun }) => [
    `the ${noun}s are given by name, and no region is set`,
    "set it with --region or AWS_REGION, or write the ARN, which has one",
  ],
  throttled: ({ title, where }) => [
    `${title} in ${where} is throttling requests`,
    "run again later; the quotas apply to the whole account in a region",
  ],
  service: ({ server, detail }) => [
    `${server} gave no usable answer: ${detail}`,
    "run again; if that does not help, check whether --endpoint-url or a proxy leads to another server",
  ],
  timeout: (said) =>
    said.waitedFor === "credentials"
      ? [
          `timed out after ${said.limit} s waiting for AWS credentials${ownerOf(said)}${said.detail === "" ? "" : `: ${said.detail}`}`,
          "check the credential process, SSO or the metadata service; --timeout allows more time",
        ]
      : [
          `${said.title} in ${said.where} did not answer within ${counted(said.limit, "second")}${LAST[said.waitedFor ?? ""] ?? ""}`,
          "run again, or allow more time with --timeout",
        ],
  interrupted: ({ where }) => [`the fetch from ${where} was interrupted`, "run again"],
};

/** Whose credentials were used, where they are named. */
function ownerOf({ access }: FetchError): string {
  if (access === undefined) return "";
  return "profile" in access ? ` (profile ${access.profile})` : ` (role ${access.role})`;
}

/** By the kind of the last problem. */
const LAST: Readonly<Record<string, string>> = {
  throttled: " (last problem: throttled)",
  network: " (last problem: no connection)",
  service: " (last problem: no usable answer)",
};

/** One line, statement and all. */
export function describeFetchWarning({ regions, principal = "these credentials" }: FetchWarning): string {
  const where = `for ${principal} in ${regions.join(", ")}`;
  const { action, resource } = secretsManager.iam.batch;
  const fix = statement(action, resource);
  return `BatchGetSecretValue is not allowed ${where}, so arnsubst fetches the secrets one by one; allow it: ${fix}`;
}
