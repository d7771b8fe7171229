/** `exec --env`: where Node can do that, the command takes our place, and finds all as a child process would. */

import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { arn } from "../support/arns.js";
import { testWith } from "../support/exec.js";
import { firstProcessWay } from "../support/mounts.js";
import { EXECUTABLE, runProcess } from "../support/run.js";

const CAN = "execve" in process;
/** Node's options for one that cannot. */
const OLD = `--import=data:text/javascript,${encodeURIComponent("delete process.execve")}`;
const ENV = ["config.yaml", "--env", "A=v0"];

const test = testWith(["tok_123", "y".repeat(131_060), "z".repeat(140_000)])
  .extend("directory", ({ directory }) => {
    const script = (name: string, text: string, mode = 0o755) => {
      chmodSync(directory.write(name, text), mode);
    };
    mkdirSync(directory.at("bin/directory"), { recursive: true });
    script("bin/plain", 'echo "plain $A"\n');
    script("bin/a=b", "#!/bin/sh\necho assigned\n");
    script("bin/-dash", "#!/bin/sh\necho dash\n");
    script("bin/closed", "#!/bin/sh\n", 0o644);
    script("bin/lost", "#!/no/such/interpreter\n");
    return directory;
  })
  .extend("pid", ({ start }) => async (...options: readonly string[]) => {
    const running = start([...options, "--", "sh", "-c", "echo $$"]);
    const { stdout } = await running.ended;
    return stdout.toString() === `${running.pid}\n`;
  });
