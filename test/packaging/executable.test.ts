/**
 * The executable needs nothing beside it but glibc, libstdc++ and libgcc: it runs in a root that has only these. Skipped
 * where it has not been built.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { arn } from "../support/arns.js";
import { BUILT, copyProgram, isBuilt, librariesOf, openBareRoot } from "../support/bare-root.js";
import { type Authority, createAuthority } from "../support/certificates.js";
import type { Directory } from "../support/directory.js";
import { PAGES } from "../support/pages.js";
import { AWS_ENV, type Ran, ROOT, runProcess, type Surroundings } from "../support/run.js";
import { type SecretsServer, startSecretsServer } from "../support/secrets-server.js";

const VERSION: string = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")).version;
const CONFIG = ["config.yaml", "--secrets-file", "secrets.yaml"];

/** Starts it in the root: by root, or by another user as root of a namespace. */
const CHROOT = [...(process.getuid?.() === 0 ? [] : ["unshare", "--map-root-user"]), "/usr/sbin/chroot"];

describe.skipIf(!isBuilt)("in a bare root", () => {
  let root: Directory;
  beforeAll(() => {
    root = openBareRoot();
    cpSync(BUILT, root.at("arnsubst"));
    root.write("config.yaml", `PASSWORD: ${arn("db")}\n`);
    root.write("secrets.yaml", `${arn("db")}: "p@ss: #1"\n`);
  });
  afterAll(() => root.remove());

  const commandOf = (args: readonly string[]) =>
    [...CHROOT, root.path, "/arnsubst", ...args] as [string, ...string[]];

  function arnsubst(args: readonly string[], surroundings?: Surroundings): Promise<Ran> {
    const [program, ...others] = commandOf(args);
    return runProcess(program, others, surroundings);
  }

  test("its libraries are those of distroless/cc and python:slim", () => {
    const names = librariesOf(BUILT).map((path) => basename(path).replace(/\.so.*/, ""));
    const expected = ["libc", "libdl", "libgcc_s", "libm", "libpthread", "libstdc++"];
    expect(names.filter((name) => !name.startsWith("ld-linux")).sort()).toEqual(expected);
  });

  test("anybody may run it", () => {
    expect((statSync(BUILT).mode & 0o777).toString(8)).toBe("755");
  });

  test("--version", async () => {
    expect(await arnsubst(["--version"])).toEqual({ status: 0, stdout: `${VERSION}\n`, stderr: "" });
  });

  test("the README's first example", async () => {
    const [before, after] = PAGES.find(({ path }) => path === "README.md")?.blocks ?? [];
    root.write("fixtures.yaml", readFileSync(`${ROOT}fixtures/secrets.yaml`));
    const ran = await arnsubst(["resolve", "--secrets-file", "fixtures.yaml"], { input: before?.text ?? "" });
    expect(ran).toEqual({ status: 0, stdout: after?.text, stderr: "" });
  });

  test("its parts are loaded when they are needed", async () => {
    root.write("bad.yaml", `a: ${arn("db", "us-west-2", "12345678901")}\n`);
    for (const format of ["pretty", "json", "sarif", "github"]) {
      const { status, stdout } = await arnsubst(["check", "bad.yaml", "--format", format]);
      expect({ status, told: stdout.includes("arn-account") }, format).toEqual({ status: 1, told: true });
    }
    for (const command of [
      ["list", "config.yaml"],
      ["policy", "config.yaml"],
      ["completion", "bash"],
      ["--help"],
    ])
      expect(await arnsubst(command)).toMatchObject({ status: 0, stderr: "" });
  });

  describe("it is itself what Node would be", () => {
    test("options of Node are none of its own", async () => {
      const { status, stderr } = await arnsubst(["--v8-options"]);
      expect({ status, stderr }).toMatchObject({
        status: 2,
        stderr: expect.stringContaining("unknown option '--v8-options'"),
      });
    });

    test("NODE_OPTIONS is for other programs: what it loads there is not here", async () => {
      const env = { NODE_OPTIONS: "--require ./not-here.js" };
      expect(await arnsubst(CONFIG, { env })).toMatchObject({ status: 0, stderr: "" });
    });

    test("where Node is told to log, it starts itself over without", async () => {
      expect(await arnsubst(CONFIG, { env: { NODE_DEBUG: "fs" } })).toEqual({
        status: 0,
        stdout: "PASSWORD: 'p@ss: #1'\n",
        stderr: expect.stringMatching(/^arnsubst: NODE_DEBUG would print [^\n]*\n$/),
      });
    });

    test("it keeps no compiled code in a cache", async () => {
      await arnsubst(["check", "config.yaml"], { env: { HOME: "/tmp" } });
      expect(root.names("tmp")).toEqual([]);
    });
  });

  describe("exec", () => {
    beforeAll(() => copyProgram(root, "/bin/sh"));

    test("a file, which is removed", async () => {
      const script = 'while read -r line; do echo "$line"; done <"$0"; exit 7';
      const ran = await arnsubst(["exec", ...CONFIG, "--", "/bin/sh", "-c", script, "{}"]);
      expect(ran).toEqual({ status: 7, stdout: "PASSWORD: 'p@ss: #1'\n", stderr: "" });
      expect(root.names("tmp")).toEqual([]);
    });

    test("a variable", async () => {
      const command = ["/bin/sh", "-c", 'echo "$P"'];
      const ran = await arnsubst(["exec", ...CONFIG, "--env", "P=PASSWORD", "--", ...command]);
      expect(ran).toEqual({ status: 0, stdout: "p@ss: #1\n", stderr: "" });
    });

    test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s ends the command, and us", async (signal) => {
      const command = ["/bin/sh", "-c", "echo ready; read -r line"];
      const [program, ...others] = commandOf(["exec", ...CONFIG, "--", ...command]);
      const child = spawn(program, others, { env: {} });
      const stderr = text(child.stderr);
      const [printed] = await once(child.stdout, "data");
      expect(String(printed)).toBe("ready\n");
      child.kill(signal);
      expect(await once(child, "close")).toEqual([null, signal]);
      expect(await stderr).toBe("");
      expect(root.names("tmp")).toEqual([]);
    });
  });

  describe("a fetch over TLS", () => {
    let authority: Authority;
    let server: SecretsServer;
    let url: Readonly<Record<string, string>>;
    beforeAll(async () => {
      authority = createAuthority();
      root.write("ca.pem", readFileSync(authority.bundle));
      server = await startSecretsServer(authority.identityFor("IP:127.0.0.1"));
      server.reset([{ arn: arn("db"), text: "p@ss: #1" }]);
      url = { ...AWS_ENV, AWS_ENDPOINT_URL_SECRETS_MANAGER: server.url };
    });
    afterAll(async () => {
      authority.remove();
      await server.close();
    });

    test.each(["AWS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"])("with the authority of %s", async (name) => {
      const ran = await arnsubst(["config.yaml"], { env: { ...url, [name]: "/ca.pem" } });
      expect(ran).toEqual({ status: 0, stdout: "PASSWORD: 'p@ss: #1'\n", stderr: "" });
    });

    test("not with a server that nobody has vouched for", async () => {
      const { status, stdout, stderr } = await arnsubst(["config.yaml"], { env: url });
      expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
      expect(stderr).toContain("certificate");
    });
  });
});
