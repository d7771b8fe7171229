/** Where Node is told to log itself, the program starts over without, and is in everything else as it always is. */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect } from "vitest";
import { testWith } from "../support/exec.js";
import { EXECUTABLE, runProcess } from "../support/run.js";

const test = testWith(["tok_123"]).extend(
  "run",
  ({ directory }) =>
    (args: readonly string[], env: Readonly<Record<string, string>>, script = 'exec "$0" "$@"') => {
      const words = [process.execPath, EXECUTABLE, ...args];
      return runProcess("/bin/bash", ["-c", script, ...words], {
        cwd: directory.path,
        env,
        input: "v: in\n",
      });
    },
);
const DEBUG = { NODE_DEBUG: "child_process" };
const SAID = "arnsubst: NODE_DEBUG would print secret values, so arnsubst started again without it\n";

test.for([
  [{ NODE_DEBUG: "net" }, SAID],
  [{ NODE_DEBUG: "*" }, SAID],
  [{ NODE_DEBUG_NATIVE: "http2" }, SAID.replace("DEBUG", "DEBUG_NATIVE")],
  [
    { NODE_DEBUG: "x", NODE_DEBUG_NATIVE: "x" },
    SAID.replace("DEBUG", "DEBUG and NODE_DEBUG_NATIVE").replace("it\n", "them\n"),
  ],
  [{ NODE_DEBUG: "" }, ""],
  [{ NODE_DEBUG: "", NODE_DEBUG_NATIVE: "" }, ""],
] as const)("%j is said in one line, and is the command's again", async ([env, said], { run }) => {
  const args = ["exec", "config.yaml", "--secrets-file", "secrets.yaml", "--", "env"];
  const ran = await run(args, env);
  expect(ran.status).toBe(0);
  // What Node loads of itself before it comes to us.
  expect(ran.stderr.replaceAll(/^MODULE.*\n/gm, "")).toBe(said);
  const variables = ran.stdout.split("\n").filter((line) => /NODE_DEBUG/.test(line));
  expect(variables.sort()).toEqual(Object.entries(env).map((entry) => entry.join("=")));
});

test("nothing is said with -q, of arnsubst's own", async ({ run }) => {
  const echo = (...args: readonly string[]) =>
    run(["exec", ...args, "config.yaml", "--secrets-file", "secrets.yaml", "--", "echo", "-q"], DEBUG);
  expect(await echo("-q")).toEqual({ status: 0, stdout: "-q\n", stderr: "" });
  expect(await echo()).toEqual({ status: 0, stdout: "-q\n", stderr: SAID });
});

describe("as ever are", () => {
  test.for<[what: string, args: readonly string[], stdout: string, script?: string]>([
    ["standard input", ["-"], "v: in\n"],
    ["a descriptor", ["/dev/fd/3"], "v: three\n", 'exec 3< <(echo "v: three"); exec "$0" "$@"'],
    ["a process substitution", [], "v: sub\n", '"$0" "$@" <(echo "v: sub")'],
    ["the help", ["policy", "--help"], "Usage: arnsubst policy"],
  ])("%s", async ([_, args, stdout, script], { run }) => {
    const ran = await run(args, DEBUG, script);
    expect({ ...ran, stdout: ran.stdout.slice(0, stdout.length) }).toEqual({
      status: 0,
      stdout,
      stderr: SAID,
    });
  });

  test.for([
    [["nope.yaml"], 2],
    [["exec", "config.yaml", "--secrets-file", "secrets.yaml", "--", "sh", "-c", "exit 9"], 9],
    [["exec", "config.yaml", "--secrets-file", "secrets.yaml", "--", "nope"], 127],
  ] as const)("the exit status of %j", async ([args, status], { run }) => {
    expect((await run(args, DEBUG)).status).toBe(status);
  });

  test.for(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s, which ends all", async (signal, { start }) => {
    const script = "echo $$ ready; while :; do sleep 0.05; done";
    const running = start(["config.yaml", "--", "sh", "-c", script], DEBUG);
    await running.printed("ready");
    const pid = Number.parseInt(running.output().toString(), 10);
    running.child.kill(signal);
    expect(await running.ended).toMatchObject({ status: null, signal, stderr: SAID });
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  });

  test("SIGUSR1, which the command hears", async ({ start }) => {
    const script = "trap 'echo heard; exit 4' USR1; echo ready; while :; do sleep 0.05; done";
    const running = start(["config.yaml", "--", "sh", "-c", script], DEBUG);
    await running.printed("ready");
    running.child.kill("SIGUSR1");
    expect((await running.ended).status).toBe(4);
    expect(running.output().toString()).toBe("ready\nheard\n");
  });
});

test("a report that Node writes holds no variables", async ({ directory, start }) => {
  const reports = () => readdirSync(directory.path).filter((name) => name.startsWith("report."));
  const running = start(["config.yaml", "--", "sh", "-c", "trap : USR2; echo ready; read x; sleep 1"], {
    NODE_OPTIONS: "--report-on-signal --report_on_fatalerror",
    AWS_SESSION_TOKEN: "cAnArY7f3b",
  });
  await running.printed("ready");
  running.child.kill("SIGUSR2");
  await running.ended;
  for (const name of reports()) expect(readFileSync(directory.at(name), "utf8")).not.toContain("cAnArY7f3b");
});
