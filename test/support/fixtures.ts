/** The fixtures by their kinds, and how those are run that are named by a code. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { unwrap } from "../../src/core/secrets/redacted.js";
import { readEntries } from "../../src/core/yaml/entries.js";
import { AWS_ENV, type Ran, ROOT, runInProcess } from "./run.js";
import type { StoredSecret } from "./secrets-server.js";

export const FIXTURES = globSync("fixtures/**/*.{yaml,yml}", { cwd: ROOT }).sort();
/** Named by the code that they draw. */
export const BAD = FIXTURES.filter((path) => path.startsWith("fixtures/bad/"));
/** Named by the code that they nearly draw. */
export const NEAR = FIXTURES.filter((path) => path.startsWith("fixtures/near/"));
/** Files of YAML that another program fills in first, so that most are none yet; no secret is named in them. */
export const TEMPLATE_DIRECTORY = "fixtures/untouched/templates";
export const TEMPLATES = FIXTURES.filter((path) => path.startsWith(`${TEMPLATE_DIRECTORY}/`));
/** Examples of what to write instead of a bad one of the same name: without findings. Some are policies or commands. */
export const MENDED = globSync("fixtures/good/*", { cwd: ROOT }).sort();
/** In the style of public files, without a reference: to stay as they are, byte for byte. */
export const UNTOUCHED = FIXTURES.filter(
  (path) => path.startsWith("fixtures/untouched/") && !path.startsWith(`${TEMPLATE_DIRECTORY}/`),
);
const SPECIAL = new Set([...BAD, ...NEAR, ...MENDED, ...UNTOUCHED, ...TEMPLATES, "fixtures/secrets.yaml"]);
export const GOOD = FIXTURES.filter((path) => !SPECIAL.has(path));

/** `fixtures/bad/arn-parts--too-many.yaml` is about `arn-parts`. */
export function codeOf(path: string): string {
  return /([a-z-]+?)(?:--[a-z-]+)?\.[a-z]+$/.exec(path)?.[1] ?? "";
}

/**
 * The command that shows a code. Offline codes are for `check`; the others show when values are fetched, from the file or
 * from the server.
 */
export function commandForCode(path: string): readonly string[] {
  const code = codeOf(path);
  if (!/^(secret|value)-/.test(code)) return ["check", ...flagsOf(path), path];
  const server = /-(denied|deleted|refused|undecryptable|empty|mismatch|unrepresentable)$/.test(code);
  const source = server ? [] : ["--secrets-file", "fixtures/secrets.yaml"];
  return ["resolve", ...flagsOf(path), path, ...source];
}

export function runForCode(path: string, url: string): Promise<Ran> {
  return runInProcess(commandForCode(path), { env: { ...AWS_ENV, AWS_ENDPOINT_URL_SECRETS_MANAGER: url } });
}

/** The flags that a fixture's first line asks for: `# arnsubst check --require-suffix`. */
function flagsOf(path: string): readonly string[] {
  const flags = /^# arnsubst (?:check|resolve) (.+)/.exec(readFileSync(join(ROOT, path), "utf8"))?.[1];
  return flags === undefined ? [] : flags.split(" ");
}

/** What `fixtures/secrets.yaml` holds, as a server has it, and the secret of the first examples. Names get a region and a suffix. */
export function storedFixtures(): readonly StoredSecret[] {
  const entries = readEntries(readFileSync(join(ROOT, "fixtures/secrets.yaml"), "utf8"));
  if (!("length" in entries)) throw new Error(`fixtures/secrets.yaml: expected ${entries.expected}`);
  const stored = entries.map(({ id, value }): StoredSecret => {
    const arn = id.startsWith("arn:") ? id : arnOf(id);
    const content = value && unwrap(value);
    return content?.kind === "binary" ? { arn, base64: content.base64 } : { arn, text: content?.text ?? "" };
  });
  return [...stored, { arn: arnOf("prod/db"), text: '{"username":"app","password":"p@ss: #1"}' }];
}

function arnOf(name: string): string {
  return `arn:aws:secretsmanager:us-west-2:123456789012:secret:${name}-AbCdEf`;
}
