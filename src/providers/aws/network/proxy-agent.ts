/**
 * A Node agent that connects to https servers through the tunnel of a proxy (CONNECT). The package `https-proxy-agent` does
 * most of it. This file adds the trusted certificates and the host name inside the tunnel, errors for refusals, and a
 * timeout.
 */

import type { Agent } from "node:http";
import type { Socket } from "node:net";
import { checkServerIdentity, type PeerCertificate, type SecureContext } from "node:tls";
import { omitUndefined } from "../../../core/text/omit-undefined.js";
import type { WebProxy } from "./proxies.js";
import { proxyRefusal, proxyUnreached } from "./proxy-errors.js";

export interface AgentOptions {
  /** Milliseconds for connecting to the proxy and for its answer together. */
  readonly connectionTimeout: number;
  readonly maxSockets: number;
  /** Milliseconds for each address of the proxy. */
  readonly autoSelectFamilyAttemptTimeout: number;
  readonly secureContext?: SecureContext | undefined;
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
  // Otherwise guessed from the call stack, which differs between a new socket and one that is reused.
  agent.isSecureEndpoint = () => true;
  addChecks(agent, proxy, options);
  return agent;
}

function addChecks(
  agent: ProxyAgent,
  proxy: WebProxy,
  { connectionTimeout, secureContext }: AgentOptions,
): void {
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
      // Safe with connections side by side: the next call reads it at once.
      agent.connectOpts = { ...settings, signal: attempt.signal } as typeof settings;
      const socket = await connect(request, serverOptions(options, secureContext));
      return checkTunnel(socket, status(), proxy);
    } catch (thrown) {
      throw proxyUnreached(proxy, thrown, attempt.signal.aborted);
    } finally {
      clearTimeout(timer);
      waiting.delete(attempt);
    }
  };

  // The agent does not know sockets that still wait for the proxy's answer.
  agent.destroy = () => {
    for (const attempt of waiting) attempt.abort();
    destroy();
  };
}

/** Gets the status of the proxy's answer to CONNECT; undefined where no tunnel was needed. */
function statusOf(request: Arguments[0]): () => number | undefined {
  let status: number | undefined;
  request.once("proxyConnect", (answer: { statusCode?: number }) => {
    status = answer.statusCode;
  });
  return () => status;
}

/** Throws where the proxy refused. The package takes a refusal for the server's answer, so a proxy could pose as AWS. */
function checkTunnel(socket: Socket, status: number | undefined, proxy: WebProxy): Socket {
  if (status === undefined || status === 200) return socket;
  socket.destroy();
  throw proxyRefusal(proxy, status);
}

/**
 * The TLS options for the server. The package uses its own options for an https proxy only. And where the server is an IP
 * address, it compares the certificate with the socket's name, which is the proxy's or localhost.
 */
function serverOptions(options: Arguments[1], secureContext: SecureContext | undefined): Arguments[1] {
  const { host = "" } = options;
  return {
    ...options,
    ...omitUndefined({ secureContext }),
    checkServerIdentity: (_: string, certificate: PeerCertificate) => checkServerIdentity(host, certificate),
  } as typeof options;
}
