/** Where Node is told to log itself, the program starts over without, and is in everything else as it always is. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { benchWith } from "../support/exec.js";
import { EXECUTABLE, runProcess } from "../support/run.js";

const bench = benchWith(["tok_123"]);
const DEBUG = { NODE_DEBUG: "child_process" };
const SAID = "arnsubst: NODE_DEBUG would print values of secrets: started over without it\n";

function run(args: readonly string[], env: Readonly<Record<string, string>>, script = 'exec "$0" "$@"') {
  const words = [process.execPath, EXECUTABLE, ...args];
  return runProcess("/bin/bash", ["-c", script, ...words], { cwd: bench.directory(), env, input: "v: in\n" });
}

test.each([
  [{ NODE_DEBUG: "net" }, SAID],
  [{ NODE_DEBUG: "*" }, SAID],
  [{ NODE_DEBUG_NATIVE: "http2" }, SAID.replace("DEBUG", "DEBUG_NATIVE")],
  [
    { NODE_DEBUG: "x", NODE_DEBUG_NATIVE: "x" },
    SAID.replace("DEBUG", "DEBUG and NODE_DEBUG_NATIVE").replace("it\n", "them\n"),
  ],
  [{ NODE_DEBUG: "" }, ""],
  [{ NODE_DEBUG: "", NODE_DEBUG_NATIVE: "" }, ""],
])("%j is said in one line, and is the command's again", async (env, said) => {
  const args = ["exec", "config.yaml", "--secrets-file", "secrets.yaml", "--", "env"];
  const ran = await run(args, env);
  expect(ran.status).toBe(0);
  // What Node loads of itself before it comes to us.
  expect(ran.stderr.replaceAll(/^MODULE.*\n/gm, "")).toBe(said);
  const variables = ran.stdout.split("\n").filter((line) => /NODE_DEBUG/.test(line));
  expect(variables.sort()).toEqual(Object.entries(env).map((entry) => entry.join("=")));
});

test("nothing is said with -q, of arnsubst's own", async () => {
  const exec = (...args: readonly string[]) =>
    run(["exec", ...args, "config.yaml", "--secrets-file", "secrets.yaml", "--", "echo", "-q"], DEBUG);
  expect(await exec("-q")).toEqual({ status: 0, stdout: "-q\n", stderr: "" });
  expect(await exec()).toEqual({ status: 0, stdout: "-q\n", stderr: SAID });
});

describe("as ever are", () => {
  test.each<[what: string, args: readonly string[], stdout: string, script?: string]>([
    ["standard input", ["-"], "v: in\n"],
    ["a descriptor", ["/dev/fd/3"], "v: three\n", 'exec 3< <(echo "v: three"); exec "$0" "$@"'],
    ["a process substitution", [], "v: sub\n", '"$0" "$@" <(echo "v: sub")'],
    ["the help", ["policy", "--help"], "Usage: arnsubst policy"],
  ])("%s", async (_, args, stdout, script) => {
    const ran = await run(args, DEBUG, script);
    expect({ ...ran, stdout: ran.stdout.slice(0, stdout.length) }).toEqual({
      status: 0,
      stdout,
      stderr: SAID,
    });
  });

  test.each([
    [["nope.yaml"], 2],
    [["exec", "config.yaml", "--secrets-file", "secrets.yaml", "--", "sh", "-c", "exit 9"], 9],
    [["exec", "config.yaml", "--secrets-file", "secrets.yaml", "--", "nope"], 127],
  ])("the exit status of %j", async (args, status) => {
    expect((await run(args, DEBUG)).status).toBe(status);
  });

  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s, which ends all", async (signal) => {
    const script = "echo $$ ready; while :; do sleep 0.05; done";
    const running = bench.start(["config.yaml", "--", "sh", "-c", script], DEBUG);
    await running.printed("ready");
    const pid = Number.parseInt(running.output().toString(), 10);
    running.child.kill(signal);
    expect(await running.ended).toMatchObject({ status: null, signal, stderr: SAID });
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  });

  test("SIGUSR1, which the command hears", async () => {
    const script = "trap 'echo heard; exit 4' USR1; echo ready; while :; do sleep 0.05; done";
    const running = bench.start(["config.yaml", "--", "sh", "-c", script], DEBUG);
    await running.printed("ready");
    running.child.kill("SIGUSR1");
    expect((await running.ended).status).toBe(4);
    expect(running.output().toString()).toBe("ready\nheard\n");
  });
});

test("a report that Node writes holds no variables", async () => {
  const reports = () => readdirSync(bench.directory()).filter((name) => name.startsWith("report."));
  const running = bench.start(["config.yaml", "--", "sh", "-c", "trap : USR2; echo ready; read x; sleep 1"], {
    NODE_OPTIONS: "--report-on-signal --report_on_fatalerror",
    AWS_SESSION_TOKEN: "cAnArY7f3b",
  });
  await running.printed("ready");
  running.child.kill("SIGUSR2");
  await running.ended;
  for (const name of reports())
    expect(readFileSync(join(bench.directory(), name), "utf8")).not.toContain("cAnArY7f3b");
});
