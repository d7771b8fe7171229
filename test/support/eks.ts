/** What gives a pod on EKS its credentials: STS for IRSA, and the agent of EKS Pod Identity. On loopback, one server for both. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Eks {
  readonly url: string;
  /** What it was asked: the agent's token, or the role and the web identity. */
  readonly asked: string[];
  close(): Promise<unknown>;
}

/** Their access keys tell them apart. */
export const KEYS = { irsa: "ASIAIRSA", podIdentity: "ASIAPOD" } as const;
const EXPIRATION = "2099-01-01T00:00:00Z";

export async function startEks(): Promise<Eks> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.url === "/v1/credentials") {
      asked.push(request.headers.authorization ?? "");
      response.writeHead(200, { "content-type": "application/json" }).end(
        JSON.stringify({
          AccessKeyId: KEYS.podIdentity,
          SecretAccessKey: "x",
          Token: "t",
          Expiration: EXPIRATION,
        }),
      );
      return;
    }
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    asked.push(`${form.get("Action")} ${form.get("RoleArn")} ${form.get("WebIdentityToken")}`);
    response.writeHead(200, { "content-type": "text/xml" }).end(
      `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>
<AccessKeyId>${KEYS.irsa}</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>t</SessionToken>
<Expiration>${EXPIRATION}</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
