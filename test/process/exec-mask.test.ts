/** What `exec --mask` hides. */

import { writeFileSync } from "node:fs";
import { describe, expect } from "vitest";
import { arn } from "../support/arns.js";
import { testWith } from "../support/exec.js";

const PEM = "-----BEGIN KEY-----\nMIIBVAIBADANBg\nab\n-----END KEY-----\n";
const JSON_TEXT = '{ "user": "pipeline", "port": 543210, "pin": "12345", "on": true }';
const test = testWith([
  "hunter2-long",
  PEM,
  "abcdef",
  "defghi",
  "short",
  "pässwörd",
  "p@ss: #1 'x'",
  JSON_TEXT,
]).extend("outputOf", ({ masked }) => async (program: string): Promise<string> => {
  const { status, stdout, stderr } = await masked(program);
  expect({ status, stderr }).toEqual({ status: 0, stderr: SHORT });
  return stdout.toString();
});

/** `short`, and in the JSON `12345`. */
const SHORT = "arnsubst: 2 values of fewer than 6 characters are not hidden in the output\n";

describe("--mask hides values of six characters or more", () => {
  test("in two chunks, with a pause between them", async ({ outputOf }) => {
    const program = `await say("a hunter2"); await pause(300); await say("-long b\\n");`;
    expect(await outputOf(program)).toBe("a *** b\n");
  });

  test("byte by byte", async ({ outputOf }) => {
    const text = "<hunter2-long> <pässwörd>";
    const program = `for (const byte of Buffer.from("${text}")) { await say(Buffer.of(byte)); await pause(1); }`;
    expect(await outputOf(program)).toBe("<***> <***>");
  });

  test("of several lines, whole and line by line", async ({ outputOf }) => {
    const program = `await say(${JSON.stringify(`${PEM}> MIIBVAIBADANBg\r\n> ab\n`)});`;
    expect(await outputOf(program)).toBe("***> ***\r\n> ab\n");
  });

  test("over another one", async ({ outputOf }) => {
    expect(await outputOf(`await say("abcdefghi abcdef defghi abc");`)).toBe("*** *** *** abc");
  });

  test("of five characters stays", async ({ outputOf }) => {
    expect(await outputOf(`await say("short");`)).toBe("short");
  });

  test("and -q says nothing of those that stay", async ({ exec }) => {
    const { stdout, stderr } = await exec(["config.yaml", "--mask", "-q", "--", "echo", "short"]);
    expect({ stdout: stdout.toString(), stderr }).toEqual({ stdout: "short\n", stderr: "" });
  });

  test("of which the end never comes", async ({ outputOf }) => {
    expect(await outputOf(`await say("hunter2-lon");`)).toBe("hunter2-lon");
  });

  test("in the resolved file itself, quoted as it is there", async ({ exec }) => {
    const { stdout } = await exec(["config.yaml", "--mask", "--", "cat", "{}"]);
    expect(stdout.toString()).toBe(
      "v0: ***\nv1: |\n  ***\n  ***\n  ab\n  ***\nv2: ***\nv3: ***\nv4: short\nv5: ***\nv6: \"***\"\nv7: '***'  # arnsubst: resolve\n",
    );
  });

  test("the strings and numbers in one that is JSON", async ({ outputOf }) => {
    expect(await outputOf(`await say("pipeline:543210 12345 true");`)).toBe("***:*** 12345 true");
  });

  test("as JSON writes them", async ({ outputOf }) => {
    const said = String.raw`["-----BEGIN KEY-----\nMIIBVAIBADANBg\nab\n-----END KEY-----\n","p\u00e4ssw\u00f6rd"]`;
    expect(await outputOf(`await say(String.raw\`${said}\`);`)).toBe('["***","***"]');
  });

  test("no other encodings of them, and no parts", async ({ outputOf }) => {
    const program = `await say("aHVudGVyMi1sb25n hunter2\\x1b[1m-long hunter2 unter2-long");`;
    expect(await outputOf(program)).toBe("aHVudGVyMi1sb25n hunter2\x1b[1m-long hunter2 unter2-long");
  });

  test("in a variable", async ({ exec }) => {
    const args = ["config.yaml", "--mask", "--env", "KEY=v0", "--", "sh", "-c", 'echo "$KEY"'];
    expect((await exec(args)).stdout.toString()).toBe("***\n");
  });

  test("before and after a filter: what a filter has made of a value is hidden, and the value too", async ({
    directory,
    exec,
  }) => {
    writeFileSync(directory.at("url.yaml"), `u: db://x:\${${arn("value6")} | urlencode}@db\n`);
    const show = 'cat "$1"; echo "p@ss: #1 \'x\'"';
    const { stdout } = await exec(["url.yaml", "--mask", "--", "sh", "-c", show, "sh", "{}"]);
    expect(stdout.toString()).toBe("u: db://x:***@db\n***\n");
  });
});
