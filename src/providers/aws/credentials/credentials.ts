/**
 * Finds credentials with the SDK: by its default chain, in a profile, or by assuming a role. Caches them until shortly
 * before they expire. Does not cache failures.
 */

import { promises } from "node:fs";
import { doesIdentityRequireRefresh, isIdentityExpired, memoizeIdentityProvider } from "@smithy/core";
import type { AccountAccess } from "../../../core/services/account-access.js";
import { omitUndefined } from "../../../core/text/omit-undefined.js";
import { awsErrorOf, withReason } from "../errors/errors.js";
import type { RequestHandler } from "../network/network.js";
import { SILENT } from "../network/silent.js";
import { credentialsReasonOf, isSendable } from "./errors.js";
import { type ProfileSource, profileSource } from "./profiles.js";
import { type CredentialRequest, containerUrl, recordingHandler, recordMetadata } from "./requests.js";

type Providers = typeof import("@aws-sdk/credential-providers");
type CredentialsProvider = ReturnType<Providers["fromNodeProviderChain"]>;

export interface CredentialsOptions {
  /** The access of the run itself. Its credentials assume a role. */
  readonly own: AccountAccess | undefined;
  /** Makes the calls to STS, SSO and sign-in. */
  readonly requestHandler: RequestHandler;
  /** The region of STS. Undefined: the region of the first secret. */
  readonly stsRegion: string | undefined;
}

export interface SharedCredentials {
  readonly find: CredentialsProvider;
  /** The requests of the search that is running now; undefined where none is running. */
  pending(): readonly CredentialRequest[] | undefined;
  profile(): Promise<ProfileSource>;
}

/** Finds credentials once for all clients that share them. Errors of `find` have a reason (see `withReason`). */
export function sharedCredentials(
  access: AccountAccess | undefined,
  options: CredentialsOptions,
): SharedCredentials {
  const requests: CredentialRequest[] = [];
  const requestHandler = recordingHandler(options.requestHandler, requests);
  const findAnew = credentialsFor(access, { ...options, requestHandler });
  const profile = () => profileSource(access !== undefined && "profile" in access ? access : options.own);
  let pending = false;
  const search: CredentialsProvider = async (properties) => {
    pending = true;
    requests.length = 0;
    const stop = recordMetadata(requests);
    try {
      return checkSendable(await findAnew(properties));
    } catch (thrown) {
      // The SDK throws it as if Secrets Manager had answered with it.
      const error = thrown instanceof Error ? thrown : new Error("no error");
      throw withReason(error, credentialsReasonOf(awsErrorOf(error), [...requests], await profile()));
    } finally {
      stop();
      pending = false;
    }
  };
  const find = memoizeIdentityProvider(search, isIdentityExpired, doesIdentityRequireRefresh);
  return { find: find as CredentialsProvider, pending: () => (pending ? requests : undefined), profile };
}

/** Rejects credentials that no header can carry, as with a line break from a variable. The SDK would retry with them. */
function checkSendable<T extends { readonly accessKeyId: string; readonly sessionToken?: string }>(
  found: T,
): T {
  const { accessKeyId, sessionToken = "" } = found;
  if (isSendable(accessKeyId + sessionToken)) return found;
  throw Object.assign(new Error("a character that an HTTP header cannot hold"), { name: "UnsendableError" });
}

/** Looks in a named profile only, because other places could have credentials of another account. */
function credentialsFor(
  access: AccountAccess | undefined,
  { own, requestHandler, stsRegion }: CredentialsOptions,
): CredentialsProvider {
  const stsConfig = omitUndefined({ region: stsRegion, requestHandler });
  const common = {
    // Without a region: SSO has its own in the profile, and one here would replace it.
    clientConfig: { requestHandler },
    // The only settings that reach the web identity of a profile.
    parentClientConfig: stsConfig,
    logger: SILENT,
  };
  if (access === undefined)
    return onFirstCall(async (token) => {
      const { fromNodeProviderChain } = await import("@aws-sdk/credential-providers");
      return fromNodeProviderChain({ ...common, ...token });
    });
  if ("profile" in access)
    return onFirstCall(async (token) => {
      const { fromIni } = await import("@aws-sdk/credential-providers");
      return fromIni({ ...common, ...token, profile: access.profile });
    });
  const { role, externalId } = access;
  const parameters = {
    clientConfig: stsConfig,
    logger: SILENT,
    masterCredentials: credentialsFor(own, { own: undefined, requestHandler, stsRegion }),
    params: { RoleArn: role, RoleSessionName: "arnsubst", ExternalId: externalId },
  };
  return onFirstCall(async () => {
    const { fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
    return fromTemporaryCredentials(parameters);
  });
}

/** A token that replaces the one in the file of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE. */
interface ContainerToken {
  readonly awsContainerAuthorizationToken?: string;
  readonly awsContainerAuthorizationTokenFile?: "";
}

/**
 * Makes the SDK's provider at the first call, and keeps it because it caches what it finds. Makes it anew where a token
 * needs trimming, because the token can change. Each caller imports by name, so that the bundle omits what nobody imports.
 */
function onFirstCall(make: (token: ContainerToken) => Promise<CredentialsProvider>): CredentialsProvider {
  let made: Promise<CredentialsProvider> | undefined;
  return async (properties) => {
    const token = await trimmedToken();
    if (token !== undefined) return (await make(token))(properties);
    made ??= make({});
    return (await made)(properties);
  };
}

/**
 * The container's token where it has spaces or line breaks at its ends; undefined where the SDK can use it as it is. Most
 * editors write a line break at the end of a file. No header can carry it, and the SDK would try four times.
 */
async function trimmedToken(): Promise<ContainerToken | undefined> {
  const { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file, AWS_CONTAINER_AUTHORIZATION_TOKEN: own = "" } =
    process.env;
  if (containerUrl() === undefined) return undefined;
  const token = file ? await promises.readFile(file, "utf8").catch(() => "") : own;
  if (token === token.trim()) return undefined;
  return { awsContainerAuthorizationToken: token.trim(), awsContainerAuthorizationTokenFile: "" };
}
