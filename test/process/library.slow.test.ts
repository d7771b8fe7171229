/** The library as its users have it: the built package through its `exports`, in programs of their own. */

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { failing } from "../support/interceptors.js";
import { type ForwardProxy, startProxy } from "../support/proxy.js";
import { ARN } from "../support/resolve-with.js";
import { AWS_ENV, type Ran, ROOT, runProcess } from "../support/run.js";
import { type SecretsServer, startSecretsServer } from "../support/secrets-server.js";

let directory: string;
let server: SecretsServer;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  mkdirSync(join(directory, "node_modules"));
  symlinkSync(ROOT, join(directory, "node_modules/arnsubst"));
  writeFileSync(join(directory, "package.json"), '{ "type": "module" }\n');
  server = await startSecretsServer();
});
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true, force: true });
});

/** On the old Node of CI the SDK would print a warning of its own. */
const ENV = { ...AWS_ENV, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };

const HEAD = `
import { check, checkOnline, list, parsePolicy, policyFor, resolve, resolveText } from "arnsubst";
import { awsProvider, fileProvider, redact } from "arnsubst/providers";
const ARN = ${JSON.stringify(ARN)};
const sources = [{ name: "a.yaml", text: "a: " + ARN + "\\n" }];
const aws = awsProvider({ region: "us-west-2", endpointUrl: process.env.SERVER, env: process.env });
const own = { fetch: async (requests) => answers(requests, redact({ kind: "text", text: "v" })) };
const answers = (requests, value) => ({
  outcomes: new Map(requests.map(({ key }) => [key, { value }])), errors: [], warnings: [],
});
const outcome = (resolving) => resolving.then(
  ({ texts, fetchErrors, diagnostics }) => texts?.[0] ?? [...fetchErrors, ...diagnostics]
    .map(({ kind, code, requests = [] }) => [kind ?? code, requests.length]),
  (thrown) => thrown.name + ": " + thrown.message,
);
`;

/** A program of somebody who has the package; what it prints is all that may be printed. */
async function run(program: string): Promise<Ran> {
  writeFileSync(join(directory, "program.mjs"), HEAD + program);
  return runProcess(process.execPath, ["program.mjs"], {
    cwd: directory,
    env: { ...ENV, SERVER: server.url },
  });
}

/** What an expression comes to. */
async function comesTo(expression: string): Promise<unknown> {
  const { stdout, stderr, status } = await run(`console.log(JSON.stringify(await (${expression})));`);
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  return JSON.parse(stdout);
}

describe("a provider of one's own", () => {
  test.each([
    ["answers", "own", "a: v\n"],
    [
      "throws, and resolve rejects with that",
      '{ fetch() { throw new RangeError("mine"); } }',
      "RangeError: mine",
    ],
    ["rejects, and so does resolve", '{ fetch: async () => { throw new Error("mine"); } }', "Error: mine"],
    [
      "gives an error",
      '{ fetch: async (requests) => ({ outcomes: new Map(), errors: [{ kind: "network", detail: "", regions: [], requests }], warnings: [] }) }',
      [["network", 1]],
    ],
    ["answers with nothing, and there is no text", "{ fetch: async () => answers([]) }", []],
    [
      "gives a value that is not redacted",
      '{ fetch: async (requests) => answers(requests, { kind: "text", text: "v" }) }',
      "TypeError: the provider returned a value that is not from redact() of this copy of arnsubst",
    ],
  ])("%s", async (_, provider, expected) => {
    expect(await comesTo(`outcome(resolve(sources, ${provider}))`)).toEqual(expected);
  });

  test("is asked once, for the secrets of the plan, with the signal; and not where something is wrong", async () => {
    const asked = await comesTo(`(async () => {
      const heard = [];
      const provider = { fetch: (requests, options) => { heard.push([requests.map((each) => Object.keys(each).join()), requests.map(({ id }) => id.text), Object.keys(options)]); return own.fetch(requests); } };
      const { signal } = new AbortController();
      await resolve([...sources, ...sources], provider, { signal });
      await resolve(sources, provider);
      await resolve([{ name: "b.yaml", text: "a: 1" }], provider);
      await resolve([...sources, { name: "c.yaml", text: "a: arn:aws:secretsmanager:us-west-2:1:secret:x" }], provider);
      return heard;
    })()`);
    expect(asked).toEqual([
      [["key,service,id,versionStage,versionId"], [ARN], ["signal"]],
      [["key,service,id,versionStage,versionId"], [ARN], []],
    ]);
  });
});

