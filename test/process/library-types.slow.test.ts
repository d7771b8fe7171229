/** The library's types as its users have them: a program against the built package, under settings stricter than most. */

import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { ROOT, runProcess } from "../support/run.js";
import { test as base } from "../support/test.js";

/** Without the types of Node, which a program for another place does not have. */

const PROGRAM = `
import {
  type Attempt, type Diagnostic, type Listing, type Remap, type Outcome, type Provider, type Resolution, type Rules, type SecretRequest,
  type SecretValue, check, checkOnline, redact, describe, linesOf, list, parsePolicy, resolve,
} from "arnsubst";
import { type AwsOptions, SecretsFileError, awsProvider, fileProvider } from "arnsubst/providers";

const sources = [{ name: "a.yaml", text: "a: 1" }] as const;
const value: SecretValue = { kind: "text", text: "v" };
const outcome: Outcome = { value: redact(value) };
const provider: Provider = {
  async fetch(requests, { signal, onProgress } = {}) {
    signal?.throwIfAborted();
    onProgress?.(requests.length);
    return { outcomes: new Map(requests.map(({ key }) => [key, outcome])), errors: [], warnings: [] };
  },
};
const policy = parsePolicy({ name: "p.json", text: "{}" });
const rules: Rules = {
  policies: "policy" in policy ? [policy.policy] : [],
  severities: new Map([["arn-partial", "off"]]),
};
const remaps: readonly Remap[] = [{ part: "region", from: "us-west-2", to: "us-east-1" }];
const accounts = new Map([["123456789012", { profile: "p" }]]);
const listing: Listing = list(sources, { remaps, accounts });
const requests: readonly SecretRequest[] = listing.plan.secrets;
const attempts: Attempt[] = [];
const options: AwsOptions = { accounts, concurrency: 4 };
const aws = awsProvider(options);
const watched: Provider = {
  fetch: (some, given) => aws.fetch(some, { ...given, onAttempt: (each) => attempts.push(each) }),
};
function fromFile(text: string): Provider {
  try {
    return fileProvider({ name: "s.yaml", text });
  } catch (thrown) {
    if (thrown instanceof SecretsFileError) return thrown.start > 0 ? watched : provider;
    throw thrown;
  }
}
const from: Provider = fromFile("");
const resolution: Resolution = await resolve(sources, from, { signal: AbortSignal.timeout(1), types: "string", jinja: "escape" });
await resolve(sources, from, { jinja: ({ name }) => (name.startsWith("airflow/") ? "allow" : undefined) });
const found: readonly Diagnostic[] = [...check(sources, rules).diagnostics, ...(await checkOnline(sources, provider)).diagnostics];
export const said: readonly string[] = found.map(({ problem, source, place }) =>
  [linesOf(source.text).positionAt(place.start).line, describe(problem).message].join());
export const texts: readonly string[] | undefined = resolution.texts;
export const names: readonly string[] = requests.map(({ id: { name } }) => name);
// @ts-expect-error a value that is not redacted is none
export const bare: Outcome = { value };
// @ts-expect-error what has been resolved is nobody's to change
resolution.diagnostics = [];
`;

const test = base.extend("directory", ({ directory }) => {
  mkdirSync(directory.at("node_modules"));
  symlinkSync(ROOT, directory.at("node_modules/arnsubst"));
  directory.write("package.json", '{ "type": "module" }\n');
  return directory;
});

test.for([
  ["nodenext", "nodenext"],
  ["bundler", "esnext"],
] as const)(
  "the types hold under strict settings as %s finds them",
  async ([moduleResolution, module], { directory }) => {
    directory.write("program.ts", PROGRAM);
    const strict = [
      "--strict",
      "--exactOptionalPropertyTypes",
      "--noUncheckedIndexedAccess",
      "--skipLibCheck",
      "false",
    ];
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const target = ["--target", "es2022", "--lib", "es2023,dom", "--types", "", "--module", module];
    const args = [
      tsc,
      "--ignoreConfig",
      "--noEmit",
      ...strict,
      ...target,
      "--moduleResolution",
      moduleResolution,
      "program.ts",
    ];
    const ran = await runProcess(process.execPath, args, { cwd: directory.path });
    expect(ran).toEqual({ status: 0, stdout: "", stderr: "" });
  },
);