interface Case {
  readonly command: readonly string[];
  readonly status?: number;
  readonly stdout?: string | RegExp;
  readonly stderr?: RegExp;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

const PATH = `${process.env["PATH"]}:bin`;

const cases: Readonly<Record<string, Case>> = {
  "arguments as they are": {
    command: ["printf", "%s|", "", "a b", "A=1", "-i", "{}x", "é"],
    stdout: "|a b|A=1|-i|{}x|é|",
  },
  "its own name": { command: ["sh", "-c", "tr '\\0' ' ' < /proc/$$/cmdline"], stdout: /^sh -c/ },
  "the variables": {
    command: ["env"],
    stdout: /^(?=.*^A=tok_123$)(?=.*^B=b$)(?!.*ARNSUBST)/ms,
    env: { B: "b" },
  },
  "standard input": { command: ["cat"], stdout: "from stdin\n" },
  "an empty input where we have read it": {
    args: ["-", ...ENV],
    command: ["sh", "-c", "readlink /proc/self/fd/0; cat"],
    stdout: "/dev/null\n",
  },
  "no signal blocked or ignored": {
    command: ["grep", "-E", "Sig(Blk|Ign)", "/proc/self/status"],
    stdout: "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n",
  },
  "an end by a reader that goes": { command: ["sh", "-c", "yes | head -n 1"], stdout: "y\n", stderr: /^$/ },
  "no other files of ours": { command: ["ls", "/proc/self/fd"], stdout: /^0\n1\n2\n(?:\d{3}\n)*3\n$/ },
  "its own status": { command: ["sh", "-c", "exit 42"], status: 42 },
  "status 127 where there is none": {
    command: ["nope"],
    status: 127,
    stderr: /^arnsubst: nope: command not found/,
  },
  "status 126 where it is closed": {
    command: ["closed"],
    status: 126,
    stderr: /^arnsubst: closed: cannot be started \(EACCES\)/,
  },
  "status 126 where it is a directory": {
    command: ["bin/directory"],
    status: 126,
    stderr: /cannot be started \(EACCES\)/,
  },
  "status 127 where what runs it is missing": { command: ["lost"], status: 127, stderr: /lost/ },
  "a script without a first line": { command: ["plain"], stdout: "plain tok_123\n" },
  "a name with =": { command: ["a=b"], stdout: "assigned\n" },
  "a name with -": { command: ["-dash"], stdout: "dash\n" },
  "a PATH of its own": {
    command: ["plain"],
    stdout: "plain tok_123\n",
    env: { PATH: "/nope::bin:/usr/bin:/bin" },
  },
  "more than any system takes": {
    args: ["config.yaml", "--env", "A=v2"],
    command: ["true"],
    status: 126,
    stderr: /cannot be started \(E2BIG\)/,
  },
  "a value that fits, but only just": {
    args: ["config.yaml", "--env", "A=v1"],
    command: ["sh", "-c", "echo ${#A}"],
    stdout: "131060\n",
  },
};

describe.each([
  ["in our place", {}],
  ["by a Node that cannot", { NODE_OPTIONS: OLD }],
])("%s the command has", (_, node) => {
  test.for(Object.entries(cases))(
    "%s",
    async ([_, { command, status = 0, stdout = "", stderr = /^$/, env, args = ENV }], { directory }) => {
      const input = `v0: ${arn("value0")}\n`;
      const ran = await runProcess(
        process.execPath,
        [EXECUTABLE, "exec", "--secrets-file", "secrets.yaml", ...args, "--", ...command],
        {
          cwd: directory.path,
          env: { PATH, ...node, ...env },
          input: args[0] === "-" ? input : "from stdin\n",
        },
      );
      expect(ran.status).toBe(status);
      expect(ran.stderr).toMatch(stderr);
      if (typeof stdout === "string") expect(ran.stdout).toBe(stdout);
      else expect(ran.stdout).toMatch(stdout);
    },
  );
});

describe("with --env alone the command replaces arnsubst", () => {
  test("where Node can do that", async ({ pid }) => {
    expect(await pid(...ENV)).toBe(CAN);
  });

  test.for([
    ["files", ["config.yaml"]],
    ["masked output", [...ENV, "--mask"]],
  ] as const)("but not while there are %s", async ([_, options], { pid }) => {
    expect(await pid(...options)).toBe(false);
  });

  test("a pipe that we have written to still keeps it waiting where the reader is slow", async ({
    directory,
  }) => {
    writeFileSync(directory.at("one.yaml"), `v0: ${arn("value0")}\n`);
    const flags = ["sh", "-c", "grep flags /proc/self/fdinfo/2"];
    const args = [
      EXECUTABLE,
      "exec",
      "--secrets-file",
      "secrets.yaml",
      "one.yaml",
      "--env",
      "A=v0",
      "--",
      ...flags,
    ];
    const script = '"$0" "$@" 2>&1 > flags.txt | cat; cat flags.txt';
    const ran = await runProcess("/bin/sh", ["-c", script, process.execPath, ...args], {
      cwd: directory.path,
      env: { GITHUB_ACTIONS: "true" },
    });
    // In octal; O_NONBLOCK is 4000.
    expect(ran.stdout).toMatch(/^::add-mask::tok_123\nflags:\t(?:\d*[0-3]\d{3}|\d{1,3})\n/);
  });

  test("what was compiled is kept for the next start", async ({ directory }) => {
    const caches = join(directory.path, "caches");
    const args = [EXECUTABLE, "exec", "--secrets-file", "secrets.yaml", ...ENV, "--", "true"];
    await runProcess(process.execPath, args, { cwd: directory.path, env: { XDG_CACHE_HOME: caches } });
    const kept = existsSync(caches) ? readdirSync(caches, { recursive: true }) : [];
    expect(kept.length > 3).toBe("enableCompileCache" in module);
  });
});

const way = firstProcessWay();
/** Left out, and not skipped, which CI takes for a failure. */
if (way === undefined) process.stderr.write("exec: no process can be the first one here\n");
else
  describe("as the first process of a container, exec leaves zombies", () => {
    const testFirst = test.extend(
      "run",
      ({ directory }) =>
        (...args: readonly string[]) =>
          runProcess(
            "/usr/bin/env",
            [...way, process.execPath, EXECUTABLE, "exec", "--secrets-file", "secrets.yaml", ...args],
            {
              cwd: directory.path,
            },
          ),
    );
    const ORPHANS =
      "for n in 1 2 3; do (sleep 0.1 & ); done; sleep 0.5; grep -l '^State:.Z' /proc/[0-9]*/status | wc -l";

    testFirst("zombies stay, and that is said once, with the way out", async ({ run }) => {
      const ran = await run("config.yaml", "--", "sh", "-c", ORPHANS);
      expect(ran).toEqual({
        status: 0,
        stdout: "3\n",
        stderr: `arnsubst: exec is process 1 here and cannot reap the processes that the command leaves running, so they stay as zombies
  = start the container with docker run --init, or write tini -- arnsubst exec …
`,
      });
      expect((await run("config.yaml", "-q", "--", "true")).stderr).toBe("");
      expect((await run("config.yaml", "--refresh", "1h", "--", "true")).stderr).toBe(ran.stderr);
    });

    testFirst("nothing is said where the command is that process", async ({ run }) => {
      const { stdout, stderr } = await run(...ENV, "--", "sh", "-c", "echo $$");
      expect([stdout === "1\n", stderr === ""]).toEqual([CAN, CAN]);
    });
  });