describe("an AbortSignal", () => {
  const late = "AbortSignal.timeout(300)";
  const aborting =
    "(() => { const c = new AbortController(); setTimeout(() => c.abort(), 300); return c.signal; })()";
  test.each([
    ["aborted before", "AbortSignal.abort()", "interrupted"],
    ["that ran out before", 'AbortSignal.abort(new DOMException("", "TimeoutError"))', "timeout"],
    ["that aborts meanwhile", aborting, "interrupted"],
    ["that runs out meanwhile", late, "timeout"],
  ])("%s makes an error of what is missing", async (_, signal, kind) => {
    server.reset([], () => new Promise(() => {}));
    expect(await comesTo(`outcome(resolve(sources, aws, { signal: ${signal} }))`)).toEqual([[kind, 1]]);
    expect(await comesTo(`outcome(checkOnline(sources, aws, { signal: ${signal} }))`)).toEqual([[kind, 1]]);
  });

  test("is not needed: without one a fetch that is throttled ends after 60 seconds", async () => {
    server.reset([], failing("ThrottlingException", ""));
    expect(
      await comesTo(`(() => {
        const { setTimeout } = globalThis;
        globalThis.setTimeout = (call, time, ...more) => setTimeout(call, time === 60_000 ? 300 : time, ...more);
        return outcome(resolve(sources, aws));
      })()`),
    ).toEqual([["timeout", 1]]);
  });

  test("means nothing to a file", async () => {
    const provider = 'fileProvider({ name: "s.yaml", text: ARN + ": v" })';
    expect(await comesTo(`outcome(resolve(sources, ${provider}, { signal: AbortSignal.abort() }))`)).toBe(
      "a: v\n",
    );
  });
});

describe("a proxy", () => {
  let proxy: ForwardProxy;
  beforeAll(async () => {
    proxy = await startProxy();
  });
  beforeEach(() => {
    proxy.reset();
    server.reset([{ arn: ARN, text: "v" }]);
  });
  afterAll(() => proxy.close());

  const provider = (env: string) =>
    `awsProvider({ region: "us-west-2", endpointUrl: process.env.SERVER, env: ${env} })`;

  test("of `env` is used, whatever process.env excepts", async () => {
    const env = `{ HTTP_PROXY: "http://${proxy.address}", NO_PROXY: "amazonaws.com" }`;
    const resolving = `(process.env.NO_PROXY = "*", outcome(resolve(sources, ${provider(env)})))`;
    expect(await comesTo(resolving)).toBe("a: v\n");
    expect(proxy.asked.map(({ method, target }) => `${method} ${target}`)).toEqual([`POST ${server.url}/`]);
  });

  test.each(["{}", '{ HTTP_PROXY: "http://127.0.0.1:9", NO_PROXY: "127.0.0.0/8" }'])(
    "of process.env is not, with %s",
    async (env) => {
      const resolving = `(process.env.HTTP_PROXY = "http://${proxy.address}", outcome(resolve(sources, ${provider(env)})))`;
      expect(await comesTo(resolving)).toBe("a: v\n");
      expect(proxy.asked).toEqual([]);
    },
  );

  test.each([
    ["a tunnel", "HTTPS_PROXY", () => "https://127.0.0.1:9"],
    ["whole URLs", "HTTP_PROXY", () => server.url],
  ])("keeps its password from DEBUG, which stays as it was all the time: %s", async (_, variable, url) => {
    proxy.reset({ credentials: "user:pr0xyWord" });
    const { stdout, stderr } = await run(`
      process.env.DEBUG = "*";
      const seen = new Set();
      const timer = setInterval(() => seen.add(process.env.DEBUG), 0);
      const env = { ${variable}: "http://user:pr0xyWord@${proxy.address}" };
      await resolve(sources, awsProvider({ region: "us-west-2", endpointUrl: "${url()}", env }));
      clearInterval(timer);
      process.stdout.write(JSON.stringify([...seen]));
    `);
    expect(stdout).toBe('["*"]');
    expect(proxy.asked[0]?.authorization).toBe(`Basic ${btoa("user:pr0xyWord")}`);
    for (const secret of ["pr0xyWord", btoa("user:pr0xyWord"), "AWS4-HMAC"])
      expect(stderr).not.toContain(secret);
  });
});

/** But for `awslambda`, a global that the SDK makes for functions of AWS Lambda, wherever it runs. */
test("no process state is touched, nothing is printed, and nothing keeps the process", async () => {
  server.reset([{ arn: ARN, text: "v" }]);
  const { status, stdout, stderr } = await run(`
    const state = () => JSON.stringify([
      process.env, process.exitCode ?? "none", process.cwd(), process.umask(), process.title, Object.keys(globalThis).filter((name) => name !== "awslambda"),
      process.eventNames().map((name) => [String(name), process.listenerCount(name)]), String(console.warn),
    ]);
    const before = state();
    const policies = [parsePolicy({ name: "p.json", text: '{"Statement":[]}' })];
    const bad = [{ name: "bad.yaml", text: "a: arn:aws:secretsmanager:us-west-2:1:secret:x" }];
    check(bad, { rules: { policies } });
    policyFor(list(sources));
    const { texts } = await resolve(sources, aws, { signal: AbortSignal.timeout(60_000) });
    await checkOnline(sources, aws);
    await resolve(sources, fileProvider({ name: "s.yaml", text: ARN + ": v" }));
    await resolveText(bad[0].text, { provider: own }).catch(() => {});
    const after = state();
    process.stdout.write(JSON.stringify({ texts, same: before === after || [before, after] }));
  `);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({ texts: ["a: v\n"], same: true });
});
