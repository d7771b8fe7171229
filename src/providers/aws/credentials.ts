/** Credentials: the SDK's default chain, a profile, or a role to assume. Each is looked for once in a run. */

import type { AccountAccess } from "../../core/plan.js";
import { ofCredentials } from "./errors.js";
import { SILENT } from "./silent.js";

type CredentialsProvider = ReturnType<Providers["fromNodeProviderChain"]>;
type ClientConfig = NonNullable<
  NonNullable<Parameters<Providers["fromNodeProviderChain"]>[0]>["clientConfig"]
>;
type RequestHandler = NonNullable<ClientConfig["requestHandler"]>;

export interface CredentialsOptions {
  /** The run's own, with which a role is assumed. */
  readonly own: AccountAccess | undefined;
  /** Carries the calls to STS and SSO too. */
  readonly requestHandler: RequestHandler;
  /** Where STS is asked; the region of the first secret if left out. */
  readonly stsRegion: string | undefined;
}

export interface SharedCredentials {
  readonly find: CredentialsProvider;
  /** Whether they are still being looked for. */
  pending(): boolean;
}

/** Finds the credentials once, for all clients that share them; its errors are marked as its own. */
export function sharedCredentials(
  access: AccountAccess | undefined,
  options: CredentialsOptions,
): SharedCredentials {
  const find = credentialsFor(access, options);
  let found: ReturnType<CredentialsProvider> | undefined;
  let pending = false;
  const search: CredentialsProvider = async (properties) => {
    pending = true;
    try {
      return sendable(await find(properties));
    } catch (thrown) {
      throw ofCredentials(thrown);
    } finally {
      pending = false;
    }
  };
  return {
    find(properties) {
      found ??= search(properties);
      return found;
    },
    pending: () => pending,
  };
}

/** They go into headers, where a line break that came with a variable would only fail after many attempts. */
function sendable<T extends { readonly accessKeyId: string; readonly sessionToken?: string }>(found: T): T {
  const { accessKeyId, sessionToken = "" } = found;
  if (/^[\x21-\x7e]*$/.test(accessKeyId + sessionToken)) return found;
  throw Object.assign(new Error("a character that no header can carry"), { name: "UnsendableError" });
}

/** A profile that is named counts alone: looking on in other places could find credentials of another account. */
function credentialsFor(
  access: AccountAccess | undefined,
  { own, requestHandler, stsRegion }: CredentialsOptions,
): CredentialsProvider {
  const region = stsRegion === undefined ? {} : { region: stsRegion };
  // SSO has a region of its own, which one among these would displace.
  const common = { clientConfig: { requestHandler }, parentClientConfig: region, logger: SILENT };
  if (access === undefined) return whenAsked(({ fromNodeProviderChain }) => fromNodeProviderChain(common));
  if ("profile" in access) return whenAsked(({ fromIni }) => fromIni({ ...common, profile: access.profile }));
  const { role, externalId } = access;
  const parameters = {
    clientConfig: { requestHandler, ...region },
    logger: SILENT,
    masterCredentials: credentialsFor(own, { own: undefined, requestHandler, stsRegion }),
    params: {
      RoleArn: role,
      RoleSessionName: "arnsubst",
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
    },
  };
  return whenAsked(({ fromTemporaryCredentials }) => fromTemporaryCredentials(parameters));
}

type Providers = typeof import("@aws-sdk/credential-providers");

/** Loaded with the first request, and made once, for it remembers what it has found. */
function whenAsked(make: (providers: Providers) => CredentialsProvider): CredentialsProvider {
  let made: Promise<CredentialsProvider> | undefined;
  return async (properties) => {
    made ??= import("@aws-sdk/credential-providers").then(make);
    return (await made)(properties);
  };
}
