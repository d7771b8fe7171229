/** What the user sees of a fetch that takes its time, and how it can be ended. */

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect } from "vitest";
import { parameterArn } from "../support/arns.js";
import { late, silence } from "../support/interceptors.js";
import { AWS_ENV, EXECUTABLE, runExecutable } from "../support/run.js";
import { hasTerminals, leftOn, runOnTerminal } from "../support/terminal.js";
import { test as base } from "../support/test.js";

const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:db-AbCdEf";
const STORED = [{ arn: ARN, text: "cAnArY7f3b" }];
const INPUT = `a: ${ARN}\n`;

const test = base.extend("config", ({ directory }) => directory.write("config.yaml", INPUT));

describe.each(["SIGINT", "SIGTERM"] as const)("%s", (signal) => {
  test("ends at once, with nothing written", async ({ directory, config, server }) => {
    const target = directory.at("never.yaml");
    const started = new Promise<void>((done) => {
      server.reset(STORED, (call, response) => {
        done();
        return silence(call, response);
      });
    });
    const args = [EXECUTABLE, "--endpoint-url", server.url, "-o", target, config];
    const child = spawn(process.execPath, args, { env: { ...process.env, ...AWS_ENV } });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    const ended = new Promise<number | null>((done) => child.on("close", done));
    await started;
    child.kill(signal);
    expect(await ended).toBe(signal === "SIGINT" ? 130 : 143);
    expect(said).toBe("");
    expect(existsSync(target)).toBe(false);
    expect(directory.names().filter((name) => name.startsWith("never"))).toEqual([]);
  });
});

test("a credential process that hangs does not outlive the limit", async ({ directory }) => {
  const file = directory.write("aws-config", "[profile slow]\ncredential_process = sleep 300\n");
  const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...rest } = AWS_ENV;
  const { status, stderr } = await runExecutable(["--profile", "slow", "--timeout", "1"], {
    input: INPUT,
    env: { ...rest, AWS_CONFIG_FILE: file },
  });
  expect(status).toBe(3);
  expect(stderr).toContain(
    `timed out after 1 s waiting for AWS credentials (profile slow); 1 secret not fetched: ${ARN}`,
  );
});

test.for(["sh -c 'echo canary >&2; exit 3'", "echo canary"])(
  "a credential process that gives none is told of, and not what it says: %s",
  async (command, { directory }) => {
    const file = directory.write("aws-config", `[profile broken]\ncredential_process = ${command}\n`);
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...rest } = AWS_ENV;
    const { status, stderr } = await runExecutable(["--profile", "broken", "-v"], {
      input: INPUT,
      env: { ...rest, AWS_CONFIG_FILE: file },
    });
    expect(status).toBe(3);
    expect(stderr).toMatch(
      /the profile's credential_process failed or printed none \(profile broken\);.*\n {2}= run the credential_process by hand to see why\n/,
    );
    expect(stderr).not.toContain("canary");
  },
);

test.for(["16.1", "0.0015", "2.01"])(
  "--timeout %s is a limit like any other",
  async (seconds, { server }) => {
    server.reset(STORED, seconds === "0.0015" ? silence : undefined);
    const { status } = await runExecutable(["--endpoint-url", server.url, "--timeout", seconds], {
      input: INPUT,
      env: AWS_ENV,
    });
    expect(status).toBe(seconds === "0.0015" ? 3 : 0);
  },
);

describe.skipIf(!hasTerminals())("on a terminal", () => {
  const env = { ...AWS_ENV, TERM: "xterm" };

  test("a spinner counts, and leaves no trace", async ({ config, server }) => {
    server.reset(STORED, late(1_200));
    const ran = await runOnTerminal(["--endpoint-url", server.url, config], { env });
    expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status: 0, stdout: "a: cAnArY7f3b\n" });
    expect(ran.terminal).toContain("0 of 1 secret");
    expect(leftOn(ran.terminal)).toBe("");
    // The cursor is back.
    expect(ran.terminal.lastIndexOf("\x1b[?25h")).toBeGreaterThan(ran.terminal.lastIndexOf("\x1b[?25l"));
  });

  test("a parameter is counted as one", async ({ directory, server }) => {
    const parameter = parameterArn("db");
    const config = directory.write("config.yaml", `${INPUT}b: ${parameter}\n`);
    server.reset([...STORED, { arn: parameter, type: "String", value: "x" }], late(1_200));
    const ran = await runOnTerminal(["--endpoint-url", server.url, config], { env });
    expect(ran.terminal).toContain("0 of 1 secret and 1 parameter");
  });

  test("Ctrl-C takes the spinner away and ends with 130", async ({ config, server }) => {
    server.reset(STORED, silence);
    const ran = await runOnTerminal(["--endpoint-url", server.url, config], { env, typed: "\x03" });
    expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status: 130, stdout: "" });
    // The terminal itself echoes ^C.
    expect(leftOn(ran.terminal).replace("^C", "")).toBe("");
    expect(ran.terminal.lastIndexOf("\x1b[?25h")).toBeGreaterThan(ran.terminal.lastIndexOf("\x1b[?25l"));
  });
});
