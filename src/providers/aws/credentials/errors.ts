/**
 * Explains why the search for credentials failed: which server it asked or file it read, what came back, and what the user
 * can do. `aws/errors` explains the errors of all other requests.
 */

import { statement } from "../../../core/diagnostics/words.js";
import type { FetchErrorReason } from "../../provider.js";
import { type AwsError, awsErrorOf } from "../errors/errors.js";
import { networkReasonOf, safeErrorName, signatureReasonOf } from "../errors/reasons.js";
import type { ProfileSource } from "./profiles.js";
import { type CredentialRequest, containerUrl, hideTaskId, LARGEST_METADATA, SIGN_IN } from "./requests.js";

export function credentialsReasonOf(
  error: AwsError,
  requests: readonly CredentialRequest[],
  { login, tokenFile }: ProfileSource,
): FetchErrorReason {
  const last = requests.at(-1);
  const service = requests.findLast(({ of }) => of === "service");
  if (login !== undefined && (service === undefined || service.action === SIGN_IN))
    return loginReasonOf(error, service, login);
  if (isFileError(error)) return fileReasonOf(error, tokenFile);
  if (service !== undefined && service === last) return serviceReasonOf(error, service, tokenFile);
  if (containerUrl() !== undefined && !isProfileError(error)) return containerReasonOf(requests);
  if (last !== undefined) return instanceReasonOf(last);
  return networkReasonOf(error) ?? searchReasonOf(error);
}

/** Whether the error is about a profile's own credentials. The SDK tries those before it asks a container or an instance. */
function isProfileError({ message }: AwsError): boolean {
  return /SSO|credential_process|Command failed|multi-?factor|\bcycle\b/i.test(message);
}

/** Why a service could not be reached. The SDK may have wrapped the error, so this looks at the request's own error too. */
function whyUnreached(error: AwsError, { failure }: CredentialRequest): FetchErrorReason | undefined {
  return networkReasonOf(error) ?? (failure === undefined ? undefined : networkReasonOf(awsErrorOf(failure)));
}

function loginReasonOf(
  error: AwsError,
  request: CredentialRequest | undefined,
  login: string,
): FetchErrorReason {
  const fix = `run ${login}`;
  if (request === undefined) {
    const detail = "you have not signed in on this machine, or the file of the session cannot be used";
    return { kind: "login", detail, fix };
  }
  const { status = 0, url } = request;
  const server = `the AWS sign-in service ${url}`;
  const way = whyUnreached(error, request);
  if (way !== undefined) return { ...way, server, fix: `check the network and the proxy, then ${fix}` };
  if (status >= 500 || (status >= 300 && status < 400))
    return { kind: "service", detail: `HTTP status ${status}`, server, fix: `run again, or ${fix}` };
  if (/insufficient permissions/.test(error.message))
    return {
      kind: "login",
      detail: "AWS does not allow renewing the session",
      fix: `allow it: ${statement("signin:CreateOAuth2Token", "*")}; then ${fix}`,
    };
  // Probably a page of a proxy, or of a network that wants the user to sign in first.
  if (status >= 200 && status < 300)
    return {
      kind: "service",
      detail: "it answered without credentials",
      server,
      fix: `run again, or ${fix}`,
    };
  const detail = `the session has ended: ${url} answered with HTTP status ${status}`;
  return { kind: "login", detail, fix };
}

/** The path of a file, or `a file` for what is not a path: the user may have set the variable to the token itself. */
function safePath(path: string): string {
  return /^(?:[/~.]|[A-Za-z]:\\)/.test(path) && path.length <= 200 ? path : "a file";
}

const TOKEN_FILES = ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"];

function isFileError(error: AwsError): boolean {
  return /^E[A-Z]+$/.test(error.code ?? "") && networkReasonOf(error) === undefined;
}

/** Node's error has the path of a file that cannot be opened, but not of one that cannot be read, as a directory. */
function fileReasonOf({ path, code }: AwsError, tokenFile: string | undefined): FetchErrorReason {
  const variable = TOKEN_FILES.find(
    (name) => process.env[name] && (path ?? process.env[name]) === process.env[name],
  );
  const file = safePath(path ?? tokenFile ?? process.env[variable ?? ""] ?? "");
  const named = variable ?? (tokenFile === undefined ? undefined : "web_identity_token_file of the profile");
  const what =
    named === undefined ? `${file} cannot be read` : `${named} names ${file}, which cannot be read`;
  return {
    kind: "credentials",
    detail: `${what} (${code})`,
    fix: "check that it exists, is a file, and that this user may read it",
  };
}

