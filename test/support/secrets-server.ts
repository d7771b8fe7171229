/**
 * A Secrets Manager on loopback that can do what a full simulation cannot: count the calls, refuse, answer late
 * or broken. Like the real one it answers for the region that signed the request, whatever the ARN says.
 */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";

export interface StoredSecret {
  /** The full ARN. */
  readonly arn: string;
  readonly text?: string;
  readonly base64?: string;
  /** Values of stages and ids other than AWSCURRENT. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Answered in place of a value. */
  readonly error?: { readonly code: string; readonly message: string };
}

export interface ReceivedCall {
  readonly operation: "BatchGetSecretValue" | "GetSecretValue";
  readonly region: string;
  /** The access key that signed. */
  readonly key: string;
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
  /** Forgets the calls and the interceptor, and keeps these secrets only. */
  reset(secrets: readonly StoredSecret[], intercept?: Interceptor): void;
  close(): Promise<void>;
}

interface Request {
  readonly SecretId?: string;
  readonly SecretIdList?: readonly string[];
  readonly VersionStage?: string;
  readonly VersionId?: string;
}

type Answer = { readonly ARN: string } & Readonly<Record<string, unknown>>;
type Failure = { readonly code: string; readonly message: string };

const NOT_FOUND: Failure = {
  code: "ResourceNotFoundException",
  message: "Secrets Manager can't find the specified secret.",
};

/** What a server needs to speak TLS. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

/** With an identity it speaks HTTPS only. */
export async function startSecretsServer(identity?: Identity): Promise<SecretsServer> {
  let stored: Stored = new Map();
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
      const found = lookUp(stored, call.region, body);
      if ("ARN" in found) respond(response, 200, found);
      else fail(response, found);
    } else batch(stored, call, response);
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
    reset(secrets, interceptor = () => false) {
      stored = storedBy(secrets);
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

function batch(stored: Stored, { ids, region }: ReceivedCall, response: ServerResponse): void {
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

/** By region and what stands after `secret:`, with the suffix and without it, and by region and name. */
type Stored = ReadonlyMap<string, StoredSecret>;

function storedBy(secrets: readonly StoredSecret[]): Stored {
  const keyed = secrets.flatMap((secret) => {
    const [, , , region, , , ...rest] = secret.arn.split(":");
    const own = rest.join(":");
    const name = own.slice(0, -7);
    return [`${region} ${own}`, `${region} ${name}`, `${region} name ${name}`].map(
      (key) => [key, secret] as const,
    );
  });
  // Of two that answer to one name the first does.
  return new Map(keyed.toReversed());
}

/** By full ARN, partial ARN or name, and only in the region that signed: that is how the service looks. */
function lookUp(stored: Stored, region: string, request: Request): Answer | Failure {
  const { SecretId: id = "", VersionStage, VersionId } = request;
  const resource = id.startsWith("arn:") ? id.split(":").slice(6).join(":") : `name ${id}`;
  const secret = stored.get(`${region} ${resource}`);
  if (secret === undefined) return NOT_FOUND;
  if (secret.error !== undefined) return secret.error;
  const version = VersionId ?? VersionStage ?? "AWSCURRENT";
  const text = version === "AWSCURRENT" ? secret.text : secret.versions?.[version];
  if (text === undefined && secret.base64 === undefined) return NOT_FOUND;
  return {
    ARN: secret.arn,
    Name: secret.arn.split(":").slice(6).join(":").slice(0, -7),
    VersionId: "0f47c4a4-5d7b-4a0c-8d4e-1f0d8b1f3c11",
    VersionStages: [version],
    CreatedDate: 1_700_000_000,
    ...(text === undefined ? { SecretBinary: secret.base64 } : { SecretString: text }),
  };
}

function receivedCall(request: IncomingMessage, body: Request): ReceivedCall {
  const operation = String(request.headers["x-amz-target"]).split(".")[1];
  const [, key = "", region = ""] =
    /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(String(request.headers.authorization)) ?? [];
  if (operation !== "BatchGetSecretValue" && operation !== "GetSecretValue")
    throw new Error(`no such operation: ${operation}`);
  return { operation, region, key, ids: body.SecretIdList ?? [body.SecretId ?? ""] };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
