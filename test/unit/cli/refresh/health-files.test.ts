/** The ready file and the status file: what may be in their place, and when they go. */

import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { describe, expect } from "vitest";
import {
  healthFileMisuse,
  prepareHealthFiles,
  removeReady,
  writeReady,
} from "../../../../src/cli/refresh/health-files.js";
import { testContext } from "../../../support/refreshing.js";
import { test } from "../../../support/test.js";

const NOW = "2026-01-01T00:00:00.000Z";

test("the ready file says since when, and is removed at the end", async ({ directory }) => {
  const flags = { readyFile: directory.at("ready") };
  expect(await writeReady(flags, NOW, testContext())).toBe(0);
  expect(directory.read("ready")).toBe(`arnsubst is ready: ${NOW}\n`);
  removeReady(flags);
  removeReady(flags);
  expect(directory.names()).toEqual([]);
});

test("that of a run which was killed is removed at the start", async ({ directory }) => {
  const flags = { readyFile: directory.at("ready") };
  await writeReady(flags, NOW, testContext());
  expect(await prepareHealthFiles(flags, testContext())).toBe(0);
  expect(directory.names()).toEqual([]);
});

describe("anything else in its place is a usage error, and stays", () => {
  test.for([
    ["a file", (path: string) => spawnSync("sh", ["-c", `echo mine > "${path}"`])],
    ["an empty file", (path: string) => spawnSync("touch", [path])],
    ["a directory", (path: string) => mkdirSync(path)],
    ["a pipe", (path: string) => spawnSync("mkfifo", [path])],
    ["a link to a file", (path: string) => symlinkSync("/etc/hosts", path)],
    ["a link to nothing", (path: string) => symlinkSync("/nonexistent", path)],
  ] as const)("%s", async ([_, make], { directory }) => {
    const flags = { readyFile: directory.at("ready") };
    make(flags.readyFile);
    const context = testContext();
    expect(await prepareHealthFiles(flags, context)).toBe(2);
    expect(context.stderr.text).toBe(
      `arnsubst: --ready-file ${flags.readyFile}: there is another file\n  = name a file that does not exist yet\n`,
    );
    removeReady(flags);
    expect(directory.names()).toEqual(["ready"]);
  });
});

test("no file is asked for: nothing to do", async () => {
  expect(await prepareHealthFiles({}, testContext())).toBe(0);
  expect(await writeReady({}, NOW, testContext())).toBe(0);
  removeReady({});
});

test("one that cannot be written is an environment error", async ({ directory }) => {
  const context = testContext();
  expect(await writeReady({ readyFile: directory.at("no", "ready") }, NOW, context)).toBe(3);
  expect(context.stderr.text).toContain("ready: cannot be written (there is no directory");
});

describe("neither may be another file of the run", () => {
  test("an input, an output, or the other one", async ({ directory }) => {
    const [ready, status] = [directory.at("ready"), directory.at("status")];
    directory.write("config.yaml", "");
    symlinkSync(directory.at("config.yaml"), directory.at("link"));
    const paths = [directory.at("config.yaml"), directory.at("out.yaml")];
    expect(await healthFileMisuse({ readyFile: ready, statusFile: status }, paths)).toBeUndefined();
    expect(await healthFileMisuse({}, paths)).toBeUndefined();
    for (const name of ["config.yaml", "out.yaml", "link"]) {
      const path = directory.at(name);
      expect((await healthFileMisuse({ readyFile: path }, paths))?.[0]).toContain(
        `--ready-file ${path} would overwrite `,
      );
      expect((await healthFileMisuse({ statusFile: path }, paths))?.[0]).toContain(`--status-file ${path} `);
    }
    expect((await healthFileMisuse({ readyFile: ready, statusFile: ready }, paths))?.[0]).toBe(
      `--status-file ${ready} would overwrite ${ready}`,
    );
  });
});