function serviceReasonOf(
  error: AwsError,
  request: CredentialRequest,
  tokenFile: string | undefined,
): FetchErrorReason {
  const { url, status } = request;
  const way = whyUnreached(error, request);
  if (way !== undefined)
    return way.kind === "setting" ? way : { ...way, server: `the credentials service ${url}` };
  const answer = status === undefined ? "no answer" : `HTTP status ${status}`;
  if (status !== undefined && status >= 500)
    return { kind: "service", detail: answer, server: `the credentials service ${url}` };
  if (request.action === "AssumeRoleWithWebIdentity")
    return webIdentityReasonOf(error, answer, process.env["AWS_WEB_IDENTITY_TOKEN_FILE"] || tokenFile);
  if (/^AccessDenied/.test(error.name)) return { kind: "role", detail: error.name };
  const search = searchReasonOf(error);
  return search.detail === UNKNOWN ? { ...search, detail: `${url} answered with ${answer}` } : search;
}

function webIdentityReasonOf(error: AwsError, answer: string, tokenFile = ""): FetchErrorReason {
  const { name } = error;
  const file = safePath(tokenFile);
  const said = signatureReasonOf(error);
  if (said?.kind === "clock") return said;
  if (/^AccessDenied/.test(name)) {
    const fix = `its trust policy has to allow sts:AssumeRoleWithWebIdentity for the issuer, audience and subject of the token in ${file}`;
    return { kind: "role", detail: name, fix };
  }
  return {
    kind: "credentials",
    detail: `STS answered ${safeErrorName(name)}, ${answer}, to the token in ${file}`,
    fix: "the file has to contain only a token, which has not expired and whose issuer is an identity provider in IAM",
  };
}

function containerReasonOf(requests: readonly CredentialRequest[]): FetchErrorReason {
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: path, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile } =
    process.env;
  const variable = `AWS_CONTAINER_CREDENTIALS_${path ? "RELATIVE" : "FULL"}_URI`;
  // The first request. The SDK makes another one in a different way, without the token.
  const asked = requests.find(({ of }) => of === "container");
  const detail =
    asked === undefined
      ? `${variable} names ${hideTaskId(containerUrl() ?? "")}, which arnsubst does not ask: it is neither https nor an address of this machine, ECS or EKS, or an HTTP header cannot hold its token`
      : `the container's credentials endpoint ${asked.url} ${answerOf(asked)}`;
  const token = tokenFile
    ? `, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE its token in ${safePath(tokenFile)}`
    : "";
  const fix = `${variable} names the endpoint${token}; check that the task, or the pod's service account, has a role`;
  return { kind: "credentials", detail, fix };
}

function instanceReasonOf(asked: CredentialRequest): FetchErrorReason {
  const detail = `none were found; the instance metadata service ${asked.url} ${answerOf(asked)}`;
  return { kind: "credentials", detail };
}

/** What a server answered, as a verb phrase to follow its name. */
export function answerOf({ status, failure, tooLarge }: CredentialRequest): string {
  if (tooLarge)
    return `answered with more than ${LARGEST_METADATA / 1_000_000} MB, which is too large for credentials`;
  if (status !== undefined && (status < 200 || status > 299)) return `answered with HTTP status ${status}`;
  if (status !== undefined) return "answered without credentials";
  if (failure === undefined) return "has not answered";
  const { code = "unknown" } = awsErrorOf(failure);
  return code === "ETIMEDOUT" ? "did not answer in time" : `cannot be reached (${code})`;
}

const UNKNOWN = "they could not be loaded";

function searchReasonOf(error: AwsError): FetchErrorReason {
  const common = signatureReasonOf(error);
  if (common !== undefined) return common;
  if (/refresh this SSO session/i.test(error.message))
    return { kind: "sso", detail: "the session has ended" };
  return { kind: "credentials", ...searchOf(error) };
}

function searchOf({ name, message, code = "" }: AwsError): Pick<FetchErrorReason, "detail" | "fix"> {
  if (/could not (?:load credentials from any providers|resolve credentials using profile)/i.test(message))
    return { detail: "none were found" };
  // No details of the message: it may contain what the process printed.
  if (/^Command failed|credential_process/.test(message))
    return {
      detail: "the profile's credential_process failed or printed none",
      fix: "run the credential_process by hand to see why",
    };
  if (name === "UnsendableError" || code === "ERR_INVALID_CHAR")
    return {
      detail: "they contain a character that an HTTP header cannot hold",
      fix: `remove line breaks, spaces and special characters from ${unsendableVariable() ?? "the access key and the session token"}`,
    };
  if (/multi-?factor|\bMFA\b/i.test(message))
    return {
      detail: "they need an MFA code, and arnsubst cannot ask for one",
      fix: "get temporary credentials first, for example with aws sts get-session-token, and set them in the environment",
    };
  if (/\bexpired\b/i.test(message)) return { detail: "those that were found have expired" };
  if (/\bcycle\b/i.test(message))
    return {
      detail: "the profiles refer to each other in a circle",
      fix: "correct source_profile in the AWS config files",
    };
  const safeName = safeErrorName(name);
  return { detail: safeName.endsWith("Exception") ? `AWS says ${safeName}` : UNKNOWN };
}

function unsendableVariable(): string | undefined {
  return ["AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN"].find((name) => !isSendable(process.env[name] ?? ""));
}

/** Whether a header can carry a part of credentials. */
export function isSendable(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text);
}
