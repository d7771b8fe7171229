/** Resolves a text in which every reference to a secret gets a given value, without a file or a network. */

import { type JinjaMode, type Resolution, resolve } from "../../src/index.js";
import { type Outcome, type Provider, redact, type SecretValue } from "../../src/providers/index.js";

export const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";

/** Answers every secret with what `valueFor` says; undefined means that there is no such secret. */
export function providerOf(
  valueFor: (id: string, version: string) => SecretValue | string | undefined,
): Provider {
  const outcomeOf = (id: string, version: string): Outcome => {
    const value = valueFor(id, version);
    if (value === undefined) return { problem: { code: "secret-not-found", id } };
    return { value: redact(typeof value === "string" ? { kind: "text", text: value } : value) };
  };
  return {
    async fetch(requests) {
      const outcomes = requests.map(({ key, id, versionStage, versionId }) => {
        return [key, outcomeOf(id.text, versionStage ?? versionId ?? "AWSCURRENT")] as const;
      });
      return { outcomes: new Map(outcomes), errors: [], warnings: [] };
    },
  };
}

/** `@` in the YAML stands for the ARN of the secret that has this value. */
export async function resolveWith(
  yaml: string,
  value: SecretValue | string,
  types: "json" | "string" = "json",
  jinja?: JinjaMode,
): Promise<Resolution> {
  const source = { name: "test.yaml", text: yaml.replaceAll("@", ARN) };
  return resolve(
    [source],
    providerOf(() => value),
    { types, ...(jinja === undefined ? {} : { jinja }) },
  );
}

/** The one resolved text; fails the test where there is none. */
export async function textWith(
  yaml: string,
  value: SecretValue | string,
  types?: "json" | "string",
): Promise<string> {
  const { texts, diagnostics } = await resolveWith(yaml, value, types);
  if (texts?.[0] === undefined) throw new Error(`not resolved: ${diagnostics.map(({ code }) => code)}`);
  return texts[0];
}

/** The codes of what went wrong. */
export async function codesWith(yaml: string, value: SecretValue | string): Promise<readonly string[]> {
  return (await resolveWith(yaml, value)).diagnostics.map(({ code }) => code);
}
