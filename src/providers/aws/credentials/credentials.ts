/**
 * Credentials: the SDK's default chain, a profile, or a role to assume. What is found is kept until shortly before it
 * expires, by the SDK's own memory; a failure is not kept.
 */

import { promises } from "node:fs";
import { doesIdentityRequireRefresh, isIdentityExpired, memoizeIdentityProvider } from "@smithy/core";
import type { AccountAccess } from "../../../core/services/access.js";
import { awsErrorOf, withReason } from "../errors/errors.js";
import type { RequestHandler } from "../network/network.js";
import { SILENT } from "../network/silent.js";
import { credentialsReasonOf } from "./errors.js";
import { type ProfileSource, profileSource } from "./profiles.js";
import { type CredentialRequest, containerUrl, heardHandler, hearMetadata } from "./requests.js";

type Providers = typeof import("@aws-sdk/credential-providers");
type CredentialsProvider = ReturnType<Providers["fromNodeProviderChain"]>;

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
  /** The requests of a search that goes on; undefined where there is none. */
  pending(): readonly CredentialRequest[] | undefined;
  profile(): Promise<ProfileSource>;
}

/** Finds the credentials once, for all clients that share them; its errors carry their reason. */
export function sharedCredentials(
  access: AccountAccess | undefined,
  options: CredentialsOptions,
): SharedCredentials {
  const heard: CredentialRequest[] = [];
  const find = credentialsFor(access, {
    ...options,
    requestHandler: heardHandler(options.requestHandler, heard),
  });
  const profile = () => profileSource(access !== undefined && "profile" in access ? access : options.own);
  let pending = false;
  const search: CredentialsProvider = async (properties) => {
    pending = true;
    heard.length = 0;
    const stop = hearMetadata(heard);
    try {
      return sendable(await find(properties));
    } catch (thrown) {
      // The SDK passes it on as if the service had answered it.
      const error = thrown instanceof Error ? thrown : new Error("no error");
      throw withReason(error, credentialsReasonOf(awsErrorOf(error), [...heard], await profile()));
    } finally {
      stop();
      pending = false;
    }
  };
  return {
    find: memoizeIdentityProvider(
      search,
      isIdentityExpired,
      doesIdentityRequireRefresh,
    ) as CredentialsProvider,
    pending: () => (pending ? heard : undefined),
    profile,
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
  const common = {
    // SSO has a region of its own, which one among these would displace.
    clientConfig: { requestHandler },
    // A profile's web identity is given these alone.
    parentClientConfig: { ...region, requestHandler },
    logger: SILENT,
  };
  if (access === undefined)
    return whenAsked(async (token) => {
      const { fromNodeProviderChain } = await import("@aws-sdk/credential-providers");
      return fromNodeProviderChain({ ...common, ...token });
    });
  if ("profile" in access)
    return whenAsked(async (token) => {
      const { fromIni } = await import("@aws-sdk/credential-providers");
      return fromIni({ ...common, ...token, profile: access.profile });
    });
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
  return whenAsked(async () => {
    const { fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
    return fromTemporaryCredentials(parameters);
  });
}

/** In place of the file that AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names. */
interface ContainerToken {
  readonly awsContainerAuthorizationToken?: string;
  readonly awsContainerAuthorizationTokenFile?: "";
}

/**
 * Made with the first request, and once, for it remembers what it has found; but a token is read anew each time. Each
 * kind imports by name what it needs of the package, so that the bundle leaves out the others.
 */
function whenAsked(make: (token: ContainerToken) => Promise<CredentialsProvider>): CredentialsProvider {
  let made: Promise<CredentialsProvider> | undefined;
  return async (properties) => {
    const token = await trimmedToken();
    if (token !== undefined) return (await make(token))(properties);
    made ??= make({});
    return (await made)(properties);
  };
}

/** A line break at a token's end, which most editors write, goes into no header; the SDK would try it four times. */
async function trimmedToken(): Promise<ContainerToken | undefined> {
  const { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file, AWS_CONTAINER_AUTHORIZATION_TOKEN: own = "" } =
    process.env;
  if (containerUrl() === undefined) return undefined;
  const token = file ? await promises.readFile(file, "utf8").catch(() => "") : own;
  if (token === token.trim()) return undefined;
  return { awsContainerAuthorizationToken: token.trim(), awsContainerAuthorizationTokenFile: "" };
}
