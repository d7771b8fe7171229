/** How requests get to AWS: connections that are kept, and limits on how long they may take. */

import { NodeHttpHandler } from "@smithy/node-http-handler";
import { SILENT } from "./silent.js";

export interface Network {
  readonly requestHandler: NodeHttpHandler;
  /** Ends all connections, those in use too. */
  close(): void;
}

const CONNECT_MS = 5_000;
const ANSWER_MS = 20_000;

export function openNetwork(maxSockets: number): Network {
  const agent = { keepAlive: true, maxSockets };
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: CONNECT_MS,
    requestTimeout: ANSWER_MS,
    throwOnRequestTimeout: true,
    httpAgent: agent,
    httpsAgent: agent,
    logger: SILENT,
  });
  return { requestHandler, close: () => requestHandler.destroy() };
}
