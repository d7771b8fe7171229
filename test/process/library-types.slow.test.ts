/** The library's types as its users have them: a program against the built package, under settings stricter than most. */

import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { ROOT, runProcess } from "../support/run.js";
import { test as base } from "../support/test.js";

/** Without the types of Node, which a program for another place does not have. */

const PROGRAM = `
import {
  ArnsubstError, type Diagnostic, type Listing, type Options, type PolicyDocument, type Remap, type Resolution, type Rules,
  check, checkOnline, list, parsePolicy, policyFor, resolve, resolveText,
} from "arnsubst";
import {
  type Attempt, type AwsOptions, type Outcome, type Provider, type SecretRequest, type SecretValue,
  SecretsFileError, awsProvider, fileProvider, redact,
} from "arnsubst/providers";

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
const rules: Rules = {
  policies: [parsePolicy({ name: "p.json", text: "{}" })],
  severities: new Map([["arn-partial", "off"]]),
};
const remaps: readonly Remap[] = [{ part: "region", from: "us-west-2", to: "us-east-1" }];
const accounts = new Map([["123456789012", { profile: "p" }]]);
const all: Options = { rules, remaps, accounts, region: "us-west-2", types: "string", jinja: "escape" };
const listing: Listing = list(sources, all);
const requests: readonly SecretRequest[] = listing.secrets;
export const policy: PolicyDocument = policyFor(listing);
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
const resolution: Resolution = await resolve(listing, from, { ...all, signal: AbortSignal.timeout(1) });
await resolve(sources, from, { jinja: ({ name }) => (name.startsWith("airflow/") ? "allow" : undefined) });
const found: readonly Diagnostic[] = [...check(sources, all).diagnostics, ...(await checkOnline(sources, provider, all)).diagnostics];
export const text: string = await resolveText("a: 1", { provider, ...all }).catch((error: unknown) =>
  error instanceof ArnsubstError ? error.diagnostics.map(({ message }) => message).join() : "");
export const said: readonly string[] = found.map(({ file, line, column, message, hint = "" }) =>
  [file, line, column, message, hint].join());
export const texts: readonly string[] | undefined = resolution.texts;
export const names: readonly string[] = requests.map(({ id: { name } }) => name);
// @ts-expect-error a value that is not redacted is none
export const bare: Outcome = { value };
// @ts-expect-error what is internal is not in the types
listing.plan;
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
