/** Where credentials come from, and what is said where none come: of `aws login`, containers, instances and token files. */

import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { arn } from "../support/arns.js";
import { failing } from "../support/interceptors.js";
import { AWS_ENV, type Ran, runExecutable } from "../support/run.js";
import { type SecretsServer, startSecretsServer } from "../support/secrets-server.js";

const TOKEN = "t0kEnCaNaRy";
const EXPIRED = "2020-01-01T00:00:00Z";
const LATER = "2099-01-01T00:00:00Z";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let directory: string;
let server: SecretsServer;
/** Whoever gives credentials; what it is asked by way of which header. */
let giver: { url: string; asked: string[]; answer: Answer; close(): Promise<unknown> };

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  server = await startSecretsServer();
  const asked: string[] = [];
  const http = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization?.slice(0, 30) ?? ""}`.trim());
    request.resume();
    giver.answer(request, response);
  });
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const close = () => {
    http.closeAllConnections();
    return new Promise((done) => http.close(done));
  };
  giver = { url, asked, answer: () => {}, close };
});
beforeEach(() => {
  server.reset([{ arn: arn("a"), text: "v" }]);
  giver.asked.length = 0;
});
afterAll(async () => {
  await server.close();
  await giver.close();
  rmSync(directory, { recursive: true, force: true });
});

const { AWS_ACCESS_KEY_ID: _id, AWS_SECRET_ACCESS_KEY: _key, ...NO_KEYS } = AWS_ENV;

function run(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  input = `a: ${arn("a")}\n`,
): Promise<Ran> {
  return runExecutable(["--endpoint-url", server.url, ...args], { input, env: { ...NO_KEYS, ...env } });
}

/** Status 3 with all of these in one message, and no token in it. */
async function expectSaid(ran: Promise<Ran>, ...said: readonly string[]): Promise<void> {
  const { status, stdout, stderr } = await ran;
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
  for (const each of said) expect(stderr).toContain(each);
  expect(stderr).not.toContain(TOKEN);
}

const RESOLVED = { status: 0, stdout: "a: v\n", stderr: "" };

function file(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

function sends(status: number, body: unknown = { Code: "Refused", Message: TOKEN }): Answer {
  return (_, response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

const CREDENTIALS = { AccessKeyId: "ASIAGIVEN", SecretAccessKey: "x", Token: TOKEN, Expiration: LATER };

describe("a container", () => {
  const env = () => ({
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${giver.url}/v1/credentials`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file("token", TOKEN),
  });
  const endpoint = () => `the container's credentials endpoint ${giver.url}/v1/credentials`;

  test.each(["", "\n", "\r\n"])("with a token file that ends with %j", async (end) => {
    giver.answer = sends(200, CREDENTIALS);
    file("token", `${TOKEN}${end}`);
    const ran = await run({
      ...env(),
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file("token", `${TOKEN}${end}`),
    });
    expect(ran).toEqual(RESOLVED);
    expect(giver.asked).toEqual([`/v1/credentials ${TOKEN}`]);
    expect(server.calls[0]?.key).toBe("ASIAGIVEN");
  });

  test.each<[what: string, answer: Answer, said: string]>([
    ["refuses", sends(401), "answered with HTTP status 401"],
    ["fails", sends(500), "answered with HTTP status 500"],
    ["answers with something else", sends(200, {}), "answered without credentials"],
    ["hangs up", (request) => request.socket.destroy(), "cannot be reached (ECONNRESET)"],
  ])("%s", async (_, answer, said) => {
    giver.answer = answer;
    await expectSaid(
      run(env()),
      `no valid AWS credentials for us-west-2: ${endpoint()} ${said}; 1 secret not fetched`,
      `AWS_CONTAINER_CREDENTIALS_FULL_URI names the endpoint, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE its token in ${directory}/token`,
    );
  });

  test("is not there", async () => {
    await expectSaid(
      run({ AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1:9/v1/credentials" }),
      "the container's credentials endpoint http://127.0.0.1:9/v1/credentials cannot be reached (ECONNREFUSED)",
    );
  });

  test("never answers", async () => {
    giver.answer = () => {};
    await expectSaid(
      run(env(), ["--timeout", "2"]),
      `timed out after 2 s waiting for AWS credentials: ${giver.url}/v1/credentials has not answered`,
    );
  });

  test("is named by a URL that is not asked", async () => {
    await expectSaid(
      run({ AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://10.0.0.1/v1" }),
      "AWS_CONTAINER_CREDENTIALS_FULL_URI names http://10.0.0.1/v1, which arnsubst does not ask",
    );
  });

  test.each([
    ["is not there", "/nonexistent/token", "ENOENT"],
    ["is a directory", "/tmp", "EISDIR"],
  ])("has a token file that %s", async (_, path, code) => {
    await expectSaid(
      run({ ...env(), AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: path }),
      `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names ${path}, which cannot be read (${code})`,
    );
  });

  test("has a token in a variable, with a line break", async () => {
    giver.answer = sends(200, CREDENTIALS);
    const { AWS_CONTAINER_CREDENTIALS_FULL_URI } = env();
    const token = { AWS_CONTAINER_AUTHORIZATION_TOKEN: `${TOKEN}\n` };
    expect(await run({ AWS_CONTAINER_CREDENTIALS_FULL_URI, ...token })).toEqual(RESOLVED);
    expect(giver.asked).toEqual([`/v1/credentials ${TOKEN}`]);
  });

  test("is what a profile says", async () => {
    giver.answer = sends(403);
    const config = file(
      "config",
      `[profile pod]\nrole_arn = arn:aws:iam::123456789012:role/r\ncredential_source = EcsContainer\n`,
    );
    await expectSaid(
      run({ ...env(), AWS_CONFIG_FILE: config }, ["--profile", "pod"]),
      `${endpoint()} answered with HTTP status 403 (profile pod)`,
    );
  });
});

describe("an instance", () => {
  test.each([404, 403, 500])("answers with %i", async (status) => {
    giver.answer = sends(status);
    await expectSaid(
      run({ AWS_EC2_METADATA_DISABLED: "", AWS_EC2_METADATA_SERVICE_ENDPOINT: giver.url }),
      `none were found; the instance metadata service ${giver.url}/latest/meta-data/iam/security-credentials/ answered with HTTP status ${status}`,
      "run aws login, aws sso login or aws configure",
    );
  });

  test("is not there", async () => {
    await expectSaid(
      run({ AWS_EC2_METADATA_DISABLED: "", AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://127.0.0.1:9" }),
      "cannot be reached (ECONNREFUSED)",
    );
  });
});

describe("a web identity", () => {
  const env = () => ({
    AWS_WEB_IDENTITY_TOKEN_FILE: file("jwt", TOKEN),
    AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/r",
    AWS_ENDPOINT_URL_STS: giver.url,
    AWS_REGION: "us-west-2",
  });
  const refuses =
    (code: string): Answer =>
    (_, response) =>
      response
        .writeHead(400, { "content-type": "text/xml" })
        .end(`<ErrorResponse><Error><Code>${code}</Code><Message>${TOKEN}</Message></Error></ErrorResponse>`);

  test.each([
    ["InvalidIdentityToken", "InvalidIdentityTokenException"],
    ["ExpiredTokenException", "ExpiredTokenException"],
  ])("that STS answered %s", async (code, said) => {
    giver.answer = refuses(code);
    await expectSaid(
      run(env()),
      `STS answered ${said}, HTTP status 400, to the token in ${directory}/jwt`,
      "the file has to contain only a token",
    );
  });

  test("that may not assume the role", async () => {
    giver.answer = refuses("AccessDenied");
    await expectSaid(
      run(env()),
      "AWS refuses to let these credentials assume the role",
      `subject of the token in ${directory}/jwt`,
    );
  });

  test("of a profile", async () => {
    giver.answer = refuses("InvalidIdentityToken");
    const { AWS_WEB_IDENTITY_TOKEN_FILE: token, AWS_ROLE_ARN: role, ...rest } = env();
    const config = file("config", `[profile web]\nrole_arn = ${role}\nweb_identity_token_file = ${token}\n`);
    await expectSaid(
      run({ ...rest, AWS_CONFIG_FILE: config }, ["--profile", "web"]),
      `to the token in ${token}`,
    );
  });

  test("whose file is a directory, in the environment and in a profile", async () => {
    await expectSaid(
      run({ ...env(), AWS_WEB_IDENTITY_TOKEN_FILE: directory }),
      `AWS_WEB_IDENTITY_TOKEN_FILE names ${directory}, which cannot be read (EISDIR)`,
    );
    const config = `[profile web]\nrole_arn = arn:aws:iam::123456789012:role/r\nweb_identity_token_file = `;
    for (const [path, code] of [
      [directory, "EISDIR"],
      ["/nonexistent", "ENOENT"],
    ] as const)
      await expectSaid(
        run({ AWS_CONFIG_FILE: file("config", `${config}${path}\n`) }, ["--profile", "web"]),
        `web_identity_token_file of the profile names ${path}, which cannot be read (${code})`,
      );
  });

  test("that is written in the place of its file is not repeated", async () => {
    await expectSaid(
      run({ ...env(), AWS_WEB_IDENTITY_TOKEN_FILE: TOKEN }),
      "AWS_WEB_IDENTITY_TOKEN_FILE names a file, which cannot be read (ENOENT)",
    );
  });

  test("for which STS cannot be reached", async () => {
    await expectSaid(
      run({ ...env(), AWS_ENDPOINT_URL_STS: "http://127.0.0.1:9" }),
      "http://127.0.0.1:9 cannot be reached: ECONNREFUSED",
    );
  });
});

describe("aws login", () => {
  const SESSION = "arn:aws:sts::123456789012:assumed-role/Admin/me";
  const cached = (expiresAt: string) => ({
    accessToken: {
      accessKeyId: "ASIALOGIN",
      secretAccessKey: "x",
      sessionToken: TOKEN,
      accountId: "123456789012",
      expiresAt,
    },
    clientId: "arn:aws:signin:::devtools/same-device",
    refreshToken: TOKEN,
    dpopKey: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({
      type: "sec1",
      format: "pem",
    }),
  });
  const cache = () => join(directory, `${createHash("sha256").update(SESSION).digest("hex")}.json`);
  const signedIn = (expiresAt: string) => writeFileSync(cache(), JSON.stringify(cached(expiresAt)));
  const env = (config = `[profile dev]\nlogin_session = ${SESSION}\nregion = us-west-2\n`) => ({
    AWS_CONFIG_FILE: file("config", config),
    AWS_LOGIN_CACHE_DIRECTORY: directory,
    AWS_ENDPOINT_URL_SIGNIN: giver.url,
  });
  afterEach(() => rmSync(cache(), { force: true }));

  async function expectLogin(ran: Promise<Ran>, command: string, ...said: readonly string[]): Promise<void> {
    await expectSaid(ran, ...said, command);
    expect((await ran).stderr).not.toContain("sso");
  }
  const dev = ["--profile", "dev"];
  const command = "run aws login --profile dev";

  test("gives credentials", async () => {
    signedIn(LATER);
    expect(await run(env(), dev)).toEqual(RESOLVED);
    expect(server.calls[0]?.key).toBe("ASIALOGIN");
  });

  test("was never used", async () => {
    const said = "no valid session of aws login (profile dev): you have not signed in on this machine";
    await expectLogin(run(env(), dev), command, said);
    await expectLogin(run({ ...env(), AWS_PROFILE: "dev" }), command, said);
  });

  test("was never used, for the default profile and for one whose role is assumed", async () => {
    await expectLogin(run(env(`[default]\nlogin_session = ${SESSION}\n`)), "run aws login\n");
    const role = "[profile admin]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = dev\n";
    const both = env(`[profile dev]\nlogin_session = ${SESSION}\n${role}`);
    await expectLogin(run(both, ["--profile", "admin"]), command);
  });

  test("has a file that is no session", async () => {
    writeFileSync(cache(), TOKEN);
    await expectLogin(run(env(), dev), command, "the file of the session cannot be used");
  });

  test.each(["TOKEN_EXPIRED", "USER_CREDENTIALS_CHANGED", "OTHER"])("has ended: %s", async (error) => {
    signedIn(EXPIRED);
    giver.answer = (_, response) =>
      response
        .writeHead(403, { "content-type": "application/json", "x-amzn-errortype": "AccessDeniedException" })
        .end(JSON.stringify({ error, message: TOKEN }));
    await expectLogin(
      run(env(), dev),
      command,
      `no valid session of aws login (profile dev): the session has ended: ${giver.url} answered with HTTP status 403`,
    );
  });

  test("is asked of something that answers with a page", async () => {
    signedIn(EXPIRED);
    giver.answer = (_, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<html>sign in to this network</html>");
    const ran = run(env(), dev);
    await expectLogin(ran, command, `the AWS sign-in service ${giver.url} gave no usable answer`);
    expect((await ran).stderr).not.toContain("ended");
  });

  test("may not be renewed", async () => {
    signedIn(EXPIRED);
    giver.answer = (_, response) =>
      response
        .writeHead(403, { "content-type": "application/json", "x-amzn-errortype": "AccessDeniedException" })
        .end(JSON.stringify({ error: "INSUFFICIENT_PERMISSIONS", message: TOKEN }));
    await expectLogin(run(env(), dev), command, "signin:CreateOAuth2Token");
  });

  test.each([
    ["a profile", dev, (config: string) => config, command],
    [
      "the default profile",
      [],
      (config: string) => config.replace("profile dev", "default"),
      "run aws login\n",
    ],
  ] as const)("has a sign-in service out of reach, for %s", async (_, args, rename, run_) => {
    signedIn(EXPIRED);
    const config = rename(`[profile dev]\nlogin_session = ${SESSION}\nregion = us-west-2\n`);
    const away = { ...env(config), AWS_ENDPOINT_URL_SIGNIN: "http://127.0.0.1:9" };
    await expectLogin(
      run(away, args),
      run_,
      "the AWS sign-in service http://127.0.0.1:9 cannot be reached: ECONNREFUSED",
    );
  });

  test("has a sign-in service that fails", async () => {
    signedIn(EXPIRED);
    giver.answer = sends(500);
    const said = `the AWS sign-in service ${giver.url} gave no usable answer: HTTP status 500`;
    await expectLogin(run(env(), dev), command, said);
  });

  test.each(["ExpiredTokenException", "UnrecognizedClientException"])(
    "gave what AWS answers with %s",
    async (code) => {
      signedIn(LATER);
      server.reset([], failing(code, TOKEN));
      await expectLogin(run(env(), dev), command);
    },
  );
});

describe("a credential process", () => {
  /** Answers with what a file next to it holds, a line for each of its runs. */
  const script = `
    import { appendFileSync, readFileSync } from "node:fs";
    const [answers, runs] = process.argv.slice(2);
    appendFileSync(runs, "x");
    const line = readFileSync(answers, "utf8").split("\\n")[readFileSync(runs, "utf8").length - 1];
    if (line === "") process.exit(1);
    console.log(line);
  `;

  function answering(...answers: readonly string[]): Readonly<Record<string, string>> {
    const command = [
      process.execPath,
      file("process.mjs", script),
      file("answers", answers.join("\n")),
      file("runs", ""),
    ];
    return { AWS_CONFIG_FILE: file("config", `[profile own]\ncredential_process = ${command.join(" ")}\n`) };
  }

  const answer = (key: string, seconds: number) =>
    JSON.stringify({
      Version: 1,
      AccessKeyId: key,
      SecretAccessKey: "x",
      SessionToken: TOKEN,
      Expiration: new Date(Date.now() + seconds * 1_000).toISOString(),
    });

  test("is asked again shortly before its credentials expire, while a request waits", async () => {
    // The SDK counts what expires within five minutes as expired.
    const env = answering(answer("ASIAFIRST", 302), answer("ASIASECOND", 3_600));
    server.reset([{ arn: arn("a"), text: "v" }], (call, response) =>
      call.key === "ASIAFIRST" ? failing("ThrottlingException", "")(call, response) : false,
    );
    expect(await run(env, ["-q", "--profile", "own", "--timeout", "30"])).toEqual(RESOLVED);
    expect([...new Set(server.calls.map(({ key }) => key))]).toEqual(["ASIAFIRST", "ASIASECOND"]);
  });

  test("is asked once for all regions, and again where it failed", async () => {
    const input = `a: ${arn("a")}\nb: ${arn("a", "eu-west-1")}\n`;
    server.reset([arn("a"), arn("a", "eu-west-1")].map((each) => ({ arn: each, text: "v" })));
    const profile = ["--profile", "own"];
    const once = await run(answering(answer("ASIAFIRST", 3_600), ""), profile, input);
    expect(once).toEqual({ ...RESOLVED, stdout: "a: v\nb: v\n" });
    const again = run(answering("", answer("ASIASECOND", 3_600)), [...profile, "--concurrency", "1"], input);
    await expectSaid(again, "credential_process failed", "1 secret not fetched");
    expect(server.calls.at(-1)?.key).toBe("ASIASECOND");
  });
});

test("a profile that asks for an MFA code", async () => {
  const config = file(
    "config",
    "[profile mfa]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = mfa\naws_access_key_id = AKIA\naws_secret_access_key = x\nmfa_serial = arn:aws:iam::123456789012:mfa/me\n",
  );
  await expectSaid(
    run({ AWS_CONFIG_FILE: config }, ["--profile", "mfa"]),
    "they need an MFA code, and arnsubst cannot ask for one (profile mfa)",
    "\n  = get temporary credentials first, for example with aws sts get-session-token, and set them in the environment\n",
  );
});

test.each([
  ["AWS_ACCESS_KEY_ID", "remove line breaks, spaces and special characters from AWS_ACCESS_KEY_ID"],
  ["AWS_SESSION_TOKEN", "remove line breaks, spaces and special characters from AWS_SESSION_TOKEN"],
])("%s with a line break", async (variable, hint) => {
  await expectSaid(
    run({ ...AWS_ENV, [variable]: `${TOKEN}\n` }),
    "they contain a character that an HTTP header cannot hold;",
    `\n  = ${hint}\n`,
  );
});

test("a profile's key with a character that no header can carry", async () => {
  const config = file("config", "[profile odd]\naws_access_key_id = AKIÄ\naws_secret_access_key = x\n");
  await expectSaid(
    run({ AWS_CONFIG_FILE: config }, ["--profile", "odd"]),
    "they contain a character that an HTTP header cannot hold (profile odd);",
    "\n  = remove line breaks, spaces and special characters from the access key and the session token\n",
  );
});

test.each<[what: string, args: readonly string[], env: Readonly<Record<string, string>>]>([
  ["keys in the environment", [], AWS_ENV],
  ["no credentials", [], {}],
  ["a profile", ["--profile", "own"], {}],
])("without a home directory: %s", async (_, args, env) => {
  const ran = runExecutable(["--endpoint-url", server.url, ...args], {
    input: `a: ${arn("a")}\n`,
    env: { ...NO_KEYS, ...env, HOME: "" },
    node: ["--require", fileURLToPath(new URL("../support/no-home.cjs", import.meta.url))],
  });
  await expectSaid(
    ran,
    "arnsubst: HOME is not set, and this user has no home directory; 1 secret not fetched",
    "\n  = set HOME to a directory, which can be an empty one\n",
  );
});
