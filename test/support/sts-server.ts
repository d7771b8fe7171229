/** An AWS STS on loopback that lets every role be assumed, or none. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface StsServer {
  readonly url: string;
  /** What it was asked, and for which region it was signed. */
  readonly calls: { readonly form: URLSearchParams; readonly region: string }[];
  reset(allowed: boolean): void;
  close(): Promise<void>;
}

const DENIED = `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code>
<Message>User: arn:aws:iam::123456789012:user/pipeline is not authorized to perform: sts:AssumeRole</Message></Error></ErrorResponse>`;

export async function startStsServer(): Promise<StsServer> {
  const calls: StsServer["calls"] = [];
  let allowed = true;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    calls.push({ form, region: /\/\d{8}\/([^/]+)\//.exec(String(request.headers.authorization))?.[1] ?? "" });
    response.writeHead(allowed ? 200 : 403, { "content-type": "text/xml" });
    response.end(allowed ? assumed(String(form.get("RoleArn"))) : DENIED);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    reset(allow) {
      allowed = allow;
      calls.length = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** The access key tells whose it is: `ASIA` and the role's account. */
function assumed(role: string): string {
  const account = role.split(":")[4];
  return `<AssumeRoleResponse><AssumeRoleResult><Credentials>
<AccessKeyId>ASIA${account}</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>t</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
}
