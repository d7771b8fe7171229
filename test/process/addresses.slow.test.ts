/** Hosts with two addresses, the first of which is late or dead: the server's, and those of a proxy. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ARN, type Company, RESOLVED, startCompany } from "../support/company.js";
import { AWS_ENV, type Ran, runExecutable } from "../support/run.js";

const PRELOAD = fileURLToPath(new URL("../support/addresses.cjs", import.meta.url));
/** Beyond the 250 ms that Node gives an address by default, and within the second that each has here. */
const LATE = "700";

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
beforeEach(() => company.reset());
afterAll(() => company.close());

type Way = readonly [
  what: string,
  host: () => Company["plain"] | Company["proxy"],
  settings: (url: string) => { readonly endpoint: string; readonly env: Readonly<Record<string, string>> },
];

const WAYS: readonly Way[] = [
  ["directly", () => company.plain, (name: string) => ({ endpoint: name, env: {} })],
  ["by whole URLs", () => company.proxy, (name: string) => viaProxy("HTTP_PROXY", name, company.plain.url)],
  ["by a tunnel", () => company.proxy, (name: string) => viaProxy("HTTPS_PROXY", name, company.secure.url)],
];

function viaProxy(variable: string, name: string, endpoint: string) {
  return { endpoint, env: { [variable]: name, AWS_CA_BUNDLE: company.authority.bundle } };
}

function portOf(host: Company["plain"] | Company["proxy"]): number {
  return Number(("url" in host ? host.url : host.address).split(":").at(-1));
}

/** One attempt, in which each address has its turn. */
function run(way: Way, env: Readonly<Record<string, string>>): Promise<Ran> {
  const [, host, settings] = way;
  const { endpoint, env: own } = settings(`http://two.test:${portOf(host())}`);
  return runExecutable(["--endpoint-url", endpoint], {
    input: `a: ${ARN}\n`,
    env: { ...AWS_ENV, AWS_MAX_ATTEMPTS: "1", ...own, ...env },
    node: ["--require", PRELOAD],
  });
}

describe.each(WAYS)("%s", (...way) => {
  test("the first is late, and nobody is at the second", async () => {
    expect(await run(way, { ADDRESSES: "127.0.0.1 127.0.0.2", LATE_ADDRESSES: "127.0.0.1", LATE })).toEqual(
      RESOLVED,
    );
  });

  test.runIf(process.platform === "linux")("the first is dead, and the second late", async () => {
    const dead = await startDead(portOf(way[1]()));
    const ran = await run(way, { ADDRESSES: "127.0.0.2 127.0.0.1", LATE_ADDRESSES: "127.0.0.1", LATE });
    await dead.end();
    expect(ran).toEqual(RESOLVED);
  });
});

/** At 127.0.0.2, and drops the packets of who would connect: its queue is full, and nobody takes from it. */
async function startDead(port: number) {
  const program = `require("node:net").createServer().listen({ port: ${port}, host: "127.0.0.2", backlog: 1 }, () => {
    process.stdout.write("ready", () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  })`;
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const queue: Socket[] = Array.from({ length: 4 }, () => connect(port, "127.0.0.2").on("error", () => {}));
  await Promise.all(queue.slice(0, 2).map((socket) => once(socket, "connect")));
  return {
    async end() {
      for (const socket of queue) socket.destroy();
      child.kill("SIGKILL");
      await once(child, "close");
    },
  };
}
