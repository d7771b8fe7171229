/**
 * The recipes for Kubernetes and systemd: their commands run in a root with Python and no Node, as the users that they name,
 * and systemd takes the units. `.ci/run` lays the root out; elsewhere these tests are skipped.
 */

import { cpSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Eks, KEYS, startEks } from "../support/eks.js";
import { storedFixtures } from "../support/fixtures.js";
import { pageAt } from "../support/pages.js";
import { at, install, PYTHON_ROOT, put, runInRoot } from "../support/python-root.js";
import { AWS_ENV, ROOT } from "../support/run.js";
import { type SecretsServer, startSecretsServer } from "../support/secrets-server.js";

/** The blocks of both pages that have a name. */
const FILES = new Map(
  ["docs/recipes/kubernetes.md", "docs/recipes/systemd.md"]
    .flatMap((page) => pageAt(page).blocks)
    .flatMap(({ file, text }) => (file === undefined ? [] : [[file, text] as const])),
);
const fileAt = (name: string): string => FILES.get(name) ?? "";

let server: SecretsServer;
let eks: Eks;
const { AWS_ACCESS_KEY_ID: _id, AWS_SECRET_ACCESS_KEY: _key, ...NO_KEYS } = AWS_ENV;
const surroundings = () => ({
  ...NO_KEYS,
  AWS_REGION: "us-west-2",
  AWS_ENDPOINT_URL_SECRETS_MANAGER: server.url,
  HOME: "/",
});

beforeAll(async () => {
  server = await startSecretsServer();
  eks = await startEks();
  if (PYTHON_ROOT === undefined) return;
  await install("/opt/arnsubst");
  rmSync(at("/usr/local/bin/arnsubst"), { force: true });
  symlinkSync("/opt/arnsubst/bin/arnsubst", at("/usr/local/bin/arnsubst"));
}, 300_000);
afterAll(async () => {
  await server.close();
  await eks.close();
});
beforeEach(() => {
  server.reset(storedFixtures());
  eks.asked.length = 0;
});

/** A directory that is empty and belongs to somebody, as the kubelet and systemd make them. */
function makeDirectory(path: string, mode: string, owner: string) {
  rmSync(at(path), { recursive: true, force: true });
  return runInRoot(`mkdir -p ${path} && chown ${owner} ${path} && chmod ${mode} ${path}`);
}

const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(" ");

