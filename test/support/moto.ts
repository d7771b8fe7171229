/** moto's server, a Secrets Manager and Parameter Store of its own making, on a free loopback port. */

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SSMClient } from "@aws-sdk/client-ssm";

export interface Moto {
  readonly url: string;
  clientFor(region: string): SecretsManagerClient;
  parametersIn(region: string): SSMClient;
  /** Forgets all secrets and parameters. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

const PATIENCE_MS = 60_000;

/** `ARNSUBST_REQUIRE_MOTO=1` makes its absence a failure: CI is to run these tests, not to leave them out. */
export function hasMoto(): boolean {
  const found = spawnSync("moto_server", ["--help"], { stdio: "ignore" }).status === 0;
  if (!found && process.env["ARNSUBST_REQUIRE_MOTO"] === "1")
    throw new Error("moto_server is not on the PATH");
  return found;
}

export async function startMoto(): Promise<Moto> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  const clients: { destroy(): void }[] = [];
  const open = <T extends { destroy(): void }>(Client: new (options: object) => T, region: string): T => {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const client = new Client({ region, endpoint: url, credentials });
    clients.push(client);
    return client;
  };
  await answers(`${url}/moto-api/`, () => child.exitCode);
  return {
    url,
    clientFor: (region) => open(SecretsManagerClient, region),
    parametersIn: (region) => open(SSMClient, region),
    async reset() {
      await fetch(`${url}/moto-api/reset`, { method: "POST" });
    },
    async stop() {
      for (const client of clients) client.destroy();
      const closed = once(child, "close");
      child.kill();
      await closed;
    },
  };
}

async function answers(url: string, exitCode: () => number | null): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    if (exitCode() !== null) throw new Error(`moto_server ended with ${exitCode()}`);
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await wait(100);
  }
  throw new Error("moto_server did not answer in time");
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
