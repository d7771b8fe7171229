/**
 * A Secrets Manager and Parameter Store on loopback that answers any id after a while, in a process of its own so that it does not share
 * a thread with what is measured. Prints its port; SIGUSR2 makes it print how many calls it had, and forget them.
 */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

interface Request {
  readonly SecretId?: string;
  readonly SecretIdList?: readonly string[];
  readonly Names?: readonly string[];
}

const LATENCY_MS = Number(process.argv[2]);
const REFUSES = process.argv[3] === "refused";
const REFUSED = {
  __type: "AccessDeniedException",
  Message:
    "User: arn:aws:iam::123456789012:user/bench is not authorized to perform: secretsmanager:BatchGetSecretValue",
};

let calls = 0;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    calls += 1;
    const { SecretId, SecretIdList, Names } = JSON.parse(Buffer.concat(chunks).toString()) as Request;
    const refused = SecretIdList !== undefined && REFUSES;
    const answer =
      (Names && { Parameters: Names.map(parameter), InvalidParameters: [] }) ??
      (SecretIdList && { SecretValues: SecretIdList.map(secret) }) ??
      secret(String(SecretId));
    const body = refused ? REFUSED : answer;
    setTimeout(() => {
      response.writeHead(refused ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(body));
    }, LATENCY_MS);
  });
});

function secret(id: string) {
  const name = id.split(":")[6]?.slice(0, -7);
  return { ARN: id, Name: name, SecretString: `value of ${name}`, CreatedDate: 1_700_000_000 };
}

function parameter(name: string) {
  return { ARN: name, Type: "SecureString", Value: `value of ${name}`, Version: 1 };
}

function writeStdout(number: number): void {
  process.stdout.write(`${number}\n`);
}

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => writeStdout((server.address() as AddressInfo).port));
process.on("SIGUSR2", () => {
  writeStdout(calls);
  calls = 0;
});
