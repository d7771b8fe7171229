/** The real executable in a company's network: the certificate authorities and proxies that the environment names. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createAuthority } from "../support/certificates.js";
import {
  ARN,
  CANARY,
  type Company,
  expectFailure,
  RESOLVED,
  runAt,
  startCompany,
} from "../support/company.js";
import { startProxy } from "../support/proxy.js";
import type { Ran } from "../support/run.js";
import { type SecretsServer, startSecretsServer } from "../support/secrets-server.js";

let company: Company;
let directory: string;
beforeAll(async () => {
  company = await startCompany();
  directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
});
beforeEach(() => company.reset());
afterAll(async () => {
  await company.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Against the https server. */
function run(
  env: Readonly<Record<string, string>>,
  { server = company.secure, input = `a: ${ARN}\n`, args = [] as readonly string[] } = {},
): Promise<Ran> {
  return runAt(server, env, input, args);
}

function targets(): readonly string[] {
  return company.proxy.asked.map(({ method, target }) => `${method} ${target}`);
}

function hostOf({ url }: SecretsServer): string {
  return new URL(url).host;
}

describe("a certificate", () => {
  test("of an unknown authority is refused, and asked for once only", async () => {
    const ran = await run({ AWS_MAX_ATTEMPTS: "3" });
    expectFailure(ran, "has a certificate that is not trusted: UNABLE_TO_VERIFY", "AWS_CA_BUNDLE");
    expect(company.secure.connections()).toBe(1);
    expect(company.secure.calls).toEqual([]);
  });

  test.each(["AWS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"])("of an authority that %s names", async (variable) => {
    expect(await run({ [variable]: company.authority.bundle })).toEqual(RESOLVED);
  });

  test("of an authority in NODE_EXTRA_CA_CERTS, beside a bundle with another", async () => {
    const other = createAuthority();
    const env = { AWS_CA_BUNDLE: other.bundle, NODE_EXTRA_CA_CERTS: company.authority.bundle };
    expect(await run(env)).toEqual(RESOLVED);
    expect(await run({ ...env, HTTPS_PROXY: `http://${company.proxy.address}` })).toEqual(RESOLVED);
    const ran = await run({ AWS_CA_BUNDLE: other.bundle });
    expectFailure(ran, "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "AWS_CA_BUNDLE");
    other.remove();
  });

  test.each([
    ["directly", () => ({})],
    ["by a proxy", () => ({ HTTPS_PROXY: `http://${company.proxy.address}` })],
    [
      "by a proxy named localhost",
      () => ({ HTTPS_PROXY: `localhost:${company.proxy.address.split(":")[1]}` }),
    ],
  ])("of another server, %s", async (_, way) => {
    const other = await startSecretsServer(company.authority.identityFor("DNS:localhost"));
    const ran = await run({ AWS_CA_BUNDLE: company.authority.bundle, ...way() }, { server: other });
    await other.close();
    expectFailure(ran, "ERR_TLS_CERT_ALTNAME_INVALID", "AWS_CA_BUNDLE");
  });

  test("inside a tunnel is looked at too", async () => {
    const ran = await run({ HTTPS_PROXY: `http://${company.proxy.address}` });
    expectFailure(ran, "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "AWS_CA_BUNDLE");
    expect(company.secure.calls).toEqual([]);
  });
});

describe("AWS_CA_BUNDLE is wrong", () => {
  test.each<[what: string, path: () => string, reason: string]>([
    ["a file that is not there", () => join(directory, "nope.pem"), "there is no such file"],
    ["a directory", () => directory, "it is a directory"],
    [
      "no certificates",
      () => {
        const path = join(directory, "notes.pem");
        writeFileSync(path, `-----BEGIN CERTIFICATE-----\n${CANARY}\n-----END CERTIFICATE-----\n`);
        return path;
      },
      "it contains no certificate in PEM format",
    ],
  ])("%s", async (_, path, reason) => {
    const ran = await run({ AWS_CA_BUNDLE: path() });
    expectFailure(ran, `AWS_CA_BUNDLE names ${path()}, which cannot be used: ${reason}`, "in PEM form");
  });

  test("and it is said once, however many regions ask", async () => {
    const input = `a: ${ARN}\nb: ${ARN.replace("us-west-2", "eu-west-1")}\n`;
    const ran = await run({ AWS_CA_BUNDLE: join(directory, "nope.pem") }, { input });
    expectFailure(ran, "2 secrets not fetched", "in PEM form");
    expect(ran.stderr.match(/^arnsubst: /gm)).toHaveLength(1);
  });
});

describe("a way through a proxy", () => {
  const trusted = (): Readonly<Record<string, string>> => ({ AWS_CA_BUNDLE: company.authority.bundle });

  test.each(["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])(
    "that %s names, to an https server",
    async (variable) => {
      expect(await run({ ...trusted(), [variable]: `http://${company.proxy.address}` })).toEqual(RESOLVED);
      expect(targets()).toEqual([`CONNECT ${hostOf(company.secure)}`]);
    },
  );

  test("with an authority in NODE_EXTRA_CA_CERTS", async () => {
    const env = {
      NODE_EXTRA_CA_CERTS: company.authority.bundle,
      HTTPS_PROXY: `http://${company.proxy.address}`,
    };
    expect(await run(env)).toEqual(RESOLVED);
    expect(company.proxy.asked).toHaveLength(1);
  });

  test("written without a scheme", async () => {
    expect(await run({ ...trusted(), HTTPS_PROXY: company.proxy.address })).toEqual(RESOLVED);
    expect(company.proxy.asked).toHaveLength(1);
  });

  test("that is spoken to by https", async () => {
    const tls = await startProxy(company.authority.identityFor("IP:127.0.0.1"));
    expect(await run({ ...trusted(), HTTPS_PROXY: `https://${tls.address}` })).toEqual(RESOLVED);
    expect(tls.asked).toHaveLength(1);
    const ran = await run({ HTTPS_PROXY: `https://${tls.address}` });
    expectFailure(ran, `UNABLE_TO_VERIFY_LEAF_SIGNATURE, from the proxy ${tls.address}`, "AWS_CA_BUNDLE");
    await tls.close();
  });

  test.each(["HTTP_PROXY", "http_proxy"])("that %s names, to an http server", async (variable) => {
    const env = { [variable]: `http://${company.proxy.address}`, HTTPS_PROXY: "http://127.0.0.1:9" };
    expect(await run(env, { server: company.plain })).toEqual(RESOLVED);
    expect(targets()).toEqual([`POST ${company.plain.url}/`]);
  });

  test.each(["NO_PROXY", "no_proxy"])("but for what %s lists", async (variable) => {
    const env = {
      ...trusted(),
      HTTPS_PROXY: `http://${company.proxy.address}`,
      [variable]: "localhost,127.0.0.1",
    };
    expect(await run(env)).toEqual(RESOLVED);
    expect(company.proxy.asked).toEqual([]);
  });

  test("keeps its connection from call to call", async () => {
    const input = `a: "${ARN}::AWSPREVIOUS"\nb: "${ARN}::AWSPENDING"\nc: ${ARN}\n`;
    for (const [server, scheme] of [
      [company.secure, "HTTPS"],
      [company.plain, "HTTP"],
    ] as const) {
      company.proxy.reset();
      const ran = await run(
        { ...trusted(), [`${scheme}_PROXY`]: `http://${company.proxy.address}` },
        { input, server, args: ["--concurrency", "1"] },
      );
      expect(ran).toEqual({ status: 0, stdout: `a: "before"\nb: "after"\nc: ${CANARY}\n`, stderr: "" });
      expect(server.calls).toHaveLength(3);
    }
    expect(company.secure.connections()).toBe(1);
  });
});
