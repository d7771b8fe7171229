/** `check` and `list` as CI meets them. */

import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { EXECUTABLE, runProcess } from "../support/run.js";
import { test as base } from "../support/test.js";

const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";

const test = base
  .extend("directory", ({ directory }) => {
    mkdirSync(directory.at("empty"));
    for (const name of [
      "tree/b.yaml",
      "tree/a/c.yml",
      "tree/.git/d.yaml",
      "tree/node_modules/e.yaml",
      "tree/.hidden/f.yaml",
    ]) {
      directory.write(name, `pwd: ${ARN}\n`);
    }
    directory.write("tree/g.txt", "key: [\n");
    directory.write("bad.yaml", `a: 1\n# 😀\nb: {"😀": "${ARN.replace("123456789012", "1234")}"}\n`);
    return directory;
  })
  .extend(
    "run",
    ({ inProcess }) =>
      (...args: readonly string[]) =>
        inProcess(args),
  );

describe("check", () => {
  test("the JSON shape", async ({ run }) => {
    const { status, stdout, stderr } = await run("check", "bad.yaml", "--format", "json");
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      diagnostics: [
        {
          code: "arn-account",
          severity: "error",
          message: 'the account id "1234" has 4 digits, an AWS account id has 12',
          hint: expect.stringContaining("12 digits"),
          file: "bad.yaml",
          line: 3,
          column: 12,
          endLine: 3,
          endColumn: 71,
          path: "b.😀",
          part: { line: 3, column: 45, endLine: 3, endColumn: 49 },
        },
      ],
      summary: { files: 1, references: 1, errors: 1, warnings: 0, notes: 0 },
    });
  });

  test("directories are walked, and .git and node_modules are not", async ({ run }) => {
    const { status, stdout } = await run("check", "tree", "--format", "json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout).summary).toMatchObject({ files: 3, references: 3 });
    const listed = JSON.parse((await run("list", "tree", "--format", "json")).stdout);
    const files = listed.secrets[0].references.map(({ file }: { file: string }) => file);
    expect(files).toEqual(["tree/.hidden/f.yaml", "tree/a/c.yml", "tree/b.yaml"]);
  });

  test("a file of a directory that names no secret is counted, and not read as YAML unless it is named", async ({
    directory,
    run,
  }) => {
    const mixed = directory.at("mixed");
    mkdirSync(mixed);
    writeFileSync(join(mixed, "chart.yaml"), "{{- if .Values.on }}\nname: x\n{{- end }}\n");
    writeFileSync(join(mixed, "bad.yaml"), `a: [\nb: ${ARN}\n`);
    writeFileSync(join(mixed, "bytes.yaml"), Buffer.from([0x61, 0x3a, 0xff]));
    const { status, stdout } = await run("check", "mixed", "--format", "json");
    expect(status).toBe(1);
    const { diagnostics, summary } = JSON.parse(stdout);
    expect(diagnostics.map(({ code, file }: { code: string; file: string }) => [file, code])).toEqual([
      ["mixed/bad.yaml", "yaml-syntax"],
      ["mixed/bytes.yaml", "yaml-syntax"],
    ]);
    expect(summary.files).toBe(3);
    expect((await run("check", "mixed", "mixed/chart.yaml")).stdout).toContain(
      "chart.yaml:1:3 error yaml-syntax",
    );
    rmSync(mixed, { recursive: true });
  });

  test("files of other programs in which no secret can be named are no matter, for check and for policy", async ({
    directory,
    run,
  }) => {
    const others = directory.at("others");
    mkdirSync(others);
    const files = {
      "sa.yaml":
        '{{- if .Values.sa.create }}\nmetadata:\n  name: {{ include "app.name" . }}\n  annotations:\n    eks.amazonaws.com/role-arn: {{ .Values.roleArn }}\n{{- end }}\n',
      "role.yaml":
        "{{- with .x }}\neks.amazonaws.com/role-arn: arn:aws:iam::123456789012:role/{{ . }}-secrets\n{{- end }}\n",
      "learn.yaml": "{{- if .Values.x }}\nlearn: true\nresolve: true\n{{- end }}\n",
      "topic.yaml": "{{- if .Values.topic }}\nTopicArn: {{ .Values.topic }}\n{{- end }}\n",
      "script.yaml": "{{ range . }}\nrun: curl \\\n  x # arnsubst\n{{ end }}\n",
      "iam.yaml": "{{ range . }}\n- secretsmanager:GetSecretValue\n{{ end }}\n",
      "sns.yaml": "<% if x %>\nv: '{{resolve:sns:/prod/db}}'\n<% end %>\n",
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(others, name), text);
    expect(await run("check", "others")).toMatchObject({
      status: 0,
      stdout: "7 files, 0 references: nothing wrong\n",
    });
    writeFileSync(join(others, "own.yaml"), `a: ${ARN}\n`);
    const { status, stdout } = await run("policy", "others");
    expect(status).toBe(0);
    expect(stdout).toContain(ARN);
    rmSync(others, { recursive: true });
  });

  test("a file named twice is checked once", async ({ run }) => {
    expect((await run("check", "tree", "tree/b.yaml")).stdout).toBe("3 files, 3 references: nothing wrong\n");
  });

  test("standard input", async ({ inProcess }) => {
    const ran = await inProcess(["check", "-"], { input: `a: ${ARN}\n` });
    expect(ran).toEqual({ status: 0, stdout: "1 file, 1 reference: nothing wrong\n", stderr: "" });
  });

  test("paths that name nothing, and no path at all", async ({ inProcess, run }) => {
    expect(await run("check", "nope", "tree")).toMatchObject({ status: 2, stdout: "" });
    expect(await run("check")).toMatchObject({ status: 2, stdout: "" });
    for (const command of ["check", "list", "policy", "exec"])
      expect((await inProcess([command], { input: `a: ${ARN}\n` })).stderr).toMatch(
        command === "exec"
          ? /^arnsubst: missing required argument 'files'\n {2}= name files, or - to read standard input\n/
          : /^arnsubst: missing required argument 'paths'\n {2}= name files or directories, or - to read standard input\n/,
      );
  });

  test("an unreadable file among others: they are checked all the same", async ({ directory, run }) => {
    const loop = directory.at("loop.yaml");
    symlinkSync(loop, loop);
    const { status, stdout, stderr } = await run("check", "loop.yaml", "tree/b.yaml", "bad.yaml");
    rmSync(loop);
    expect(status).toBe(3);
    expect(stderr).toMatch(/loop\.yaml: cannot be read \(ELOOP\)/);
    expect(stdout).toContain("arn-account");
  });

  test("a directory that cannot be read, and links", async ({ directory, run }) => {
    const links = directory.at("links");
    mkdirSync(links);
    writeFileSync(join(links, "bad.txt"), `a: ${ARN.replace("123456789012", "1234")}\n`);
    symlinkSync("bad.txt", join(links, "good.yaml"));
    symlinkSync(directory.at("tree"), join(links, "tree.yaml"));
    expect((await run("check", "links")).stdout).toMatch(/^links\/good\.yaml:1:4 error arn-account/);
    symlinkSync(directory.at("nothing"), join(links, "broken.yaml"));
    const { status, stderr } = await run("check", "links");
    expect(status).toBe(3);
    expect(stderr).toContain("links/broken.yaml: cannot be read (a broken link)");
    rmSync(links, { recursive: true });
  });

  test("options for all commands may stand before the command", async ({ run }) => {
    expect(await run("-q", "check", "tree")).toEqual({ status: 0, stdout: "", stderr: "" });
    expect((await run("--color", "check", "bad.yaml")).stdout).toContain("\u001b[");
  });

  test("stderr that cannot be written changes no status", async ({ directory }) => {
    const command = `${process.execPath} ${EXECUTABLE} list bad.yaml 2> /dev/full`;
    expect((await runProcess("/bin/sh", ["-c", command], { cwd: directory.path })).status).toBe(1);
  });

  test("a blank line stands between the findings of two files", async ({ directory, run }) => {
    writeFileSync(directory.at("worse.yaml"), `a: ${ARN}|string\nb: ${ARN}|string\n`);
    const { stdout } = await run("check", "bad.yaml", "worse.yaml");
    const heads = stdout.split("\n").map((row) => /^(?:\w+\.yaml:\d+|$)/.exec(row)?.[0]);
    expect(heads.filter((head) => head !== undefined).slice(0, 4)).toEqual([
      "bad.yaml:3",
      "",
      "worse.yaml:1",
      "worse.yaml:2",
    ]);
  });

  test("-q says nothing but errors", async ({ run }) => {
    expect(await run("check", "-q", "tree")).toEqual({ status: 0, stdout: "", stderr: "" });
    expect((await run("check", "-q", "bad.yaml")).stdout).toMatch(/^bad\.yaml:3:12 error arn-account/);
  });
});

