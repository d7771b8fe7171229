/**
 * The way to AWS out of a company's network: HTTPS_PROXY, HTTP_PROXY, NO_PROXY and AWS_CA_BUNDLE, none of which the
 * SDK looks at. Each request is led by its own URL, because one client asks more than one host. Metadata of
 * machines and containers does not come this way: the SDK asks for that itself, and directly.
 */

import type { SecureContext } from "node:tls";
import { NodeHttpHandler, type NodeHttpHandlerOptions } from "@smithy/node-http-handler";
import { type Env, namesProxy, proxyFor, type WebProxy } from "./proxies.js";
import { proxyAgent } from "./proxy-agent.js";
import { proxyRefusal } from "./proxy-errors.js";
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

type Request = Parameters<NodeHttpHandler["handle"]>[0];
type Response = Awaited<ReturnType<NodeHttpHandler["handle"]>>["response"];
type Update = Parameters<NodeHttpHandler["updateHttpClientConfig"]>;

/**
 * For `requestHandler` of all clients of a run, and of the clients which fetch their credentials; `destroy` ends the
 * connections of them all. Nothing is read or loaded before the first request, and what is wrong with the
 * environment is thrown there, as an error that `networkFaultOf` knows.
 */
export function openNetwork(env: Env, limits: NetworkLimits): RequestHandler {
  const plain = !namesProxy(env) && !env["AWS_CA_BUNDLE"];
  return plain ? new NodeHttpHandler(directOptions(limits)) : routed(env, limits);
}

function directOptions(
  { maxSockets, ...limits }: NetworkLimits,
  secureContext?: SecureContext,
): NodeHttpHandlerOptions {
  const pool = { keepAlive: true, maxSockets };
  const trust = secureContext === undefined ? {} : { secureContext };
  return { ...limits, httpAgent: pool, httpsAgent: { ...pool, ...trust }, logger: SILENT };
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
      proxy === undefined
        ? directOptions(limits, secureContext)
        : await proxyOptions(secure, proxy, limits, secureContext);
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
      let handler = routes.get(route);
      if (handler === undefined) {
        handler = open(secure, proxy);
        routes.set(route, handler);
      }
      const answer = await (await handler).handle(request, options);
      if (proxy !== undefined && !secure) refuse(answer.response, proxy);
      return answer;
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

async function proxyOptions(
  secure: boolean,
  proxy: WebProxy,
  limits: NetworkLimits,
  secureContext: SecureContext | undefined,
): Promise<NodeHttpHandlerOptions> {
  const { connectionTimeout, maxSockets, ...rest } = limits;
  const agent = await proxyAgent(secure, proxy, {
    connectionTimeout,
    maxSockets,
    ...(secureContext === undefined ? {} : { secureContext }),
  });
  // The agent minds the time of connecting itself, so that the proxy is named where it is too slow.
  return { ...rest, logger: SILENT, [secure ? "httpsAgent" : "httpAgent"]: agent };
}

/** Without a tunnel a proxy's refusal comes in the place of an answer. AWS sends JSON or XML, and never a 407. */
function refuse({ statusCode, headers, body }: Response, proxy: WebProxy): void {
  if (statusCode < 400) return;
  if (statusCode !== 407 && /json|xml/.test(headers["content-type"] ?? "")) return;
  body.resume();
  throw proxyRefusal(proxy, statusCode);
}

function urlOf({ protocol, hostname, port }: Request): string {
  return `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}`;
}
