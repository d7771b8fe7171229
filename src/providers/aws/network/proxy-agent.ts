/**
 * A Node agent that leads through a proxy's tunnel to https servers. The package does the speaking; here is what it
 * leaves open: which certificates count inside the tunnel and for whose host, what becomes of a refusal, and an end to
 * waiting.
 */

import type { Agent } from "node:http";
import type { Socket } from "node:net";
import { checkServerIdentity, type PeerCertificate, type SecureContext } from "node:tls";
import type { WebProxy } from "./proxies.js";
import { proxyRefusal, proxyUnreached } from "./proxy-errors.js";

export interface AgentOptions {
  /** For the way to the proxy and for its answer together. */
  readonly connectionTimeout: number;
  readonly maxSockets: number;
  /** Milliseconds for each address of the proxy. */
  readonly autoSelectFamilyAttemptTimeout: number;
  readonly secureContext?: SecureContext;
}

type Package = typeof import("https-proxy-agent");
type ProxyAgent = InstanceType<Package["HttpsProxyAgent"]>;
type Connect = ProxyAgent["connect"];
type Arguments = Parameters<Connect>;

export async function proxyAgent(proxy: WebProxy, options: AgentOptions): Promise<Agent> {
  const { HttpsProxyAgent } = await import("https-proxy-agent");
  const { connectionTimeout, ...forProxy } = options;
  const { url, headers } = proxy;
  const agent = new HttpsProxyAgent(url, { keepAlive: true, ...forProxy, headers: { ...headers } });
  // Else guessed from the call stack, which is not the same when a socket is kept as when one is looked for.
  agent.isSecureEndpoint = () => true;
  guard(agent, proxy, options);
  return agent;
}

function guard(agent: ProxyAgent, proxy: WebProxy, { connectionTimeout, secureContext }: AgentOptions): void {
  const connect = agent.connect.bind(agent) as Connect;
  const destroy = agent.destroy.bind(agent);
  const settings = agent.connectOpts;
  const waiting = new Set<AbortController>();

  agent.connect = async (request: Arguments[0], options: Arguments[1]) => {
    const attempt = new AbortController();
    const timer = setTimeout(() => attempt.abort(), connectionTimeout);
    waiting.add(attempt);
    const status = statusOf(request);
    try {
      // The call below reads it before anything else can happen.
      agent.connectOpts = { ...settings, signal: attempt.signal } as typeof settings;
      const socket = await connect(request, forServer(options, secureContext));
      return passed(socket, status(), proxy);
    } catch (thrown) {
      throw proxyUnreached(proxy, thrown, attempt.signal.aborted);
    } finally {
      clearTimeout(timer);
      waiting.delete(attempt);
    }
  };

  // The agent knows of its sockets only when the proxy has answered.
  agent.destroy = () => {
    for (const attempt of waiting) attempt.abort();
    destroy();
  };
}

/** What a proxy has answered to CONNECT; `undefined` where it was asked for no tunnel. */
function statusOf(request: Arguments[0]): () => number | undefined {
  let status: number | undefined;
  request.once("proxyConnect", (answer: { statusCode?: number }) => {
    status = answer.statusCode;
  });
  return () => status;
}

/** The package has a refusal read as the server's answer, so that a proxy could speak as if it were AWS. */
function passed(socket: Socket, status: number | undefined, proxy: WebProxy): Socket {
  if (status === undefined || status === 200) return socket;
  socket.destroy();
  throw proxyRefusal(proxy, status);
}

/**
 * The package hands its own TLS options to an https proxy only; and it takes the name to look for in a certificate
 * from the socket where the server is named by an address: the proxy's, or localhost.
 */
function forServer(
  options: Parameters<Connect>[1],
  secureContext: SecureContext | undefined,
): typeof options {
  const { host = "" } = options;
  return {
    ...options,
    ...(secureContext === undefined ? {} : { secureContext }),
    checkServerIdentity: (_: string, certificate: PeerCertificate) => checkServerIdentity(host, certificate),
  } as typeof options;
}
