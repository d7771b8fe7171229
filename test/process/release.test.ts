/** What a release is made of, as far as it can be held before there is one: versions, notes, and what workflows may do. */

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT, runProcess } from "../support/run.js";

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const { version } = JSON.parse(read("package.json")) as { version: string };

describe("versions", () => {
  test("the mirror for pre-commit is of this version, and depends on it", () => {
    const mirror = read("packaging/pre-commit/pyproject.toml");
    expect(mirror).toContain(`\nversion = "${version}"\n`);
    expect(mirror).toContain(`\ndependencies = ["arnsubst==${version}"]\n`);
    expect(read("packaging/pre-commit/README.md")).toContain(`rev: v${version}\n`);
  });

  test("the mirror has the same hook", () => {
    const path = ".pre-commit-hooks.yaml";
    expect(parse(read(`packaging/pre-commit/${path}`))).toEqual(parse(read(path)));
  });
});

describe("release notes", () => {
  const notesOf = (tag: string) => runProcess(process.execPath, [join(ROOT, ".ci/release-notes.js"), tag]);

  test("are the version's section of the changelog", async () => {
    const { status, stdout, stderr } = await notesOf(`v${version}`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(read("CHANGELOG.md")).toContain(`\n## ${version}\n\n${stdout.trimEnd()}\n`);
    expect(stdout).not.toMatch(/^#|^\s*$(?![\s\S])/);
  });

  test.each(["## 1.0.0\n\nText.\n", "## 2.0.0\n\n## 1.0.0\n\nText.\n"])(
    "a changelog that says nothing of the version: %j",
    async (changelog) => {
      const directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
      mkdirSync(join(directory, ".ci"));
      cpSync(join(ROOT, ".ci/release-notes.js"), join(directory, ".ci/release-notes.mjs"));
      writeFileSync(join(directory, "package.json"), '{ "version": "2.0.0" }');
      writeFileSync(join(directory, "CHANGELOG.md"), changelog);
      expect(
        await runProcess(process.execPath, [join(directory, ".ci/release-notes.mjs"), "v2.0.0"]),
      ).toEqual({
        status: 1,
        stdout: "",
        stderr: 'CHANGELOG.md has no "## 2.0.0" with anything below it: write what has changed for users.\n',
      });
      rmSync(directory, { recursive: true });
    },
  );

  test.each(["v99.0.0", version, "", "v0.1"])("tag %j is not this version: says what to do", async (tag) => {
    expect(await notesOf(tag)).toEqual({
      status: 1,
      stdout: "",
      stderr: `The tag is ${JSON.stringify(tag)}, but package.json has version ${version}: tag the release v${version}, or change the version first.\n`,
    });
  });
});

test("the SBOM names the program and all packages in it", () => {
  const sbom = JSON.parse(read("dist/cli/sbom.cdx.json")) as {
    readonly metadata: { readonly component: object };
    readonly components: readonly {
      readonly name: string;
      readonly version: string;
      readonly purl: string;
    }[];
  };
  expect(sbom.metadata.component).toMatchObject({
    name: "arnsubst",
    version,
    purl: `pkg:npm/arnsubst@${version}`,
  });
  const licences = read("dist/cli/LICENCES.txt").match(/^(?:@[\w.-]+\/)?[\w.-]+ \d+\.\d+\.\d+$/gm) ?? [];
  expect(licences.length).toBeGreaterThan(10);
  expect(sbom.components.map((each) => `${each.name} ${each.version}`).sort()).toEqual(licences.sort());
  const [sdk] = sbom.components.filter(({ name }) => name === "@aws-sdk/client-secrets-manager");
  expect(sdk?.purl).toBe(`pkg:npm/%40aws-sdk/client-secrets-manager@${sdk?.version}`);
});

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: object }[];
}

interface Workflow {
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const WORKFLOWS = readdirSync(join(ROOT, ".github/workflows")).map((file) => {
  const text = read(`.github/workflows/${file}`);
  return { file, text, ...(parse(text) as Workflow) };
});

describe.each(WORKFLOWS)("the workflow $file", ({ text, permissions, jobs }) => {
  test("nothing is allowed but by its job", () => {
    expect(permissions).toEqual({});
    const none = Object.entries(jobs).filter(([, job]) => job.permissions === undefined);
    expect(none).toEqual([]);
  });

  test("each action is pinned by its commit, with its version", () => {
    const used = Array.from(text.matchAll(/uses: (.*)/g), ([, action = ""]) => action);
    expect(used.filter((action) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
  });

  test("an action has the same commit wherever it is used", () => {
    const all = WORKFLOWS.flatMap((workflow) => workflow.text.match(/uses: .*/g) ?? []);
    const names = new Set([...new Set(all)].map((line) => line.split("@")[0]));
    expect(names.size).toBe(new Set(all).size);
  });

  test("no checkout leaves its token", () => {
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.length).toBeGreaterThan(0);
    for (const step of checkouts) expect(step.with).toMatchObject({ "persist-credentials": false });
  });

  test("no secret but GitHub's own token, and no registry", () => {
    expect(text).not.toMatch(/\bsecrets\.(?!yaml)|registry\.|(?:registry|index|publish|repository)-url/);
  });
});

test("only these jobs of the release may write, and only this", () => {
  const release = WORKFLOWS.find(({ file }) => file === "release.yml");
  const writing = Object.entries(release?.jobs ?? {}).map(
    ([job, { permissions = {} }]) =>
      [job, Object.keys(permissions).filter((name) => permissions[name] === "write")] as const,
  );
  expect(Object.fromEntries(writing.filter(([, names]) => names.length > 0))).toEqual({
    attest: ["id-token", "attestations"],
    npm: ["id-token"],
    pypi: ["id-token"],
    image: ["packages", "id-token", "attestations"],
    release: ["contents"],
  });
});
