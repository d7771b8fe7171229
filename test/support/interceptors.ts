/** Ways in which a Secrets Manager or Parameter Store, or what stands before it, can answer wrongly. */

import { setTimeout as wait } from "node:timers/promises";
import { deniedParameter } from "./parameter-store.js";
import { denied, fail, type Interceptor, type ReceivedCall, respond } from "./secrets-server.js";

const JSON_TYPE = { "content-type": "application/x-amz-json-1.1" };

/** The first call meets the first, the second the second; calls beyond them are answered as usual. */
export function inTurn(...interceptors: readonly Interceptor[]): Interceptor {
  let turn = 0;
  return (call, response) => interceptors[turn++]?.(call, response) ?? false;
}

export function times(count: number, interceptor: Interceptor): Interceptor {
  return inTurn(...Array<Interceptor>(count).fill(interceptor));
}

/** Only calls of this operation. */
export function on(operation: ReceivedCall["operation"], interceptor: Interceptor): Interceptor {
  return (call, response) => (call.operation === operation ? interceptor(call, response) : false);
}

export function failing(code: string, message: string): Interceptor {
  return (_, response) => {
    fail(response, { code, message });
    return true;
  };
}

/** With the message that AWS has for it. */
export const refusing: Interceptor = ({ operation, ids: [id = ""] }, response) => {
  fail(response, operation.startsWith("GetParameter") ? deniedParameter(operation, id) : denied(operation));
  return true;
};

export function answering(body: Readonly<Record<string, unknown>>): Interceptor {
  return (_, response) => {
    respond(response, 200, body);
    return true;
  };
}

/** These pages one after the other, each but the last with a token for the next. */
export function paging(...pages: readonly Readonly<Record<string, unknown>>[]): Interceptor {
  return inTurn(
    ...pages.map((page, index) =>
      answering(index + 1 < pages.length ? { ...page, NextToken: `page ${index + 1}` } : page),
    ),
  );
}

export function sending(body: string, status = 200): Interceptor {
  return (_, response) => {
    response.writeHead(status, JSON_TYPE).end(body);
    return true;
  };
}

/** The connection ends in the midst of a body. */
export function breakingOff(body: string): Interceptor {
  return (_, response) => {
    response.writeHead(200, { ...JSON_TYPE, "content-length": String(body.length + 100) });
    response.write(body, () => response.destroy());
    return true;
  };
}

/** As usual, after a while. */
export function late(milliseconds: number): Interceptor {
  return () => wait(milliseconds, false);
}

/** No answer, ever. */
export const silence: Interceptor = () => true;
