/**
 * A caller who may read secrets below `datacoves/` and nothing else, batches not allowed, as the page of Datacoves
 * sets it up: every good fixture that names its secrets by ARNs resolves for them, once its secrets are named so.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { unwrap } from "../../src/core/secrets/redacted.js";
import { isArn } from "../../src/core/services/secret-id.js";
import { list } from "../../src/index.js";
import { fileProvider } from "../../src/providers/file.js";
import { parameterArn } from "../support/arns.js";
import { GOOD } from "../support/fixtures.js";
import { refusing } from "../support/interceptors.js";
import type { StoredParameter } from "../support/parameter-store.js";
import { AWS_ENV, ROOT, runExecutable } from "../support/run.js";
import { denied, fail, type Interceptor, type StoredSecret } from "../support/secrets-server.js";
import { test } from "../support/test.js";

const ALLOWED = {
  action: "GetSecretValue",
  resource: /^arn:aws:secretsmanager:[^:]*:[^:]*:secret:datacoves\//,
};

const enforcing: Interceptor = ({ operation, ids }, response) => {
  if (operation === ALLOWED.action && ids.every((id) => ALLOWED.resource.test(id))) return false;
  fail(response, denied(operation));
  return true;
};

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

function named(text: string): string {
  return text.replaceAll(":secret:", ":secret:datacoves/");
}

/** What the secrets file holds for a text, as AWS would hold it. */
async function storedFor(text: string): Promise<readonly StoredSecret[]> {
  const { plan } = list([{ name: "f.yaml", text }]);
  const provider = fileProvider({ name: "secrets.yaml", text: read("fixtures/secrets.yaml") });
  const { outcomes } = await provider.fetch(plan.secrets);
  return plan.secrets.map(({ key, id: asked }) => {
    const outcome = outcomes.get(key);
    if (outcome === undefined || "problem" in outcome)
      throw new Error(`${asked.text} is not in the secrets file`);
    const value = unwrap(outcome.value);
    const id = named(asked.text);
    return value.kind === "text" ? { arn: id, text: value.text } : { arn: id, base64: value.base64 };
  });
}

/** A name alone has no ARN in which it could be moved below `datacoves/`, and the caller may not read parameters. */
const WITH_ARNS = GOOD.filter((path) =>
  list([{ name: path, text: read(path) }]).plan.secrets.every(
    ({ id }) => isArn(id) && id.service === "secretsmanager",
  ),
);

test("there are fixtures", () => {
  expect(WITH_ARNS.length).toBeGreaterThan(5);
});

test.for(WITH_ARNS)("%s", async (path, { server }) => {
  const text = read(path);
  const stored = await storedFor(text);
  server.reset(stored, enforcing);
  const { status, stdout } = await runExecutable(["--endpoint-url", server.url], {
    input: named(text),
    env: AWS_ENV,
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: named(read(`${path}.expected`)) });
  const singles = server.calls.filter(({ operation }) => operation === "GetSecretValue");
  const regions = new Set(stored.map(({ arn }) => arn.split(":")[3])).size;
  expect(singles).toHaveLength(stored.length);
  expect(server.calls.length - singles.length).toBe(regions);
});

test("a secret outside is denied, with the statement that would allow it", async ({ server }) => {
  const id = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";
  server.reset([{ arn: id, text: "x" }], enforcing);
  const { status, stdout, stderr } = await runExecutable(["--endpoint-url", server.url], {
    input: `a: ${id}\n`,
    env: AWS_ENV,
  });
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain(
    `= allow it: {"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"${id}"}`,
  );
});

test.for([
  ["GetParameters", 1],
  ["GetParameter", 5],
] as const)("parameters below /datacoves/ with %s alone: %i calls", async ([allowed, calls], { server }) => {
  const stored = ["a", "b"].map(
    (name): StoredParameter => ({
      arn: parameterArn(`/datacoves/${name}`),
      type: "SecureString",
      value: name,
    }),
  );
  const isAllowed = /^arn:aws:ssm:[^:]*:[^:]*:parameter\/datacoves\//;
  server.reset(stored, (call, response) => {
    if (call.operation === allowed && call.ids.every((id) => isAllowed.test(id))) return false;
    return refusing(call, response);
  });
  const { status, stdout } = await runExecutable(["--endpoint-url", server.url], {
    input: stored.map(({ arn }) => `- ${arn}\n`).join(""),
    env: AWS_ENV,
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: "- a\n- b\n" });
  expect(server.calls).toHaveLength(calls);
});
