/**
 * The way to AWS out of a company's network: HTTPS_PROXY, HTTP_PROXY, NO_PROXY and AWS_CA_BUNDLE, none of which the
 * SDK looks at. Each request is led by its own URL, because one client asks more than one host. Metadata of
 * machines and containers does not come this way: the SDK asks for that itself, and directly.
 */

import { getDefaultAutoSelectFamilyAttemptTimeout } from "node:net";
import type { SecureContext } from "node:tls";
import { HttpRequest } from "@smithy/core/protocols";
import { NodeHttpHandler, type NodeHttpHandlerOptions } from "@smithy/node-http-handler";
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
  /** For each host; no fewer than requests are in flight, as one that waits for a socket is timed already. */
  readonly maxSockets: number;
}

/** What a client of the SDK wants of a request handler. */
export type RequestHandler = Pick<
  NodeHttpHandler,
  "metadata" | "handle" | "destroy" | "updateHttpClientConfig" | "httpHandlerConfigs"
>;

type Handle = NodeHttpHandler["handle"];
type Request = Parameters<Handle>[0];
type Response = Awaited<ReturnType<Handle>>["response"];
type Update = Parameters<NodeHttpHandler["updateHttpClientConfig"]>;

/**
 * For `requestHandler` of all clients of a run, and of the clients which fetch their credentials; `destroy` ends the
 * connections of them all. Nothing is read or loaded before the first request, and what is wrong with the
 * environment is thrown there, as an error that has its reason.
 */
export function openNetwork(env: Env, limits: NetworkLimits): RequestHandler {
  const plain = !namesProxy(env) && !env["AWS_CA_BUNDLE"];
  const handler = plain ? new NodeHttpHandler(directOptions(limits)) : routed(env, limits);
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
  const trust = secureContext === undefined ? {} : { secureContext };
  return { ...limits, httpAgent: pool, httpsAgent: { ...pool, ...trust }, logger: SILENT };
}

/**
 * Node tries the addresses of a host one after the other, each for 250 ms: too short for a first packet that takes the
 * long way. A quarter of the time for connecting leaves room for a packet that is lost and sent again after a second, and
 * for other addresses where one is dead.
 */
function addressOptions({ connectionTimeout }: Pick<NetworkLimits, "connectionTimeout">) {
  const wanted = Math.max(1_000, connectionTimeout / 4);
  return { autoSelectFamilyAttemptTimeout: Math.max(wanted, getDefaultAutoSelectFamilyAttemptTimeout()) };
}

function routed(env: Env, limits: NetworkLimits): RequestHandler {
  const updates: Update[] = [];
  const routes = new Map<string, Promise<NodeHttpHandler>>();
  let trust: Promise<SecureContext | undefined> | undefined;

  async function open(secure: boolean, proxy: WebProxy | undefined): Promise<NodeHttpHandler> {
    // Reading a system's certificates takes as long as a request.
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
    ...(secureContext === undefined ? {} : { secureContext }),
  });
  // The agent minds the time of connecting itself, so that the proxy is named where it is too slow.
  return { ...rest, logger: SILENT, httpsAgent: agent };
}

/** Without a tunnel a proxy is asked for whole URLs. */
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
    refuse(answer.response, proxy);
    return answer;
  } catch (thrown) {
    if (options?.abortSignal?.aborted) throw thrown;
    throw proxyUnreached(proxy, thrown, (thrown as Error).name === "TimeoutError");
  }
}

/** Without a tunnel a proxy's refusal comes in the place of an answer. AWS sends JSON or XML, and never a 407. */
function refuse({ statusCode, headers, body }: Response, proxy: WebProxy): void {
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
