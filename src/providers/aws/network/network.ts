/**
 * The request handler of all AWS clients. Adds what the SDK lacks: HTTPS_PROXY, HTTP_PROXY, NO_PROXY, AWS_CA_BUNDLE, and a
 * limit on the size of answers. Chooses the proxy for each request by its URL, because one client can ask several hosts.
 * The SDK's requests for metadata of instances and containers do not come through here; they go directly.
 */

import { getDefaultAutoSelectFamilyAttemptTimeout } from "node:net";
import type { SecureContext } from "node:tls";
import { HttpRequest } from "@smithy/core/protocols";
import { NodeHttpHandler, type NodeHttpHandlerOptions } from "@smithy/node-http-handler";
import { omitUndefined } from "../../../core/text/omit-undefined.js";
import { limitAnswer } from "./answer-limit.js";
import { type Env, namesProxy, proxyFor, type WebProxy } from "./proxies.js";
import { proxyAgent } from "./proxy-agent.js";
import { proxyRefusal, proxyUnreached } from "./proxy-errors.js";
import { SILENT } from "./silent.js";

export interface NetworkLimits {
  /** Milliseconds. */
  readonly connectionTimeout: number;
  /** Milliseconds. */
  readonly requestTimeout: number;
  readonly throwOnRequestTimeout: boolean;
  /** For each host. At least as many as requests in flight, because the timeout runs while a request waits for a socket. */
  readonly maxSockets: number;
}

/** The part of a request handler that the SDK's clients use. */
export type RequestHandler = Pick<
  NodeHttpHandler,
  "metadata" | "handle" | "destroy" | "updateHttpClientConfig" | "httpHandlerConfigs"
>;

type Handle = NodeHttpHandler["handle"];
type Request = Parameters<Handle>[0];
type Response = Awaited<ReturnType<Handle>>["response"];
type Update = Parameters<NodeHttpHandler["updateHttpClientConfig"]>;

/**
 * Makes the request handler for all clients of a run, also those that fetch credentials. `destroy` closes all connections.
 * Reads and loads nothing before the first request. That request throws an error with a reason where the environment is
 * wrong.
 */
export function openNetwork(env: Env, limits: NetworkLimits): RequestHandler {
  const plain = !namesProxy(env) && !env["AWS_CA_BUNDLE"];
  const handler = plain ? new NodeHttpHandler(directOptions(limits)) : routingHandler(env, limits);
  const handle = handler.handle.bind(handler);
  return Object.assign(handler, {
    async handle(...request: Parameters<Handle>) {
      const { response } = await handle(...request);
      return { response: limitAnswer(response) };
    },
  });
}

function directOptions(
  { maxSockets, ...limits }: NetworkLimits,
  secureContext?: SecureContext,
): NodeHttpHandlerOptions {
  const pool = { keepAlive: true, maxSockets, ...addressOptions(limits) };
  const httpsAgent = { ...pool, ...omitUndefined({ secureContext }) };
  return { ...limits, httpAgent: pool, httpsAgent, logger: SILENT };
}

/**
 * Lets Node wait longer for each address of a host. It tries them one after the other, each for 250 ms, which is too short
 * for a slow network. A quarter of the connection timeout leaves time for a lost packet, which is sent again after a
 * second, and for the next addresses where one is dead.
 */
function addressOptions({ connectionTimeout }: Pick<NetworkLimits, "connectionTimeout">) {
  const wanted = Math.max(1_000, connectionTimeout / 4);
  return { autoSelectFamilyAttemptTimeout: Math.max(wanted, getDefaultAutoSelectFamilyAttemptTimeout()) };
}

function routingHandler(env: Env, limits: NetworkLimits): RequestHandler {
  const updates: Update[] = [];
  const routes = new Map<string, Promise<NodeHttpHandler>>();
  let trust: Promise<SecureContext | undefined> | undefined;

  async function open(secure: boolean, proxy: WebProxy | undefined): Promise<NodeHttpHandler> {
    // Only where TLS needs it: reading the system's certificates takes as long as a request.
    if (secure || proxy?.url.protocol === "https:")
      trust ??= import("./trust.js").then(({ trustedBy }) => trustedBy(env));
    const secureContext = await trust;
    const options =
      secure && proxy !== undefined
        ? await tunnelOptions(proxy, limits, secureContext)
        : directOptions(limits, secureContext);
    const handler = new NodeHttpHandler(options);
    for (const update of updates) handler.updateHttpClientConfig(...update);
    return handler;
  }

  return {
    metadata: { handlerProtocol: "http/1.1" },
    async handle(request, options) {
      const secure = request.protocol === "https:";
      const proxy = proxyFor(urlOf(request), env);
      const route = `${request.protocol} ${proxy?.url.href ?? "direct"}`;
      let opening = routes.get(route);
      if (opening === undefined) {
        opening = open(secure, proxy);
        routes.set(route, opening);
      }
      const handler = await opening;
      return secure || proxy === undefined
        ? handler.handle(request, options)
        : handleByProxy(handler, proxy, request, options);
    },
    destroy() {
      for (const handler of routes.values()) handler.then((each) => each.destroy()).catch(() => {});
      routes.clear();
    },
    updateHttpClientConfig(...update) {
      updates.push(update);
    },
    httpHandlerConfigs: () => directOptions(limits),
  };
}

async function tunnelOptions(
  proxy: WebProxy,
  limits: NetworkLimits,
  secureContext: SecureContext | undefined,
): Promise<NodeHttpHandlerOptions> {
  const { connectionTimeout, maxSockets, ...rest } = limits;
  const agent = await proxyAgent(proxy, {
    connectionTimeout,
    maxSockets,
    ...addressOptions(limits),
    secureContext,
  });
  // The agent applies the connection timeout itself, so that the error names a proxy that is too slow.
  return { ...rest, logger: SILENT, httpsAgent: agent };
}

/** Sends a request to a proxy without a tunnel. Its path is then a whole URL. */
async function handleByProxy(
  handler: NodeHttpHandler,
  proxy: WebProxy,
  request: Request,
  options: Parameters<Handle>[1],
): ReturnType<Handle> {
  const { protocol, hostname, port } = proxy.url;
  const toProxy = {
    protocol,
    hostname,
    port: Number(port) || (protocol === "https:" ? 443 : 80),
    path: `${urlOf(request)}${request.path}`,
    headers: { host: hostOf(request), ...request.headers, ...proxy.headers },
  };
  try {
    const answer = await handler.handle(Object.assign(HttpRequest.clone(request), toProxy), options);
    throwIfRefused(answer.response, proxy);
    return answer;
  } catch (thrown) {
    if (options?.abortSignal?.aborted) throw thrown;
    throw proxyUnreached(proxy, thrown, (thrown as Error).name === "TimeoutError");
  }
}

/** Throws where a proxy refused: status 407, or an error without JSON or XML, which errors of AWS have. */
function throwIfRefused({ statusCode, headers, body }: Response, proxy: WebProxy): void {
  if (statusCode < 400) return;
  if (statusCode !== 407 && /json|xml/.test(headers["content-type"] ?? "")) return;
  body.resume();
  throw proxyRefusal(proxy, statusCode);
}

function urlOf(request: Request): string {
  return `${request.protocol}//${hostOf(request)}`;
}

function hostOf({ hostname, port }: Request): string {
  return port === undefined ? hostname : `${hostname}:${port}`;
}
