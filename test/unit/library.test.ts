/** The library's functions: what they give and throw beyond what the tests of the rooms look at. */

import { describe, expect, test } from "vitest";
import { ArnsubstError, check, list, parsePolicy, policyFor, resolve, resolveText } from "../../src/index.js";
import { fileProvider, type Provider } from "../../src/providers/index.js";
import { ARN, providerOf } from "../support/resolve-with.js";

const provider = providerOf((id) => (id.includes("prod/db") ? "v" : undefined));
const BAD = "arn:aws:secretsmanager:us-west-2:1:secret:x";

async function thrownBy(work: () => unknown): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    return error;
  }
}

describe("a diagnostic", () => {
  const text = `a: 1\nb:\n  - "\u{1F600} \${${BAD}}"\n`;
  const [diagnostic] = check([{ name: "a.yaml", text }]).diagnostics;

  test("has all that a message needs, of the exact part, in UTF-16 units from 1", () => {
    expect(diagnostic).toMatchObject({
      code: "arn-account",
      severity: "error",
      file: "a.yaml",
      path: "b[0]",
      line: 3,
      endLine: 3,
      column: 44,
      endColumn: 45,
      message: expect.stringContaining("account"),
      hint: expect.any(String),
    });
    expect(text.slice(diagnostic?.start, diagnostic?.end)).toBe("1");
  });

  test("of a secret has it too", async () => {
    const source = { name: "a.yaml", text: `a: ${ARN.replace("prod/db", "none")}\n` };
    const { diagnostics, texts } = await resolve([source], provider);
    expect(texts).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: "secret-not-found", line: 1, column: 4, file: "a.yaml" }]);
  });
});

test("a listing has places, secrets after the remaps, and calls", () => {
  const text = `a: ${ARN}:key\nb_arn: ${ARN}\n`;
  const remaps = [{ part: "region", from: "us-west-2", to: "us-east-1" }] as const;
  const listing = list([{ name: "a.yaml", text }], { remaps });
  expect(listing.references).toMatchObject([
    {
      file: "a.yaml",
      line: 1,
      column: 4,
      path: "a",
      form: "bare",
      id: { text: ARN },
      selector: { jsonKey: "key" },
    },
  ]);
  expect(listing.literals).toMatchObject([
    { line: 2, column: 8, path: "b_arn", text: ARN, reason: "key b_arn" },
  ]);
  expect(listing.secrets).toMatchObject([{ id: { region: "us-east-1" } }]);
  expect(listing.calls).toMatchObject([{ operation: "BatchGetSecretValue", region: "us-east-1" }]);
});

test("a listing resolves as its sources do", async () => {
  const sources = [{ name: "a.yaml", text: `a: ${ARN}\n` }];
  const { texts } = await resolve(list(sources), provider);
  expect(texts).toEqual(["a: v\n"]);
  expect((await resolve(sources, provider)).texts).toEqual(texts);
});

describe("resolveText", () => {
  test("gives the text", async () => {
    expect(await resolveText(`a: ${ARN}\n`, { provider })).toBe("a: v\n");
    expect(await resolveText("", { provider })).toBe("");
  });

  test.each<[why: string, text: string, from: Provider, message: string]>([
    ["what is wrong with the text", `a: ${BAD}\n`, provider, "<text>:1:37: "],
    ["what is wrong with a secret", `a: ${ARN.replace("prod/db", "none")}\n`, provider, "<text>:1:4: "],
    [
      "what kept secrets from being fetched",
      `a: ${ARN}\n`,
      {
        fetch: async (requests) => ({
          outcomes: new Map(),
          errors: [{ kind: "network", detail: "ECONNREFUSED", regions: [], requests }],
          warnings: [],
        }),
      },
      "network: ECONNREFUSED (1 secret not fetched)",
    ],
    [
      "a provider that leaves secrets out",
      `a: ${ARN}\n`,
      { fetch: async () => ({ outcomes: new Map(), errors: [], warnings: [] }) },
      "the provider returned no outcome for some secrets",
    ],
  ])("throws %s", async (_, text, from, message) => {
    const error = await thrownBy(() => resolveText(text, { provider: from }));
    expect(error).toBeInstanceOf(ArnsubstError);
    expect((error as ArnsubstError).message).toContain(message);
    const { diagnostics, fetchErrors } = await resolve([{ name: "<text>", text }], from);
    const codes = (all: readonly { readonly code: string }[]) => all.map(({ code }) => code);
    expect(codes((error as ArnsubstError).diagnostics)).toEqual(codes(diagnostics));
    expect((error as ArnsubstError).fetchErrors).toEqual(fetchErrors);
  });

  test("throws unused remaps", async () => {
    const remaps = [{ part: "region", from: "eu-west-1", to: "us-east-1" }] as const;
    await expect(resolveText(`a: ${ARN}\n`, { provider, remaps })).rejects.toMatchObject({
      name: "ArnsubstError",
      message: "there is a remap from region eu-west-1, and no reference names it",
      unusedRemaps: remaps,
    });
  });

  test("names ten errors and counts the others", async () => {
    const error = await thrownBy(() => resolveText(`- ${BAD}\n`.repeat(12), { provider }));
    const rows = (error as ArnsubstError).message.split("\n");
    expect(rows).toHaveLength(11);
    expect(rows[10]).toBe("and 2 more errors");
  });
});

describe("policyFor", () => {
  const sources = [{ name: "a.yaml", text: `a: ${ARN}\n` }];

  test("gives the policy as an object, which `rules.policies` finds enough", () => {
    const policy = policyFor(sources);
    expect(policy).toMatchObject({ Version: "2012-10-17", Statement: [{}, { Resource: [ARN] }] });
    expect(policyFor(list(sources))).toEqual(policy);
    const policies = [parsePolicy({ name: "p.json", text: JSON.stringify(policy) })];
    expect(check(sources, { rules: { policies } }).diagnostics).toEqual([]);
  });

  test("throws where a reference is wrong", () => {
    expect(() => policyFor([{ name: "a.yaml", text: `a: ${BAD}\n` }])).toThrow(ArnsubstError);
  });
});

test("parsePolicy throws all faults of a text", () => {
  expect(() => parsePolicy({ name: "p.json", text: "{}" })).toThrow(/^p\.json:1:1: /);
});

test("fileProvider throws for a bad file", () => {
  expect(() => fileProvider({ name: "s.yaml", text: "- a\n" })).toThrow(/^s\.yaml:1:1: expected /);
});
