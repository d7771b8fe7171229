/** The README tells the truth: its commands are run, its tables are held against the code. */

import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { CATALOGUE } from "../../src/core/diagnostics/catalogue.js";
import { expectGolden } from "../support/golden.js";
import { EXECUTABLE, ROOT, runExecutable, runProcess } from "../support/run.js";

const readme = readFileSync(join(ROOT, "README.md"), "utf8");
/** Without the names of its steps, which would say the words without doing anything. */
const ciScript = readFileSync(join(ROOT, ".ci/run"), "utf8").replaceAll(/^step ".*?"/gm, "");
let directory: string;

/** A repository with the fixtures, and `arnsubst` on the PATH. */
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  cpSync(join(ROOT, "fixtures"), join(directory, "fixtures"), { recursive: true });
  writeFileSync(join(directory, "arnsubst"), `#!/bin/sh\nexec "${process.execPath}" "${EXECUTABLE}" "$@"\n`);
  chmodSync(join(directory, "arnsubst"), 0o755);
  // As in a clone: what the examples write must not be in git's way.
  cpSync(join(ROOT, ".gitignore"), join(directory, ".gitignore"));
  await runProcess("/bin/sh", ["-c", "git init -q"], { cwd: directory });
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const fenced = Array.from(readme.matchAll(/^```(\w*)\n(.*?)^```$/gms), ([, language = "", text = ""]) => ({
  language,
  text,
}));

function blocks(language: string): readonly string[] {
  return fenced.filter((block) => block.language === language).map(({ text }) => text);
}

/** `$ command`, and below it all that it prints. */
const sessions = blocks("console").flatMap((block) =>
  block
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const [command = "", ...output] = step.split("\n");
      return [command, output.join("\n")] as const;
    }),
);

describe("a command shown with its output", () => {
  test("there are some", () => expect(sessions.length).toBeGreaterThan(3));

  test.each(sessions)("%s", async (command, output) => {
    const { PATH = "" } = process.env;
    const { stdout, stderr } = await runProcess("/bin/sh", ["-c", command], {
      cwd: directory,
      env: { PATH: `${directory}:${PATH}` },
    });
    expect(stdout + stderr).toBe(output);
  });
});

describe("the examples of the library run", () => {
  const outputs = ["PASSWORD: 'p@ss: #1'\n\n", "TOKEN: tok_123\n"];
  beforeAll(() => {
    mkdirSync(join(directory, "node_modules"));
    symlinkSync(ROOT, join(directory, "node_modules/arnsubst"));
  });

  test("all of them", () => expect(blocks("js").length).toBe(outputs.length));

  test.each([...outputs.entries()])("example %i", async (index, stdout) => {
    writeFileSync(join(directory, "example.mjs"), blocks("js")[index] ?? "");
    const ran = await runProcess(process.execPath, ["example.mjs"], { cwd: directory });
    expect(ran).toEqual({ status: 0, stdout, stderr: "" });
  });
});

const setUp = blocks("sh").flatMap((block) => block.trim().split("\n"));

test.each(setUp.filter((command) => !command.startsWith("cd ")))("CI runs %s", (command) => {
  expect(ciScript).toContain(command.replace(/ \S*arnsubst-[\w.-]+\.tgz/, ""));
});

test("the tarball is named as npm names it", () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  expect(readme).toContain(`arnsubst-${version}.tgz`);
});

test("the first example comes out as the second shows it", async () => {
  const [before = "", after] = blocks("yaml");
  const args = ["resolve", "--secrets-file", "fixtures/secrets.yaml"];
  expect((await runExecutable(args, { input: before })).stdout).toBe(after);
});

test("the YAML examples are YAML", () => {
  for (const block of blocks("yaml")) {
    for (const document of parseAllDocuments(block))
      expect("errors" in document && document.errors).toEqual([]);
  }
});

describe("each promise about where secrets go has tests of its name", () => {
  const section = /^## Where your secrets go$(.*?)^## /ms.exec(readme)?.[1] ?? "";
  const promises = Array.from(section.matchAll(/\*\*(.*?)\*\*/g), ([, words = ""]) =>
    words.replaceAll("`", "").replace(/\.$/, ""),
  );
  const tests = globSync("test/process/*.test.ts", { cwd: ROOT })
    .map((path) => readFileSync(join(ROOT, path), "utf8"))
    .join("\n")
    .toLowerCase();

  test("there are some", () => expect(promises.length).toBeGreaterThan(20));

  test("nothing is promised outside of them", () => {
    const [, ...paragraphs] = section.trim().split(/\n(?! )/);
    expect(paragraphs.filter((text) => !/^(?:|### .*|- \*\*.*)$/s.test(text))).toEqual([]);
  });

  test.each(promises)("%s", (words) => {
    expect(tests).toContain(`("${words.toLowerCase()}`);
  });
});

test("the table of diagnostics is made of the catalogue; UPDATE_GOLDEN=1 writes it", () => {
  const rows = /(?<=^\| code \|.*\n\|.*\n)(?:\| `[a-z-]+` \|.*\n)+/m;
  const table = Object.entries(CATALOGUE).map(([code, { wrong }]) => `| \`${code}\` | ${wrong} |\n`);
  expectGolden(
    readme.replace(rows, () => table.join("")),
    join(ROOT, "README.md"),
  );
});
