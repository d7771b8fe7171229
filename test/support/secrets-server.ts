/**
 * A Secrets Manager and Parameter Store on loopback that can do what a full simulation cannot: count the calls, refuse,
 * answer late or broken. Like the real ones it answers for the region that signed the request.
 */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { answerParameters, parametersBy, type StoredParameter } from "./parameter-store.js";
import { type Failure, lookUp, type Secrets, type StoredSecret, secretsBy } from "./secret-store.js";

export type { StoredSecret } from "./secret-store.js";

const OPERATIONS = ["BatchGetSecretValue", "GetSecretValue", "GetParameters", "GetParameter"] as const;

export interface ReceivedCall {
  readonly operation: (typeof OPERATIONS)[number];
  readonly region: string;
  /** The access key that signed. */
  readonly key: string;
  /** As they were asked for: ARNs or names. */
  readonly ids: readonly string[];
}

/** Takes a call's response over; answer false to let the server go on as usual. */
export type Interceptor = (call: ReceivedCall, response: ServerResponse) => boolean | Promise<boolean>;

export interface SecretsServer {
  readonly url: string;
  readonly calls: ReceivedCall[];
  /** How many sockets were opened to it, since the last reset. */
  connections(): number;
  /** How many calls it has had in hand at once, at the most, since the last reset. */
  most(): number;
  /** Forgets the calls and the interceptor, and keeps these secrets and parameters only. */
  reset(stored: readonly (StoredSecret | StoredParameter)[], intercept?: Interceptor): void;
  close(): Promise<void>;
}

interface Request {
  readonly SecretId?: string;
  readonly SecretIdList?: readonly string[];
  readonly VersionStage?: string;
  readonly VersionId?: string;
  readonly Name?: string;
  readonly Names?: readonly string[];
  readonly WithDecryption?: boolean;
}

/** What a server needs to speak TLS. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

/** With an identity it speaks HTTPS only. */
export async function startSecretsServer(identity?: Identity): Promise<SecretsServer> {
  let secrets = secretsBy([]);
  let parameters = parametersBy([]);
  let intercept: Interceptor = () => false;
  const calls: ReceivedCall[] = [];
  let connections = 0;
  let [open, most] = [0, 0];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = JSON.parse(await textOf(request)) as Request;
    const call = receivedCall(request, body);
    calls.push(call);
    open += 1;
    most = Math.max(most, open);
    response.once("close", () => {
      open -= 1;
    });
    if (await intercept(call, response)) return;
    if (call.operation === "GetSecretValue") {
      const found = lookUp(secrets, call.region, body);
      if ("ARN" in found) respond(response, 200, found);
      else fail(response, found);
    } else if (call.operation === "BatchGetSecretValue") batch(secrets, call, response);
    else {
      const reply = answerParameters(parameters, call, body.WithDecryption === true);
      respond(response, reply.status, reply.body);
    }
  };
  const server = identity === undefined ? createServer(answer) : createSecureServer(identity, answer);
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `${identity === undefined ? "http" : "https"}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    connections: () => connections,
    most: () => most,
    reset(stored, interceptor = () => false) {
      secrets = secretsBy(stored.filter((each): each is StoredSecret => !("type" in each)));
      parameters = parametersBy(stored.filter((each) => "type" in each));
      intercept = interceptor;
      calls.length = 0;
      connections = 0;
      [open, most] = [0, 0];
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Of every answer. */
export const REQUEST_ID = "7f2c0d1e-5b6a-4c3d-8e9f-0a1b2c3d4e5f";

export function fail(response: ServerResponse, { code, message }: Failure): void {
  respond(response, 400, { __type: code, Message: message });
}

export function respond(
  response: ServerResponse,
  status: number,
  body: Readonly<Record<string, unknown>>,
): void {
  response
    .writeHead(status, { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": REQUEST_ID })
    .end(JSON.stringify(body));
}

/** The answer of AWS to a caller whose policy lacks an action. */
export function denied(operation: string): Failure {
  const user = "arn:aws:iam::123456789012:user/pipeline";
  return {
    code: "AccessDeniedException",
    message: `User: ${user} is not authorized to perform: secretsmanager:${operation} because no identity-based policy allows it`,
  };
}

function batch(stored: Secrets, { ids, region }: ReceivedCall, response: ServerResponse): void {
  if (ids.length === 0 || ids.length > 20) {
    fail(response, {
      code: "ValidationException",
      message: "SecretIdList must have length between 1 and 20",
    });
    return;
  }
  const answers = ids.map((id) => ({ id, found: lookUp(stored, region, { SecretId: id }) }));
  respond(response, 200, {
    SecretValues: answers.flatMap(({ found }) => ("ARN" in found ? [found] : [])),
    Errors: answers.flatMap(({ id, found }) =>
      "ARN" in found ? [] : [{ SecretId: id, ErrorCode: found.code, Message: found.message }],
    ),
  });
}

function receivedCall(request: IncomingMessage, body: Request): ReceivedCall {
  const target = String(request.headers["x-amz-target"]).split(".")[1];
  const operation = OPERATIONS.find((each) => each === target);
  const [, key = "", region = ""] =
    /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(String(request.headers.authorization)) ?? [];
  if (operation === undefined) throw new Error(`no such operation: ${target}`);
  const ids = body.SecretIdList ?? body.Names ?? [body.SecretId ?? body.Name ?? ""];
  return { operation, region, key, ids };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
