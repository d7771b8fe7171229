/** The reports for GitLab and of JUnit about all fixtures, held against what is documented of their formats. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { describe, expect, test } from "vitest";
import { FIXTURES } from "../support/fixtures.js";
import { faultsOfJunit, readXml } from "../support/junit.js";
import { pythonFound } from "../support/python.js";
import { ROOT, runInProcess } from "../support/run.js";

interface Issue {
  readonly check_name: string;
  readonly fingerprint: string;
}

interface Json {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly severity: string;
    readonly file: string;
  }[];
  readonly summary: { readonly files: number };
}

const schema = readFileSync(join(ROOT, "test/support/gitlab-code-quality.schema.json"), "utf8");
const validate = new Ajv.default().compile(JSON.parse(schema) as object);

async function reportOf(format: string): Promise<string> {
  return (await runInProcess(["check", "-v", ...FIXTURES, "--format", format])).stdout;
}

const found = async () => JSON.parse(await reportOf("json")) as Json;

describe("GitLab's Code Quality", () => {
  test("the schema refuses what is none", () => {
    expect(validate([{ description: "", severity: "error" }])).toBe(false);
  });

  test("every fixture", async () => {
    const issues = JSON.parse(await reportOf("gitlab")) as readonly Issue[];
    expect(validate(issues) ? [] : validate.errors).toEqual([]);
    const codes = (await found()).diagnostics.map(({ code }) => code);
    expect(issues.map(({ check_name }) => check_name)).toEqual(codes);
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
  });
});

describe.runIf(pythonFound)("JUnit", () => {
  test("the rules refuse what breaks them", async () => {
    const broken =
      '<testsuites><testsuite name="a" tests="2" failures="0" errors="0"><b/></testsuite></testsuites>';
    expect(faultsOfJunit(await readXml(broken))).toHaveLength(7);
    await expect(readXml("<testsuites>\u0001</testsuites>")).rejects.toThrow("not well-formed");
  });

  test("every fixture", async () => {
    const report = await readXml(await reportOf("junit"));
    expect(faultsOfJunit(report)).toEqual([]);
    const { diagnostics, summary } = await found();
    const failing = new Set(
      diagnostics.filter(({ severity }) => severity === "error").map(({ file }) => file),
    );
    expect([report.attributes["tests"], report.attributes["failures"]]).toEqual(
      [summary.files, failing.size].map(String),
    );
  });
});