describe("list", () => {
  test("the JSON shape", async ({ inProcess }) => {
    const text = `a: "${ARN}:key:AWSPREVIOUS"\nb: [x, "\${${ARN}}"]\nsecret_arn: ${ARN}\n--- ${ARN}\n`;
    const { status, stdout } = await inProcess(["list", "-", "--format", "json"], { input: text });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      secrets: [
        {
          id: ARN,
          service: "secretsmanager",
          partition: "aws",
          region: "us-west-2",
          account: "123456789012",
          name: "prod/db",
          references: [
            {
              file: "<stdin>",
              line: 1,
              column: 5,
              path: "a",
              form: "bare",
              jsonKey: "key",
              versionStage: "AWSPREVIOUS",
            },
            { file: "<stdin>", line: 2, column: 9, path: "b[1]", form: "embedded" },
            { file: "<stdin>", line: 4, column: 5, form: "bare" },
          ],
        },
      ],
      literals: [
        { file: "<stdin>", line: 3, column: 13, path: "secret_arn", arn: ARN, reason: "key secret_arn" },
      ],
      calls: [
        { operation: "BatchGetSecretValue", region: "us-west-2", secrets: [ARN] },
        { operation: "GetSecretValue", region: "us-west-2", secrets: [ARN] },
      ],
    });
  });

  test("what is wrong goes to stderr, and the rest is listed", async ({ run }) => {
    const { status, stdout, stderr } = await run("list", "bad.yaml", "tree/b.yaml");
    expect(status).toBe(1);
    expect(stderr).toContain("arn-account");
    expect(stdout).toContain("prod/db-AbCdEf");
  });

  test("and so in the formats for other programs", async ({ run }) => {
    const listed = (format: string) => run("list", "bad.yaml", "tree/b.yaml", "--format", format);
    expect(await listed("arns")).toMatchObject({ status: 1, stdout: `${ARN}\n` });
    expect((await listed("csv")).stdout).toMatch(/^id,.*\n.*,tree\/b\.yaml,1,6,pwd,bare,,,\n$/);
    expect((await listed("mermaid")).stdout).toMatch(/^flowchart LR\n {2}f1\["tree\/b\.yaml"\]\n/);
  });
});

test("--version", async ({ run }) => {
  expect(await run("--version")).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+/),
    stderr: "",
  });
});
