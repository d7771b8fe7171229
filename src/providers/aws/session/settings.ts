/** Checks variables of the SDK, because the SDK ignores some wrong values and fails with unclear messages for others. */

import type { FetchErrorReason } from "../../provider.js";

type Env = Readonly<Record<string, string | undefined>>;

interface Rule {
  readonly variables: readonly string[];
  readonly wanted: string;
  holds(value: string): boolean;
}

const RULES: readonly Rule[] = [
  {
    variables: [
      "AWS_ENDPOINT_URL",
      "AWS_ENDPOINT_URL_SECRETS_MANAGER",
      "AWS_ENDPOINT_URL_SSM",
      "AWS_ENDPOINT_URL_STS",
      "AWS_ENDPOINT_URL_SSO",
      "AWS_ENDPOINT_URL_SSO_OIDC",
      "AWS_ENDPOINT_URL_SIGNIN",
    ],
    wanted: "a URL that starts with http:// or https://",
    holds: isHttpUrl,
  },
  {
    variables: ["AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"],
    wanted: "true or false",
    holds: (value) => value === "true" || value === "false",
  },
  {
    variables: ["AWS_MAX_ATTEMPTS"],
    wanted: "a whole number, 1 or more",
    holds: (value) => /^[1-9]\d{0,5}$/.test(value),
  },
  {
    variables: ["AWS_RETRY_MODE"],
    wanted: "standard or adaptive",
    holds: (value) => /^(?:standard|adaptive|legacy)$/.test(value),
  },
];

/** The first variable with a wrong value. The message does not quote the value, because a URL may contain a password. */
export function wrongSetting(env: Env): FetchErrorReason | undefined {
  for (const { variables, wanted, holds } of RULES) {
    const wrong = variables.find((variable) => env[variable] && !holds(env[variable]));
    if (wrong !== undefined) return { kind: "setting", detail: `${wrong} has to be ${wanted}` };
  }
  return undefined;
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
