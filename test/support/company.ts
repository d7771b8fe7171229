/** A company's network on loopback: its own certificate authority, servers behind TLS and without, and a proxy. */

import { expect } from "vitest";
import { type Authority, createAuthority } from "./certificates.js";
import { type ForwardProxy, startProxy } from "./proxy.js";
import { AWS_ENV, type Ran, runExecutable } from "./run.js";
import { type SecretsServer, startSecretsServer } from "./secrets-server.js";

export const CANARY = "cAnArY7f3b";
export const PASSWORD = "pr0xyWord";
export const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:db-AbCdEf";
export const RESOLVED = { status: 0, stdout: `a: ${CANARY}\n`, stderr: "" };

export interface Company {
  readonly authority: Authority;
  /** Its certificate is of the authority. */
  readonly secure: SecretsServer;
  readonly plain: SecretsServer;
  readonly proxy: ForwardProxy;
  /** Both servers hold the secret, and nobody was asked for anything. */
  reset(): void;
  close(): Promise<void>;
}

export async function startCompany(): Promise<Company> {
  const authority = createAuthority();
  const secure = await startSecretsServer(authority.identityFor("IP:127.0.0.1"));
  const plain = await startSecretsServer();
  const proxy = await startProxy();
  return {
    authority,
    secure,
    plain,
    proxy,
    reset() {
      const versions = { AWSPREVIOUS: "before", AWSPENDING: "after" };
      for (const server of [secure, plain]) server.reset([{ arn: ARN, text: CANARY, versions }]);
      proxy.reset();
    },
    async close() {
      for (const each of [secure, plain, proxy]) await each.close();
      authority.remove();
    },
  };
}

/** The real executable against one of the servers, with one attempt where the environment does not say more. */
export function runAt(
  server: SecretsServer,
  env: Readonly<Record<string, string>>,
  input = `a: ${ARN}\n`,
  args: readonly string[] = [],
): Promise<Ran> {
  const surroundings = { ...AWS_ENV, AWS_MAX_ATTEMPTS: "1", ...env };
  return runExecutable(["--endpoint-url", server.url, ...args], { input, env: surroundings });
}

/** A world that is wrong, and told without the secret's value and the proxy's password. */
export function expectFailure({ status, stdout, stderr }: Ran, said: string, hint: string): void {
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
  expect(stderr).toContain(said);
  expect(stderr).toContain(hint);
  const base64 = Buffer.from(`user:${PASSWORD}`).toString("base64");
  for (const secret of [CANARY, PASSWORD, base64]) expect(stderr).not.toContain(secret);
}
