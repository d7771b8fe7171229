/** Proxies that want credentials, refuse or are not there: what the real executable says, and what it keeps secret. */

import { type AddressInfo, createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  ARN,
  CANARY,
  type Company,
  expectFailure,
  PASSWORD,
  RESOLVED,
  runAt,
  startCompany,
} from "../support/company.js";
import type { Ran } from "../support/run.js";

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
beforeEach(() => company.reset());
afterAll(async () => {
  await company.close();
});

/** Against the https server. */
function run(env: Readonly<Record<string, string>>, { server = company.secure } = {}): Promise<Ran> {
  return runAt(server, env);
}

describe("a proxy with credentials", () => {
  const withUser = (): string => `http://user:${PASSWORD}@${company.proxy.address}`;
  const ways = [
    [
      "a tunnel",
      () => company.secure,
      () => ({ HTTPS_PROXY: withUser(), AWS_CA_BUNDLE: company.authority.bundle }),
    ],
    ["whole URLs", () => company.plain, () => ({ HTTP_PROXY: withUser() })],
  ] as const;

  test.each(ways)("takes them: %s", async (_, server, env) => {
    company.proxy.reset({ credentials: `user:${PASSWORD}` });
    expect(await run({ ...env(), DEBUG: "*" }, { server: server() })).toEqual(RESOLVED);
  });

  test.each(ways)("refuses others, and the password is not told: %s", async (_, server, env) => {
    company.proxy.reset({ credentials: "somebody:else" });
    const ran = await run({ ...env(), DEBUG: "*" }, { server: server() });
    expectFailure(ran, `the proxy ${company.proxy.address} (HTTP`, "http://user:password@host:port");
    expect(ran.stderr).toContain("refuses with HTTP status 407");
    expect(server().calls).toEqual([]);
  });

  test("with special characters in the password", async () => {
    company.proxy.reset({ credentials: `us@r:${PASSWORD}/#?%` });
    const url = `http://us%40r:${PASSWORD}%2F%23%3F%25@${company.proxy.address}`;
    expect(await run({ HTTPS_PROXY: url, AWS_CA_BUNDLE: company.authority.bundle })).toEqual(RESOLVED);
  });
});

describe("a proxy that lets nothing through", () => {
  const forged = JSON.stringify({ SecretValues: [{ ARN, Name: "db", SecretString: "forged" }] });

  test.each([407, 403, 502, 201, 299])("a tunnel is answered with %i", async (status) => {
    company.proxy.reset({ refuse: { status, body: `${forged}${CANARY}` } });
    const ran = await run({ HTTPS_PROXY: `http://user:${PASSWORD}@${company.proxy.address}` });
    const said = `the proxy ${company.proxy.address} (HTTPS_PROXY) refuses with HTTP status ${status}`;
    expectFailure(ran, `Secrets Manager in us-west-2 cannot be reached: ${said}`, "NO_PROXY");
    const hint =
      status === 407
        ? "write the proxy's user and password in its URL, http://user:password@host:port"
        : "the proxy has to allow the connection";
    expect(ran.stderr).toContain(`\n  = ${hint}; NO_PROXY lists hosts to reach without it\n`);
    expect(company.secure.connections()).toBe(0);
  });

  test.each([407, 403, 502])("a whole URL is answered with %i", async (status) => {
    company.proxy.reset({ refuse: { status, body: `<html>${CANARY}</html>` } });
    const ran = await run(
      { HTTP_PROXY: `http://user:${PASSWORD}@${company.proxy.address}` },
      { server: company.plain },
    );
    expectFailure(
      ran,
      `the proxy ${company.proxy.address} (HTTP_PROXY) refuses with HTTP status ${status}`,
      "NO_PROXY",
    );
  });

  test.each([
    [403, 1],
    [407, 1],
    [503, 3],
  ])("%i is asked for %i times at most", async (status, times) => {
    company.proxy.reset({ refuse: { status } });
    await run({ HTTPS_PROXY: `http://${company.proxy.address}`, AWS_MAX_ATTEMPTS: "3" });
    // What a batch is refused is not asked for one by one.
    expect(company.proxy.asked).toHaveLength(times);
  });

  test.each([
    ["HTTPS_PROXY", () => company.secure],
    ["HTTP_PROXY", () => company.plain],
  ])("none is there: %s", async (variable, server) => {
    const ran = await run({ [variable]: `http://user:${PASSWORD}@127.0.0.1:9` }, { server: server() });
    expectFailure(
      ran,
      `no connection to the proxy 127.0.0.1:9 (${variable}): ECONNREFUSED`,
      "\n  = check the host and the port in the variable; NO_PROXY lists hosts to reach without it\n",
    );
  });

  test("it never answers", async () => {
    company.proxy.reset({ mute: true });
    const ran = await run({ HTTPS_PROXY: `http://user:${PASSWORD}@${company.proxy.address}` });
    expectFailure(ran, `the proxy ${company.proxy.address} (HTTPS_PROXY) did not answer in time`, "NO_PROXY");
  });

  test.each([
    ["closed the connection without an answer", "HTTP/1.1"],
    ["does not speak HTTP", `220 ${CANARY} ESMTP\r\n\r\n`],
  ])("it %s", async (said, greeting) => {
    const server = createServer((socket) =>
      socket
        .on("error", () => {})
        .resume()
        .end(greeting),
    );
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const ran = await run({ HTTPS_PROXY: `http://user:${PASSWORD}@${address}` });
    await new Promise((done) => server.close(done));
    expectFailure(ran, `the proxy ${address} (HTTPS_PROXY) ${said}`, "NO_PROXY");
  });

  test("it speaks TLS, of an authority that is not known", async () => {
    const ran = await run({ HTTPS_PROXY: company.secure.url });
    expectFailure(ran, `from the proxy ${new URL(company.secure.url).host}`, "AWS_CA_BUNDLE");
  });
});

describe("a variable that names no proxy", () => {
  test.each([
    [
      "another kind",
      `socks5://user:${PASSWORD}@127.0.0.1:1080`,
      "names a proxy with an unsupported protocol: socks5",
    ],
    ["no host", `http://user:${PASSWORD}@`, "is not the URL of a proxy"],
    ["a port that is none", `http://user:${PASSWORD}@127.0.0.1:99999`, "is not the URL of a proxy"],
    [
      "a # in the password",
      `http://user:31#${PASSWORD}@127.0.0.1:9`,
      "has something after the host and port",
    ],
    [
      "a / in the password",
      `http://user:31/${PASSWORD}@127.0.0.1:9`,
      "has something after the host and port",
    ],
    ["a % in the password", `http://user:${PASSWORD}%@127.0.0.1:9`, "has a % in its user or password"],
  ])("%s", async (_, url, said) => {
    expectFailure(await run({ https_proxy: url }), `arnsubst: https_proxy ${said}`, "special characters");
  });

  test("is no matter where it is not used", async () => {
    const wrong = { HTTPS_PROXY: "socks5://127.0.0.1:1080" };
    expect(await run({ ...wrong }, { server: company.plain })).toEqual(RESOLVED);
    const direct = { ...wrong, NO_PROXY: "127.0.0.1", AWS_CA_BUNDLE: company.authority.bundle };
    expect(await run(direct)).toEqual(RESOLVED);
  });
});
