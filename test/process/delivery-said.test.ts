import { describe, expect } from "vitest";
import { arn } from "../support/arns.js";
import { DONE_LINE, RESOLVED, test } from "../support/delivery.js";
import { AWS_ENV, EXECUTABLE, runExecutable, runProcess } from "../support/run.js";
import { denied, fail, startSecretsServer } from "../support/secrets-server.js";
import { hasTerminals } from "../support/terminal.js";

describe("one line says what arnsubst wrote", () => {
  test("-q silences it, and names cannot send escapes", async ({ directory, resolve }) => {
    directory.write("in.yaml");
    expect(await resolve("in.yaml", "-q", "-o", "out")).toEqual({ status: 0, stdout: "", stderr: "" });
    expect((await resolve("in.yaml", "-o", "\u001b[31mred")).stderr).toBe(`${DONE_LINE}␛[31mred\n`);
    directory.write("plain.yaml", "a: 1\n");
    expect((await resolve("plain.yaml", "-o", "out")).stderr).toBe("found no references → out\n");
  });

  test("a name in two regions is two secrets, as list has it", async ({ directory, resolve, shell }) => {
    const text = ["west", "east"].map((end) => `${end}: ref+awssecrets://a?region=us-${end}-1\n`).join("");
    directory.write("in.yaml", text);
    directory.write("values.yaml", "a: x\n");
    const { stderr } = await resolve("in.yaml", "--secrets-file", "values.yaml", "-o", "out");
    expect(stderr).toMatch(/^resolved 2 references to 2 secrets /);
    expect((await shell("$ARNSUBST in.yaml --dry-run")).stdout).toMatch(/2 references to 2 secrets/);
  });

  test("with the calls that it took, where these were those of the plan", async ({ directory }) => {
    const server = await startSecretsServer();
    const stored = ["a", "b"].map((name) => ({ arn: arn(name), text: name }));
    directory.write("in.yaml", `x: ${arn("a")}\ny: ${arn("b")}\nz: ${arn("a")}\n`);
    const run = () =>
      runExecutable(["in.yaml", "-o", "out.yaml", "--endpoint-url", server.url], {
        cwd: directory.path,
        env: AWS_ENV,
      });
    server.reset(stored);
    expect((await run()).stderr).toBe("resolved 3 references to 2 secrets in 1 call → out.yaml\n");
    server.reset(stored, ({ operation }, response) => {
      if (operation === "BatchGetSecretValue") fail(response, denied(operation));
      return operation === "BatchGetSecretValue";
    });
    expect((await run()).stderr).toMatch(
      /^arnsubst: .*\n(.*\n)?resolved 3 references to 2 secrets → out\.yaml \(unchanged\)\n$/,
    );
    await server.close();
  });

  test("what the shell has opened is written to, not replaced", async ({ directory, shell }) => {
    directory.write("in.yaml");
    const ran = await shell(
      "(echo head; $ARNSUBST in.yaml -o /dev/stdout; $ARNSUBST in.yaml -o /dev/fd/1 -q) > all",
    );
    expect({ ...ran, all: directory.read("all") }).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
      all: `head\n${RESOLVED}${RESOLVED}`,
    });
  });

  test.skipIf(!hasTerminals())("values on a terminal give a reminder", async ({ directory }) => {
    directory.write("in.yaml");
    directory.write("plain.yaml", "a: 1\n");
    const onTerminal = async (...args: readonly string[]) => {
      const spawning = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
      const command = [
        "-c",
        spawning,
        process.execPath,
        EXECUTABLE,
        "--secrets-file",
        "secrets.yaml",
        ...args,
      ];
      return (await runProcess("python3", command, { cwd: directory.path })).stdout.replaceAll("\r\n", "\n");
    };
    expect(await onTerminal("in.yaml")).toMatch(
      /^a: \w+ # c\narnsubst: secret values were written to the terminal; .*\n$/,
    );
    expect(await onTerminal("in.yaml", "-q")).toBe(RESOLVED);
    expect(await onTerminal("plain.yaml")).toBe("a: 1\n");
  });
});
