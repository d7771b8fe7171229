/**
 * The README and docs/ tell the truth: their commands are run, in the order of the page, in a repository that holds the
 * fixtures, and print what is shown below them; UPDATE_GOLDEN=1 writes that. docs/contributing.md says how blocks are marked.
 */

import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { type Directory, openDirectory } from "../support/directory.js";
import { storedFixtures } from "../support/fixtures.js";
import { type Block, PAGES, sessionsOf } from "../support/pages.js";
import { AWS_ENV, EXECUTABLE, type Ran, ROOT, runExecutable, runProcess } from "../support/run.js";
import { type SecretsServer, startSecretsServer } from "../support/secrets-server.js";

const LANGUAGES = new Set("console sh js yaml json text diff dockerfile ini hcl groovy".split(" ")).add("");

let server: SecretsServer;
beforeAll(async () => {
  server = await startSecretsServer();
  server.reset(storedFixtures());
});
afterAll(() => server.close());

describe.each(PAGES.map((page) => [page.path, page] as const))("%s", (path, { blocks }) => {
  let directory: Directory;
  beforeAll(async () => {
    directory = await openRepository();
  });
  afterAll(() => directory.remove());

  const run = (command: string, ...shell: readonly string[]) => inShell(directory, [...shell, "-c", command]);

  test("its blocks are of kinds that the tests know", () => {
    expect(blocks.filter(({ language }) => !LANGUAGES.has(language))).toEqual([]);
  });

  for (const [index, block] of blocks.entries()) {
    const { language, line, text, file } = block;
    const at = (command = "") => `line ${line} ${command}`;
    if (file !== undefined) test(at(file), () => void directory.write(file, text));
    if (language === "yaml" || language === "json") test(at("is YAML"), () => isYaml(text));
    else if (block.notRun !== undefined) test(at("has no syntax error"), () => hasNoSyntaxError(block));
    // `.ci/run` takes these from the README and runs them in a fresh clone.
    else if (block.runByCi) continue;
    else if (language === "console") {
      test.each(sessionsOf(block))(at("%s"), async (command, output) => {
        const { stdout, stderr } = await run(command);
        const printed = stdout + stderr;
        if (process.env["UPDATE_GOLDEN"] === "1")
          writeOutput(path, `$ ${command}\n${output}`, `$ ${command}\n${printed}`);
        else expect(printed).toBe(output);
      });
    } else if (language === "sh") {
      test(at(), async () => expect(await run(text, "-e")).toMatchObject({ status: 0 }));
    } else if (language === "js") {
      test(at(), async () => {
        directory.write("example.mjs", text);
        const shown = blocks[index + 1]?.language === "text" ? blocks[index + 1]?.text : "";
        const { stdout, ...rest } = await run("node example.mjs");
        expect({ ...rest, stdout: stdout.trimEnd() }).toEqual({
          status: 0,
          stdout: shown?.trimEnd(),
          stderr: "",
        });
      });
    }
  }
});

/** A repository with the fixtures, `arnsubst` as a command, through `npx`, and as a package. */
async function openRepository(): Promise<Directory> {
  const directory = openDirectory();
  cpSync(join(ROOT, "fixtures"), directory.at("fixtures"), { recursive: true });
  // As in a clone: what the examples write must not be in git's way.
  cpSync(join(ROOT, ".gitignore"), directory.at(".gitignore"));
  const program = (name: string, script: string) =>
    directory.write(`node_modules/.bin/${name}`, `#!/bin/sh\n${script}\n`);
  const ours = `exec "${process.execPath}" "${EXECUTABLE}"`;
  program("arnsubst", `${ours} "$@"`);
  program("npx", `[ "$1" = --no ] && shift\n[ "$1" = arnsubst ] && shift && ${ours} "$@"`);
  mkdirSync(directory.at("node_modules"), { recursive: true });
  symlinkSync(ROOT, directory.at("node_modules/arnsubst"));
  await inShell(directory, ["-c", "chmod +x node_modules/.bin/* && git init -q"]);
  return directory;
}

function inShell(directory: Directory, args: readonly string[]): Promise<Ran> {
  const { PATH = "" } = process.env;
  return runProcess("/bin/sh", args, {
    cwd: directory.path,
    env: {
      ...AWS_ENV,
      AWS_REGION: "us-west-2",
      AWS_ENDPOINT_URL_SECRETS_MANAGER: server.url,
      HOME: directory.path,
      PATH: `${directory.at("node_modules/.bin")}:${PATH}`,
    },
  });
}

function writeOutput(path: string, before: string, after: string): void {
  const page = readFileSync(join(ROOT, path), "utf8");
  writeFileSync(
    join(ROOT, path),
    page.replace(before, () => after),
  );
}

function isYaml(text: string): void {
  for (const document of parseAllDocuments(text)) expect("errors" in document && document.errors).toEqual([]);
}

async function hasNoSyntaxError(block: Block): Promise<void> {
  const script = { console: commandsOf(block).join("\n"), sh: block.text }[block.language];
  if (script !== undefined)
    expect(await runProcess("/bin/sh", ["-n", "-c", script])).toMatchObject({ status: 0, stderr: "" });
}

function commandsOf(block: Block): readonly string[] {
  if (block.language === "console") return sessionsOf(block).map(([command]) => command);
  return block.text.trim().split("\n");
}

test("the first example of the README comes out as the second shows it", async () => {
  const [before, after] = PAGES.find(({ path }) => path === "README.md")?.blocks ?? [];
  const args = ["resolve", "--secrets-file", "fixtures/secrets.yaml"];
  expect((await runExecutable(args, { input: before?.text ?? "" })).stdout).toBe(after?.text);
});

test("there are pages with commands", () => {
  expect(PAGES.length).toBeGreaterThan(1);
  expect(PAGES.flatMap(({ blocks }) => blocks.flatMap(sessionsOf)).length).toBeGreaterThan(5);
});
