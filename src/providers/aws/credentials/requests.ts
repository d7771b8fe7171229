/**
 * Records the requests of a search for credentials, for error messages. The SDK's chain skips a source that fails, so its
 * last error does not say which servers it asked. Records no tokens, and nothing of an answer but its status.
 */

import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import type { RequestHandler } from "../network/network.js";

export interface CredentialRequest {
  /** Who was asked: the metadata service of a container or an instance, or a service of AWS (STS, SSO, sign-in). */
  readonly of: "container" | "instance" | "service";
  /** The URL without user, password and query. For a service only its origin. */
  readonly url: string;
  /** The action of a request to STS or sign-in. */
  readonly action?: string | undefined;
  /** The HTTP status, where there was an answer. */
  status?: number | undefined;
  /** The error, where there was no answer. */
  failure?: unknown;
  /** Set where the answer was too large to read. */
  tooLarge?: true;
}

/** The only action of the sign-in service that the SDK uses: it gets credentials for a session that `aws login` began. */
export const SIGN_IN = "CreateOAuth2Token";

/** A request handler that also records the requests that it handles. */
export function recordingHandler(handler: RequestHandler, requests: CredentialRequest[]): RequestHandler {
  return {
    metadata: handler.metadata,
    async handle(request, options) {
      const { protocol, hostname, port, path, body } = request;
      const ofSts = /(?:^|&)Action=(\w+)/.exec(typeof body === "string" ? body : "")?.[1];
      const action = path.endsWith("/v1/token") ? SIGN_IN : ofSts;
      const entry: CredentialRequest = {
        of: "service",
        url: `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}`,
        action,
      };
      requests.push(entry);
      try {
        const answer = await handler.handle(request, options);
        entry.status = answer.response.statusCode;
        return answer;
      } catch (thrown) {
        entry.failure = thrown;
        throw thrown;
      }
    },
    destroy() {},
    updateHttpClientConfig: (...update) => handler.updateHttpClientConfig(...update),
    httpHandlerConfigs: () => handler.httpHandlerConfigs(),
  };
}

/** Bytes. Far more than an answer with credentials has. */
export const LARGEST_METADATA = 1_000_000;

const INSTANCE = /^\/latest\/(?:api\/token|meta-data\/iam\/)/;

/**
 * Records the SDK's requests to metadata services, which do not go through our request handler. Returns the function that
 * stops recording.
 */
export function recordMetadata(requests: CredentialRequest[]): () => void {
  const container = containerUrl();
  const record = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    const url = `${request.protocol}//${request.getHeader("host")}${request.path.split("?")[0]}`;
    const of = url === container ? "container" : INSTANCE.test(request.path) ? "instance" : undefined;
    if (of === undefined) return;
    const entry: CredentialRequest = { of, url: hideTaskId(url) };
    requests.push(entry);
    request.once("response", (response: IncomingMessage) => {
      entry.status = response.statusCode;
      endIfLarge(entry, request, response);
    });
    request.once("error", (error: NodeJS.ErrnoException) => {
      // At a timeout the SDK destroys the request, and Node reports that as a reset.
      const late = request.destroyed && error.code === "ECONNRESET" && error.syscall === undefined;
      entry.failure = late ? Object.assign(new Error(), { code: "ETIMEDOUT" }) : error;
    });
  };
  subscribe("http.client.request.start", record);
  return () => unsubscribe("http.client.request.start", record);
}

/**
 * Ends a request whose answer is too large, because the SDK has no limit for metadata. Counts the bytes on the socket, as
 * reading the response here would take its data away from the SDK.
 */
function endIfLarge(entry: CredentialRequest, request: ClientRequest, response: IncomingMessage): void {
  const { socket } = response;
  let size = 0;
  const count = (chunk: Buffer) => {
    size += chunk.length;
    if (size <= LARGEST_METADATA) return;
    entry.tooLarge = true;
    request.destroy(new Error("the answer is too large"));
  };
  socket.on("data", count);
  response.once("close", () => socket.off("data", count));
}

/** A URL for messages. Hides the id in the path for an ECS task, which works like a password on that machine. */
export function hideTaskId(url: string): string {
  return url.replace(/[\da-f]{8}-[\da-f-]{20,}/gi, "…");
}

/** The URL of the container's credentials endpoint. ECS sets a path, EKS and others a full URL. */
export function containerUrl(): string | undefined {
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: path, AWS_CONTAINER_CREDENTIALS_FULL_URI: full } =
    process.env;
  const text = path ? `http://169.254.170.2${path}` : full;
  if (!text || !URL.canParse(text)) return undefined;
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname}`;
}
