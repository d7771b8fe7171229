/**
 * The recipes of docs/ci.md, where people plug the tool in. What is run here is what they would run, but for the download;
 * `.ci/run` runs the hook through pre-commit itself.
 */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { action, runAction } from "../support/action.js";
import { pageAt } from "../support/pages.js";
import { EXECUTABLE, type Ran, ROOT, runProcess } from "../support/run.js";

const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  writeFileSync(join(directory, "bad.yaml"), `pwd: ${ARN.replace("123456789012", "1234")}\n`);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Hook {
  readonly id: string;
}

interface RecipeStep {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly run?: string;
}

function yamlOf(path: string): unknown {
  return parse(readFileSync(join(ROOT, path), "utf8"));
}

describe("the recipes of docs/ci.md", () => {
  const { text: page, blocks } = pageAt("docs/ci.md");
  /** The first one below a heading that has the words in it. */
  const recipe = (heading: string, words = ""): unknown => {
    const line = page.slice(0, page.indexOf(`\n## ${heading}\n`) + 1).split("\n").length;
    const yaml = blocks.find(
      (each) => each.line > line && each.language === "yaml" && each.text.includes(words),
    );
    return parse(yaml?.text ?? "");
  };

  /** With a command that does what ours stands for: `git clone` gives this repository, `npx` this tool. */
  function runRecipe(script: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const bin = join(directory, "bin");
    mkdirSync(bin, { recursive: true });
    const fake = (name: string, text: string) =>
      writeFileSync(join(bin, name), `#!/bin/bash\n${text}\n`, { mode: 0o755 });
    fake("git", `[ "$1" = clone ] && ln -sfn "${ROOT}" "\${@: -1}"`);
    fake("npx", `[ "$1 $2" = "--no arnsubst" ] && exec "${process.execPath}" "${EXECUTABLE}" "\${@:3}"`);
    mkdirSync(join(directory, "pipelines"), { recursive: true });
    writeFileSync(join(directory, "pipelines/p.yaml"), `pwd: ${ARN}\n`);
    const path = `${bin}:${process.env["PATH"]}`;
    return runProcess("bash", ["-e", "-c", script], { cwd: directory, env: { ...env, PATH: path } });
  }

  /** What the recipe gives to the action. */
  function inputsIn(heading: string): Readonly<Record<string, string>> {
    const { jobs } = recipe(heading) as { jobs: { secrets: { steps: readonly RecipeStep[] } } };
    const used = jobs.secrets.steps.find(({ uses }) => uses?.includes("/.github/actions/check@"));
    return used?.with ?? { none: "" };
  }

  test.each(["GitHub Actions", "GitHub code scanning", "Rules that a pull request cannot change"])(
    "%s: the action has these inputs",
    (heading) => {
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(inputsIn(heading))));
    },
  );

  test("GitHub code scanning: the report is where the next step looks for it", async () => {
    const { jobs } = recipe("GitHub code scanning") as {
      jobs: { secrets: { steps: readonly RecipeStep[] } };
    };
    const upload = jobs.secrets.steps.at(-1)?.with?.["sarif_file"] ?? "";
    const ran = await runAction({
      inputs: { ...inputsIn("GitHub code scanning"), paths: "bad.yaml" },
      cwd: directory,
    });
    expect(ran).toEqual({ status: 1, stdout: "", stderr: "1 file, 1 reference: 1 error\n" });
    const report = JSON.parse(readFileSync(join(directory, upload), "utf8")) as { version: string };
    expect(report.version).toBe("2.1.0");
  });

  test("GitHub Actions: the chart is fenced", async () => {
    const { steps } = recipe("GitHub Actions", "mermaid") as { steps: readonly RecipeStep[] };
    const summary = join(directory, "summary.md");
    const ran = await runRecipe(steps.at(-1)?.run ?? "false", { GITHUB_STEP_SUMMARY: summary });
    expect(ran).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(readFileSync(summary, "utf8")).toMatch(/^```mermaid\nflowchart LR\n {2}f1\[.* --> s1\n```\n$/s);
  });

  const checked = { status: 0, stdout: "1 file, 1 reference: nothing wrong\n", stderr: "" };

  test("GitLab: the script runs", async () => {
    const { secrets } = recipe("GitLab", "git clone") as { secrets: { script: readonly string[] } };
    expect(await runRecipe(secrets.script.join("\n"))).toEqual(checked);
  });

  test("Findings on the pages of GitLab: the reports are where GitLab looks for them", async () => {
    const { secrets } = recipe("Findings on the pages of GitLab, Jenkins and CircleCI") as {
      secrets: { script: readonly string[]; artifacts: { reports: Readonly<Record<string, string>> } };
    };
    expect(await runRecipe(secrets.script.join("\n"))).toMatchObject({ status: 0, stdout: "" });
    const { codequality = "", junit = "" } = secrets.artifacts.reports;
    expect(readFileSync(join(directory, codequality), "utf8")).toBe("[]\n");
    expect(readFileSync(join(directory, junit), "utf8")).toContain('name="pipelines/p.yaml"');
  });

  test("CircleCI: the steps run", async () => {
    const { jobs } = recipe("CircleCI") as { jobs: { secrets: { steps: readonly RecipeStep[] } } };
    const steps = jobs.secrets.steps.flatMap(({ run }) => run ?? []);
    expect(await runRecipe(steps.join("\n"))).toEqual(checked);
  });

  test("Jenkins: the steps run", async () => {
    const pipeline = blocks.find(({ language }) => language === "groovy")?.text ?? "";
    const steps = Array.from(pipeline.matchAll(/^ *sh '(.*)'$/gm), ([, step = ""]) => step);
    expect(await runRecipe(steps.join("\n"))).toEqual(checked);
  });

  test("pre-commit: the hook exists", () => {
    const { repos } = recipe("pre-commit") as { repos: readonly { hooks: readonly { id: string }[] }[] };
    const ids = (yamlOf(".pre-commit-hooks.yaml") as readonly Hook[]).map(({ id }) => id);
    expect(repos[0]?.hooks.map(({ id }) => id)).toEqual(ids);
  });
});
