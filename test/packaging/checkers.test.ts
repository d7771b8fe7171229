/**
 * What the recipes write for other programs, checked by what knows their formats: hadolint, botocore and kubernetes-validate.
 * `.ci/run` installs them (ARNSUBST_CHECKERS is the directory with their commands); elsewhere these tests are skipped.
 */

import { describe, expect, test } from "vitest";
import { pageAt } from "../support/pages.js";
import { runProcess } from "../support/run.js";

const directory = process.env["ARNSUBST_CHECKERS"];
const blocksOf = (page: string, language: string) =>
  pageAt(`docs/recipes/${page}`)
    .blocks.filter((block) => block.language === language)
    .map(({ line, file, text }) => [file ?? `line ${line}`, text] as const);

const check = (command: string, args: readonly string[], input: string) =>
  runProcess(`${directory}/${command}`, args, { input });

/** Prints nothing where the service takes the request, and else what is wrong. */
const ECS_TAKES = `
import json, sys, botocore.session, botocore.validate
ecs = botocore.session.get_session().get_service_model("ecs")
shape = ecs.operation_model("RegisterTaskDefinition").input_shape
print(botocore.validate.ParamValidator().validate(json.load(sys.stdin), shape).generate_report(), end="")
`;
const NOTHING_WRONG = { status: 0, stdout: "", stderr: "" };

describe.skipIf(directory === undefined)("docs/recipes", () => {
  test.each(blocksOf("docker.md", "dockerfile"))("docker.md: hadolint, %s", async (_, text) => {
    expect(await check("hadolint", ["-"], text)).toEqual(NOTHING_WRONG);
  });

  test.each(blocksOf("kubernetes.md", "yaml"))("kubernetes.md: kubernetes-validate, %s", async (_, text) => {
    expect(await check("kubernetes-validate", ["--strict", "--quiet", "-"], text)).toEqual(NOTHING_WRONG);
  });

  test("ecs.md: botocore takes the task definition, which holds no value", async () => {
    const [, text = ""] = blocksOf("ecs.md", "json").find(([file]) => file === "task.json") ?? [];
    expect(await check("python", ["-c", ECS_TAKES], text)).toEqual(NOTHING_WRONG);
    expect(text).not.toMatch(/"(secrets|environment)"/);
  });
});
