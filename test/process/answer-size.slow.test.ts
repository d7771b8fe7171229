/** Answers without an end, with the real executable: each is given up, and the memory stays what it was. */

import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import { arn } from "../support/arns.js";
import { AWS_ENV, type Ran, runExecutable } from "../support/run.js";
import { REQUEST_ID } from "../support/secrets-server.js";
import { test } from "../support/test.js";

const INPUT = `a: ${arn("a")}\n`;
const MANY = Buffer.alloc(1 << 20, "cAnArY7f3b");
const TOO_LARGE = "an answer of more than 40 MB, which is more than AWS ever sends";
/** A start of the SDK takes 100 MB, and Node keeps what it has read a while longer. */
const MOST_RESIDENT = 400;

/** What it takes at the most, in MB, is the last line of stderr. */
const PEAK = `data:text/javascript,process.on("exit", () => console.error(Math.round(process.resourceUsage().maxRSS / 1024)))`;

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const ran = await runExecutable(args, {
    input: INPUT,
    env: { ...AWS_ENV, ...env },
    node: ["--import", PEAK],
  });
  const resident = Number(/\n(\d+)\n$/.exec(ran.stderr)?.[1]);
  expect(resident).toBeGreaterThan(10);
  expect(resident).toBeLessThan(MOST_RESIDENT);
  expect(ran).toMatchObject({ status: 3, stdout: "" });
  expect(ran.stderr).not.toContain("cAnArY");
  return ran;
}

/** 1 GB, as fast as it is read, until nobody reads on. */
function pour(response: ServerResponse, times = 1_024): void {
  if (!response.destroyed && times > 0) response.write(MANY, () => pour(response, times - 1));
}

const SAID = `Secrets Manager in us-west-2 gave no usable answer: ${TOO_LARGE}`;

test.for<[what: string, headers: Readonly<Record<string, string>>, status: number]>([
  ["of no known length", {}, 200],
  ["of a length that it says", { "content-length": String(1_024 << 20) }, 200],
  ["that is an error", {}, 500],
])("an answer of 1 GB %s", async ([_, headers, status], { server }) => {
  server.reset([], (__, response) => {
    response.writeHead(status, { ...headers, "x-amzn-requestid": REQUEST_ID });
    pour(response);
    return true;
  });
  const { stderr } = await run(["--endpoint-url", server.url], { AWS_MAX_ATTEMPTS: "2" });
  expect(stderr).toContain(SAID);
  // It would come again; only an error of the server may pass.
  expect(server.calls).toHaveLength(status === 200 ? 1 : 2);
});

test("a small one that is packed and would be large is not unpacked", async ({ server }) => {
  const packed = gzipSync(Buffer.alloc(1 << 28));
  server.reset([], (_, response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(packed);
    return true;
  });
  const { stderr } = await run(["--endpoint-url", server.url]);
  expect(stderr).toContain("an answer that cannot be read");
});

test("pages without an end, each full of what nobody asked for", async ({ server }) => {
  let page = 0;
  const value = "x".repeat(30_000_000);
  server.reset([], (_, response) => {
    page += 1;
    response
      .writeHead(200, { "content-type": "application/x-amz-json-1.1" })
      .end(
        JSON.stringify({ SecretValues: [{ ARN: arn("b"), SecretString: value }], NextToken: String(page) }),
      );
    return true;
  });
  const { stderr } = await run(["--endpoint-url", server.url]);
  expect(stderr).toContain(TOO_LARGE);
});

test("20 secrets of 1.5 MB each are none of these", async ({ server }) => {
  const secrets = Array.from({ length: 20 }, (_, index) => ({
    arn: arn(`s${index}`),
    text: "x".repeat(1.5e6),
  }));
  server.reset(secrets);
  const input = secrets.map(({ arn }, index) => `k${index}: ${arn}\n`).join("");
  const ran = await runExecutable(["--endpoint-url", server.url], { input, env: AWS_ENV });
  expect({ ...ran, stdout: ran.stdout.length }).toEqual({ status: 0, stdout: 30_000_110, stderr: "" });
  expect(server.calls).toHaveLength(1);
});

const ROLE = {
  AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/r",
  AWS_WEB_IDENTITY_TOKEN_FILE: "/proc/version",
};

test.for<[who: string, env: (url: string) => Readonly<Record<string, string>>, said: RegExp]>([
  [
    "STS",
    (url) => ({ ...ROLE, AWS_ENDPOINT_URL_STS: url }),
    /gave no usable answer: an answer of more than 40 MB/,
  ],
  [
    "a container's endpoint",
    (url) => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/v1` }),
    /the container's credentials endpoint \S+ answered with more than 1 MB/,
  ],
  [
    "an instance's service",
    (url) => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url, AWS_EC2_METADATA_DISABLED: "" }),
    /the instance metadata service \S+ answered with more than 1 MB/,
  ],
])("of %s, that is asked for credentials", async ([_, env, said], { server }) => {
  const giver = createServer((__, response) => {
    response.writeHead(200, { "content-type": "text/xml" });
    pour(response);
  });
  await new Promise<void>((done) => giver.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(giver.address() as AddressInfo).port}`;
  const { stderr } = await run(["--endpoint-url", server.url], {
    AWS_ACCESS_KEY_ID: "",
    AWS_REGION: "us-west-2",
    ...env(url),
  });
  giver.closeAllConnections();
  await new Promise((done) => giver.close(done));
  expect(stderr).toMatch(said);
});
