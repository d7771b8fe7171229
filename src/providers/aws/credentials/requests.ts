/**
 * What is asked while credentials are looked for, and what comes back. The SDK's chain passes over a source that fails, so
 * that at its end nobody can say any more whom it asked. No token and nothing of an answer is kept but its status.
 */

import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import type { RequestHandler } from "../network/network.js";

export interface CredentialRequest {
  /** A metadata service of a container or an instance, or one of AWS: STS, SSO, sign-in. */
  readonly of: "container" | "instance" | "service";
  /** Without user, password and query; of a service its origin. */
  readonly url: string;
  /** What a service was asked to do, where it is STS or sign-in. */
  readonly action?: string;
  /** HTTP's, where there was an answer. */
  status?: number;
  /** What was thrown where there was none. */
  failure?: unknown;
  /** Set where the answer was given up for its size. */
  tooLarge?: true;
}

/** The only thing that the sign-in service is asked: for credentials of a session that `aws login` has begun. */
export const SIGN_IN = "CreateOAuth2Token";

/** A handler that writes down what goes through it. */
export function heardHandler(handler: RequestHandler, heard: CredentialRequest[]): RequestHandler {
  return {
    metadata: handler.metadata,
    async handle(request, options) {
      const { protocol, hostname, port, path, body } = request;
      const ofSts = /(?:^|&)Action=(\w+)/.exec(typeof body === "string" ? body : "")?.[1];
      const action = path.endsWith("/v1/token") ? SIGN_IN : ofSts;
      const entry: CredentialRequest = {
        of: "service",
        url: `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}`,
        ...(action === undefined ? {} : { action }),
      };
      heard.push(entry);
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

/** Far more than credentials, and all that an answer says beside them. */
export const LARGEST_METADATA = 1_000_000;

const INSTANCE = /^\/latest\/(?:api\/token|meta-data\/iam\/)/;

/** Hears what the SDK asks of metadata services, which it does by itself. Answers what ends that. */
export function hearMetadata(heard: CredentialRequest[]): () => void {
  const container = containerUrl();
  const hear = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    const url = `${request.protocol}//${request.getHeader("host")}${request.path.split("?")[0]}`;
    const of = url === container ? "container" : INSTANCE.test(request.path) ? "instance" : undefined;
    if (of === undefined) return;
    const entry: CredentialRequest = { of, url: shown(url) };
    heard.push(entry);
    request.once("response", (response: IncomingMessage) => {
      const { statusCode } = response;
      if (statusCode !== undefined) entry.status = statusCode;
      endIfLarge(entry, request, response);
    });
    request.once("error", (error: NodeJS.ErrnoException) => {
      // Who waits no longer destroys the request, and Node calls that a reset.
      const late = request.destroyed && error.code === "ECONNRESET" && error.syscall === undefined;
      entry.failure = late ? Object.assign(new Error(), { code: "ETIMEDOUT" }) : error;
    });
  };
  subscribe("http.client.request.start", hear);
  return () => unsubscribe("http.client.request.start", hear);
}

/** The SDK has no limit of its own there. What is counted is what comes in: who reads the answer itself takes it away. */
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

/** The path that ECS gives a task is as good as a password to whoever is on the same machine. */
export function shown(url: string): string {
  return url.replace(/[\da-f]{8}-[\da-f-]{20,}/gi, "…");
}

/** Where the credentials of a container are to be had; ECS names a path, EKS and others a URL. */
export function containerUrl(): string | undefined {
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: path, AWS_CONTAINER_CREDENTIALS_FULL_URI: full } =
    process.env;
  const text = path ? `http://169.254.170.2${path}` : full;
  if (!text || !URL.canParse(text)) return undefined;
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname}`;
}
