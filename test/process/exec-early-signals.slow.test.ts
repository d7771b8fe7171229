/** Signals to `exec` before its command runs: they end it, and the command never runs. */

import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { describe, expect } from "vitest";
import { arn } from "../support/arns.js";
import { directoriesOf } from "../support/exec.js";
import { silence } from "../support/interceptors.js";
import { AWS_ENV, EXECUTABLE } from "../support/run.js";
import type { SecretsServer } from "../support/secrets-server.js";
import { test as base } from "../support/test.js";

type Point = readonly [object: string, method: string, about: RegExp];
type EndingSignal = "SIGINT" | "SIGTERM";

const STORED = [{ arn: arn("a"), text: "hunter2-long" }];

/** So that the process sends itself the signal when it calls this function of such a thing, just before what that does. */
function signalAt([object, method, about]: Point, signal: EndingSignal): readonly string[] {
  const program = `
    import fs from "node:fs";
    import child_process from "node:child_process";
    const { ${method}: original } = ${object};
    let sent = false;
    ${object}.${method} = function (...args) {
      if (!sent && ${about}.test(args[0])) { sent = true; process.kill(process.pid, "${signal}"); }
      return original.apply(this, args);
    };
  `;
  return ["--import", `data:text/javascript,${encodeURIComponent(program)}`];
}

interface Ending {
  /** As a shell counts it. */
  readonly status: number | null;
  readonly said: string;
  readonly directories: readonly string[];
}

const FROM_FILE = ["--secrets-file", "secrets.yaml"];

const exec = (node: readonly string[], options: readonly string[]) => [
  process.execPath,
  ...node,
  EXECUTABLE,
  ...["exec", "config.yaml", ...options, "--", "sh", "-c", "echo started; : > started", "sh", "{}"],
];

const fromServer = ({ url }: SecretsServer) => ["--endpoint-url", url];

const test = base
  .extend("directory", ({ directory }) => {
    directory.write("config.yaml", `a: ${arn("a")}\n`);
    directory.write("secrets.yaml", `${arn("a")}: hunter2-long\n`);
    return directory;
  })
  .extend(
    "ended",
    ({ directory }) =>
      async (
        command: readonly string[],
        onStart: (kill: (signal: EndingSignal) => void) => void = () => {},
      ): Promise<Ending> => {
        const [file = "", ...args] = command;
        const child = spawn(file, args, {
          cwd: directory.path,
          env: { PATH: process.env["PATH"], ...AWS_ENV },
        });
        let said = "";
        for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
        onStart((signal) => child.kill(signal));
        const status = await new Promise<number | null>((done) =>
          child.on("close", (code, signal) => done(signal === null ? code : 128 + constants.signals[signal])),
        );
        return { status, said, directories: directoriesOf(child.pid ?? 0) };
      },
  );

describe.each<[signal: EndingSignal, status: number]>([
  ["SIGINT", 130],
  ["SIGTERM", 143],
])("a signal before the command starts ends arnsubst at once: %s", (signal, status) => {
  const nothing = { status, said: "", directories: [] };

  test("while secrets are fetched", async ({ directory, server, ended }) => {
    const ran = await ended(exec([], [...fromServer(server), "--mask"]), (kill) => {
      server.reset(STORED, (call, response) => {
        kill(signal);
        return silence(call, response);
      });
    });
    expect(ran).toEqual(nothing);
    expect(existsSync(directory.at("started"))).toBe(false);
  });

  const masks: Point = ["TextEncoder.prototype", "encode", /hunter2/];
  const pipes: Point = ["child_process", "execFileSync", /mkfifo/];
  const files: Point = ["fs", "writeFileSync", /config\.yaml/];

  test.for<[what: string, point: Point, options: (server: SecretsServer) => readonly string[]]>([
    ["while an answer is read", ["JSON", "parse", /SecretValues/], fromServer],
    ["while masks are made", masks, () => [...FROM_FILE, "--mask"]],
    ["between that and the files", pipes, () => [...FROM_FILE, "--mask"]],
    ["while files are written", files, () => FROM_FILE],
    ["while files are written after a fetch", files, fromServer],
  ])("%s", async ([_, point, options], { directory, server, ended }) => {
    server.reset(STORED);
    expect(await ended(exec(signalAt(point, signal), options(server)))).toEqual(nothing);
    expect(existsSync(directory.at("started"))).toBe(false);
  });

  const canBeFirst = spawnSync("unshare", ["-Upf", "--map-root-user", "true"]).status === 0;
  test.skipIf(!canBeFirst).for<[what: string, point: Point]>([
    ["at its start", ["fs", "readdirSync", /./]],
    ["while masks are made", masks],
    ["between that and the files", pipes],
    ["while files are written", files],
  ])("to the first process of a container, %s", async ([_, point], { directory, ended }) => {
    const command = exec(signalAt(point, signal), [...FROM_FILE, "--mask", "-q"]);
    const ran = await ended(["unshare", "-Upf", "--map-root-user", ...command]);
    expect({ ...ran, directories: [] }).toEqual(nothing);
    expect(existsSync(directory.at("started"))).toBe(false);
  });
});
