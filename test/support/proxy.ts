/** A forward proxy on loopback that writes down what it is asked, and lets through what it is told to. */

import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Identity } from "./secrets-server.js";

/** One CONNECT, or one request with a whole URL. */
export interface Asked {
  readonly method: string;
  /** `host:port` of a CONNECT, a URL otherwise. */
  readonly target: string;
  readonly authorization: string | undefined;
}

export interface ProxyRules {
  /** Answered to everything, in place of letting it through. */
  readonly refuse?: { readonly status: number; readonly body?: string };
  /** Takes what it is asked, and never answers. */
  readonly mute?: boolean;
  /** Without these, `user:password`, the answer is 407. */
  readonly credentials?: string;
}

export interface ForwardProxy {
  /** `host:port`. */
  readonly address: string;
  readonly asked: Asked[];
  /** Forgets what was asked. */
  reset(rules?: ProxyRules): void;
  close(): Promise<void>;
}

/** With an identity it is spoken to by HTTPS. */
export async function startProxy(identity?: Identity): Promise<ForwardProxy> {
  let rules: ProxyRules = {};
  const asked: Asked[] = [];
  const sockets = new Set<Socket>();
  const hear = ({ method = "", url: target = "", headers }: IncomingMessage): ProxyRules["refuse"] => {
    const authorization = headers["proxy-authorization"];
    asked.push({ method, target, authorization });
    const { refuse, credentials } = rules;
    const expected = `Basic ${Buffer.from(credentials ?? "").toString("base64")}`;
    return refuse ?? (credentials === undefined || authorization === expected ? undefined : { status: 407 });
  };
  const pass = (incoming: IncomingMessage, response: ServerResponse) => {
    const refusal = hear(incoming);
    if (rules.mute) return;
    if (refusal !== undefined) refuseRequest(response, refusal);
    else passRequest(incoming, response);
  };
  const server = identity === undefined ? createServer(pass) : createSecureServer(identity, pass);
  server.on("connection", (socket: Socket) => track(socket, sockets));
  server.on("connect", (incoming: IncomingMessage, socket: Socket) => {
    const refusal = hear(incoming);
    if (rules.mute) return;
    if (refusal === undefined) tunnel(incoming.url ?? "", socket, sockets);
    else socket.end(`HTTP/1.1 ${refusal.status} No\r\n\r\n${refusal.body ?? ""}`);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    reset(next = {}) {
      rules = next;
      asked.length = 0;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

function refuseRequest(response: ServerResponse, { status, body }: NonNullable<ProxyRules["refuse"]>): void {
  response.writeHead(status, { "content-type": "text/html" }).end(body ?? "<html>no</html>");
}

function passRequest(incoming: IncomingMessage, response: ServerResponse): void {
  const { method, headers, url = "" } = incoming;
  const onward = forward(url, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => refuseRequest(response, { status: 502 }));
  incoming.pipe(onward);
}

function tunnel(target: string, socket: Socket, sockets: Set<Socket>): void {
  const { hostname, port } = new URL(`http://${target}`);
  const onward = connect(Number(port), hostname, () => {
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    onward.pipe(socket).pipe(onward);
  });
  track(onward, sockets);
  onward.on("error", () => socket.destroy());
  socket.on("error", () => onward.destroy());
}

/** Ended with the proxy, if nobody has ended them before. */
function track(socket: Socket, sockets: Set<Socket>): void {
  sockets.add(socket);
  socket.on("error", () => {});
  socket.on("close", () => sockets.delete(socket));
}
