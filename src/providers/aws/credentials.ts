/** Credentials: the SDK's default chain, a profile, or a role to assume. Each is looked for once in a run. */

import { fromIni, fromNodeProviderChain, fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { AccountAccess } from "../../core/config.js";
import { ofCredentials } from "./errors.js";
import { SILENT } from "./silent.js";

export type CredentialsProvider = ReturnType<typeof fromNodeProviderChain>;
type ClientConfig = NonNullable<NonNullable<Parameters<typeof fromNodeProviderChain>[0]>["clientConfig"]>;
type RequestHandler = NonNullable<ClientConfig["requestHandler"]>;

/** Finds the credentials once, for all clients that share them; its errors are marked as its own. */
export function sharedCredentials(
  access: AccountAccess | undefined,
  own: AccountAccess | undefined,
  requestHandler: RequestHandler,
): CredentialsProvider {
  const find = credentialsFor(access, own, requestHandler);
  let found: ReturnType<CredentialsProvider> | undefined;
  return (properties) => {
    found ??= find(properties).catch((thrown: unknown) => {
      throw ofCredentials(thrown);
    });
    return found;
  };
}

/**
 * A profile that is named counts alone: looking on in other places could find credentials of another account. A role
 * is assumed with the run's own credentials. The request handler carries the calls to STS and SSO too.
 */
function credentialsFor(
  access: AccountAccess | undefined,
  own: AccountAccess | undefined,
  requestHandler: RequestHandler,
): CredentialsProvider {
  const common = { clientConfig: { requestHandler }, logger: SILENT };
  if (access === undefined) return fromNodeProviderChain(common);
  if ("profile" in access) return fromIni({ ...common, profile: access.profile });
  const { role, externalId } = access;
  return fromTemporaryCredentials({
    ...common,
    masterCredentials: credentialsFor(own, undefined, requestHandler),
    params: {
      RoleArn: role,
      RoleSessionName: "arnsubst",
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
    },
  });
}
