/** `exec --mask`: no value comes out of the command, and everything else comes out as it was. */

import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { arn } from "../support/arns.js";
import { benchWith, type Executed } from "../support/exec.js";
import { EXECUTABLE, runProcess } from "../support/run.js";

const PEM = "-----BEGIN KEY-----\nMIIBVAIBADANBg\nab\n-----END KEY-----\n";
const bench = benchWith(["hunter2-long", PEM, "abcdef", "defghi", "short", "pässwörd", "p@ss: #1 'x'"]);

/** Runs a program of Node's with `--mask`; `say` prints on stdout and waits until that is out. */
function masked(program: string): Promise<Executed> {
  const prelude = `
    import { setTimeout as pause } from "node:timers/promises";
    const say = (text, to = process.stdout) => new Promise((done) => to.write(text, done));
  `;
  return bench.exec([
    "config.yaml",
    "--mask",
    "--",
    process.execPath,
    "--input-type=module",
    "-e",
    prelude + program,
  ]);
}

async function outputOf(program: string): Promise<string> {
  const { status, stdout, stderr } = await masked(program);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.toString();
}

describe("a value", () => {
  test("in two chunks, with a pause between them", async () => {
    const program = `await say("a hunter2"); await pause(300); await say("-long b\\n");`;
    expect(await outputOf(program)).toBe("a *** b\n");
  });

  test("byte by byte", async () => {
    const text = "<hunter2-long> <pässwörd>";
    const program = `for (const byte of Buffer.from("${text}")) { await say(Buffer.of(byte)); await pause(1); }`;
    expect(await outputOf(program)).toBe("<***> <***>");
  });

  test("of several lines, whole and line by line", async () => {
    const program = `await say(${JSON.stringify(`${PEM}> MIIBVAIBADANBg\r\n> ab\n`)});`;
    expect(await outputOf(program)).toBe("***> ***\r\n> ab\n");
  });

  test("over another one", async () => {
    expect(await outputOf(`await say("abcdefghi abcdef defghi abc");`)).toBe("*** *** *** abc");
  });

  test("of five characters stays", async () => {
    expect(await outputOf(`await say("short");`)).toBe("short");
  });

  test("of which the end never comes", async () => {
    expect(await outputOf(`await say("hunter2-lon");`)).toBe("hunter2-lon");
  });

  test("in the resolved file itself, quoted as it is there", async () => {
    const { stdout } = await bench.exec(["config.yaml", "--mask", "--", "cat", "{}"]);
    expect(stdout.toString()).toBe(
      'v0: ***\nv1: |\n  ***\n  ***\n  ab\n  ***\nv2: ***\nv3: ***\nv4: short\nv5: ***\nv6: "***"\n',
    );
  });

  test("in a variable", async () => {
    const args = ["config.yaml", "--mask", "--env", "KEY=v0", "--", "sh", "-c", 'echo "$KEY"'];
    expect((await bench.exec(args)).stdout.toString()).toBe("***\n");
  });
});

test("each stream is masked by itself", async () => {
  const { stdout, stderr } = await masked(`
    await say("hunter2-"); await say("hunter2-long ", process.stderr); await pause(200);
    await say("long ", process.stderr); await say("long");
  `);
  expect({ stdout: stdout.toString(), stderr }).toEqual({ stdout: "***", stderr: "*** long " });
});

test("the command can open its output anew, as scripts do", async () => {
  const script = "echo hunter2-long > /dev/stderr; echo abcdef > /dev/stdout";
  const { status, stdout, stderr } = await bench.exec(["config.yaml", "--mask", "--", "sh", "-c", script]);
  expect({ status, stdout: stdout.toString(), stderr }).toEqual({
    status: 0,
    stdout: "***\n",
    stderr: "***\n",
  });
});

test("a command that is not there is told as without it", async () => {
  expect(await bench.exec(["config.yaml", "--mask", "--", "nope"])).toMatchObject({ status: 127 });
});

test("a prompt comes at once: no more is kept back than could still become a value", async () => {
  const running = bench.start([
    "config.yaml",
    "--mask",
    "--",
    "sh",
    "-c",
    "printf 'continue? '; exec sleep 30",
  ]);
  await running.printed("continue? ");
  running.child.kill("SIGTERM");
  expect((await running.ended).signal).toBe("SIGTERM");
});

/** Every byte there is, in an order of no pattern: 10 MB. */
const NOISE = `
  import { createHash } from "node:crypto";
  const noise = [];
  for (let index = 0; index < 327_680; index += 1) noise.push(createHash("sha256").update(String(index)).digest());
`;

test("10 MB of bytes without a value come out as they were", async () => {
  const { status, stdout } = await masked(`${NOISE} await say(Buffer.concat(noise));`);
  expect(status).toBe(0);
  const noise = Array.from({ length: 327_680 }, (_, index) =>
    createHash("sha256").update(String(index)).digest(),
  );
  expect(stdout.equals(Buffer.concat(noise))).toBe(true);
});

test("10 MB with values lose them all, and nothing else", async () => {
  const { stdout } = await masked(`await say("0123456789 hunter2-long abcdefghi\\n".repeat(300_000));`);
  expect(stdout.toString() === "0123456789 *** ***\n".repeat(300_000)).toBe(true);
});

test("a command whose reader has gone is told so, and ends", async () => {
  const command = `"$0" "$@" | head -1; echo "\${PIPESTATUS[0]}"`;
  const args = ["exec", "--secrets-file", "secrets.yaml", "config.yaml", "--mask", "--", "yes"];
  const ran = await runProcess("/bin/bash", ["-c", command, process.execPath, EXECUTABLE, ...args], {
    cwd: bench.folder(),
  });
  // SIGPIPE, as without us.
  expect(ran).toEqual({ status: 0, stdout: "y\n141\n", stderr: "" });
});

test("a full disk behind the masked output is told, and nothing is left", async () => {
  const command = `"$0" "$@" > /dev/full`;
  const args = ["exec", "--secrets-file", "secrets.yaml", "config.yaml", "--mask", "--", "echo", "x"];
  const ran = await runProcess("/bin/sh", ["-c", command, process.execPath, EXECUTABLE, ...args], {
    cwd: bench.folder(),
  });
  expect(ran).toMatchObject({ status: 3, stderr: "arnsubst: the output cannot be written (ENOSPC)\n" });
});

test("what a filter has made of a value is hidden, and the value too", async () => {
  writeFileSync(join(bench.folder(), "url.yaml"), `u: db://x:\${${arn("value6")} | urlencode}@db\n`);
  const show = 'cat "$1"; echo "p@ss: #1 \'x\'"';
  const { stdout } = await bench.exec(["url.yaml", "--mask", "--", "sh", "-c", show, "sh", "{}"]);
  expect(stdout.toString()).toBe("u: db://x:***@db\n***\n");
});