describe.skipIf(PYTHON_ROOT === undefined)("the init container", () => {
  interface Pod {
    readonly spec: {
      readonly securityContext: { readonly fsGroup: number };
      readonly initContainers: readonly [{ readonly args: readonly string[] }];
      readonly containers: readonly [{ readonly securityContext: { readonly runAsUser: number } }];
    };
  }
  const { spec } = parse(fileAt("pod/pod.yaml")) as Pod;
  const [{ args }] = spec.initContainers;
  const group = spec.securityContext.fsGroup;
  const user = spec.containers[0].securityContext.runAsUser;
  const TOKEN_FILE = "/run/token/token";
  const RESOLVED = "database:\n  host: db.prod.internal\n  password: 'p@ss: #1'\n";

  const irsa = parse(fileAt("pod/irsa.yaml")) as { metadata: { annotations: Record<string, string> } };
  const role = irsa.metadata.annotations["eks.amazonaws.com/role-arn"] ?? "";
  // What EKS sets in the containers of a pod, with its own addresses.
  const WAYS = [
    [
      "IRSA",
      KEYS.irsa,
      `AssumeRoleWithWebIdentity ${role} t0k`,
      () => ({
        AWS_ROLE_ARN: role,
        AWS_WEB_IDENTITY_TOKEN_FILE: TOKEN_FILE,
        AWS_ENDPOINT_URL_STS: eks.url,
      }),
    ],
    [
      "EKS Pod Identity",
      KEYS.podIdentity,
      "t0k",
      () => ({
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${eks.url}/v1/credentials`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: TOKEN_FILE,
      }),
    ],
  ] as const;

  test.each(WAYS)(
    "with %s: its file can be read by the group, and by nobody else",
    async (_, key, asked, env) => {
      const { data } = parse(fileAt("pod/config.yaml")) as { data: Record<string, string> };
      for (const [name, text] of Object.entries(data)) put(`/config/${name}`, text);
      put(TOKEN_FILE, "t0k");
      // The kubelet gives the volume to the group, and each process that group.
      await makeDirectory("/run/resolved", "2777", `0:${group}`);
      const as = (id: number) => [`--userspec=${id}:${id}`, `--groups=${group}`];
      const ran = await runInRoot(`arnsubst ${quoted(args)}`, { ...surroundings(), ...env() }, as(65532));
      const stderr = "resolved 1 reference to 1 secret in 1 call → /run/resolved/app.yaml\n";
      expect(ran).toEqual({ status: 0, stdout: "", stderr });
      expect(eks.asked).toEqual([asked]);
      expect(new Set(server.calls.map((call) => call.key))).toEqual(new Set([key]));
      const read = "stat -c '%a %u %g' /run/resolved/app.yaml; cat /run/resolved/app.yaml";
      expect((await runInRoot(read, {}, as(user))).stdout).toBe(`440 65532 ${group}\n${RESOLVED}`);
      expect((await runInRoot(read, {}, ["--userspec=50001:50001"])).status).toBe(1);
    },
  );
});

describe.skipIf(PYTHON_ROOT === undefined)("systemd", () => {
  const CREDENTIALS = "/run/credentials/unit";
  const FIXTURE = "fixtures/otel/collector.yaml";
  const AS_ORDERS = ["--userspec=1000:1000"];
  const expected = readFileSync(join(ROOT, `${FIXTURE}.expected`), "utf8");

  /** The commands of a unit, with its specifiers filled in. */
  const commandOf = (unit: string, name: string) =>
    (new RegExp(`^${name}=(.*)$`, "m").exec(fileAt(unit))?.[1] ?? "false")
      .replaceAll("%t", "/run")
      .replaceAll("%d", CREDENTIALS);
  const keys = () => ({ ...surroundings(), ...AWS_ENV });

  beforeAll(() => {
    put("/usr/local/bin/orders", '#!/bin/sh\n[ "$1" = --config ] && cat "$2"\n', 0o755);
    put("/etc/orders/config.yaml", "");
    cpSync(join(ROOT, FIXTURE), at("/etc/orders/config.yaml"));
  });

  test.each(["exec", "runtime", "credential"])("takes the units of %s", async (recipe) => {
    const units = "/etc/systemd/system";
    const names = [...FILES.keys()].filter((name) => name.startsWith(`${recipe}/`));
    const hardening = fileAt("exec/orders.service.d/hardening.conf");
    rmSync(at(units), { recursive: true, force: true });
    for (const name of names) put(name.replace(recipe, units), fileAt(name));
    const services = names
      .map((name) => name.split("/")[1] ?? "")
      .filter((name) => name.endsWith(".service"));
    for (const service of services) put(`${units}/${service}.d/hardening.conf`, hardening);
    const verify = `systemd-analyze verify --man=no ${services.join(" ")}`;
    expect(await runInRoot(verify)).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  test("exec: the program reads the values", async () => {
    const command = commandOf("exec/orders.service", "ExecStart");
    expect(await runInRoot(command, keys(), AS_ORDERS)).toEqual({ status: 0, stdout: expected, stderr: "" });
  });

  test("RuntimeDirectory: the program reads the values", async () => {
    await makeDirectory("/run/orders", "0700", "1000:1000");
    for (const [name, stdout] of [
      ["ExecStartPre", ""],
      ["ExecStart", expected],
    ] as const)
      expect(await runInRoot(commandOf("runtime/orders.service", name), keys(), AS_ORDERS)).toMatchObject({
        status: 0,
        stdout,
      });
  });

  test("LoadCredential: another user reads the values, and AWS is asked with the key of a credential", async () => {
    await makeDirectory("/run/orders-secrets", "0700", "0:0");
    await makeDirectory(CREDENTIALS, "0755", "0:0");
    const key = "AKIAORDERS";
    put(`${CREDENTIALS}/aws`, `[default]\naws_access_key_id = ${key}\naws_secret_access_key = x\n`, 0o400);
    const dropIn = "credential/orders-secrets.service.d/aws.conf";
    const [name = "", value = ""] = commandOf(dropIn, "Environment").split("=");
    const fetch = commandOf("credential/orders-secrets.service", "ExecStart");
    expect(await runInRoot(fetch, { ...surroundings(), [name]: value })).toMatchObject({ status: 0 });
    expect(server.calls.map((call) => call.key)).toEqual([key]);
    // systemd copies the file for the user of the unit.
    const [id, from] = commandOf("credential/orders.service", "LoadCredential").split(":");
    await runInRoot(`cp ${from} ${CREDENTIALS}/${id} && chown 61184 ${CREDENTIALS}/${id}`);
    const start = commandOf("credential/orders.service", "ExecStart");
    const ran = await runInRoot(start, {}, ["--userspec=61184:61184"]);
    expect(ran).toEqual({ status: 0, stdout: expected, stderr: "" });
  });
});
