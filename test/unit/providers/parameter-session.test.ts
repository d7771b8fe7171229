/** Laws of a session of parameters: each is accounted for, none gets another's value, and no call asks for too many. */

import fc from "fast-check";
import pLimit from "p-limit";
import { expect, test } from "vitest";
import { unwrap } from "../../../src/core/secrets/redacted.js";
import { groupRequests } from "../../../src/core/services/parameter-store/calls.js";
import { list } from "../../../src/index.js";
import type { AwsError } from "../../../src/providers/aws/errors/errors.js";
import type { Answer, ParametersApi } from "../../../src/providers/aws/parameter-store/parameters-api.js";
import { runSession } from "../../../src/providers/aws/parameter-store/session.js";
import { parameterArn } from "../../support/arns.js";

const RUNS = Number(process.env["ARNSUBST_RUNS"] ?? 500);

/** What AWS does with a parameter. */
const FATES = [
  ...["value", "value", "value", "denied", "get denied", "invalid", "late", "missing"],
  ...["left out", "elsewhere", "old version", "twice", "fault"],
] as const;
type Fate = (typeof FATES)[number];

/** The version behind the ARN in the file: none, a number or a label. */
const VERSIONS = ["", "", ":3", ":live"] as const;

interface Given {
  readonly parameters: readonly (readonly [Fate, (typeof VERSIONS)[number]])[];
  /** Whether the server repeats selectors, as AWS does and moto does not. */
  readonly selectors: boolean;
}

const given: fc.Arbitrary<Given> = fc.record({
  parameters: fc.array(fc.tuple(fc.constantFrom(...FATES), fc.constantFrom(...VERSIONS)), { maxLength: 35 }),
  selectors: fc.boolean(),
});

function nameAt(index: number, version: string): string {
  // Two neighbours are versions of the same parameter where their versions differ.
  return `${parameterArn(`/p/${Math.floor(index / 2)}`)}${version}`;
}

const error = (name: string, message = ""): AwsError => ({ name, message });
const denied = (operation: string) =>
  error("AccessDeniedException", `not authorized to perform: ssm:${operation} on resource: x`);

interface Calls {
  readonly all: (readonly string[])[];
  readonly single: string[];
}

function apiOf({ parameters, selectors }: Given, calls: Calls): ParametersApi {
  const fates = new Map(parameters.map(([fate, version], index) => [nameAt(index, version), fate]));
  const fateOf = (name: string) => fates.get(name) ?? "missing";
  const answerTo = (name: string): Answer => {
    const [, ARN = "", selector = ""] = /^(.*?parameter[^:]*)(:.*)?$/.exec(name) ?? [];
    const fate = fateOf(name);
    return {
      ARN: fate === "elsewhere" ? ARN.replace("us-west-2", "eu-west-1") : ARN,
      Value: `value of ${name}`,
      Version: fate === "old version" ? 1 : { ":3": 3, ":live": 2, "": 4 }[selector],
      Selector: selectors && selector !== "" ? (fate === "old version" ? ":1" : selector) : undefined,
    };
  };
  return {
    async getAll(names) {
      calls.all.push(names);
      const all = names.map(fateOf);
      if (all.includes("fault")) return error("InternalServerError");
      if (all.includes("denied") || (all.includes("late") && names.length > 1))
        return denied("GetParameters");
      const answered = names.filter(
        (name) => !/^(?:invalid|missing|left out|get denied)$/.test(fateOf(name)),
      );
      return {
        answers: answered.toReversed().flatMap((name) => {
          return Array(fateOf(name) === "twice" ? 2 : 1).fill(answerTo(name)) as Answer[];
        }),
        invalid: names.filter((name) => /^(?:invalid|missing|get denied)$/.test(fateOf(name))),
      };
    },
    async get(name) {
      calls.single.push(name);
      const fate = fateOf(name);
      if (fate === "denied" || fate === "get denied") return denied("GetParameter");
      return fate === "missing" ? error("ParameterNotFound") : answerTo(name);
    },
  };
}

async function run(each: Given, calls: Calls) {
  const names = [...new Set(each.parameters.map(([, version], index) => nameAt(index, version)))];
  const text = names.map((name) => `- "${name}"\n`).join("");
  const { secrets } = list([{ name: "t.yaml", text }]).plan;
  const [region] = groupRequests(secrets, {});
  if (region === undefined) return { secrets, result: undefined };
  const tools = { limit: pLimit(3), onProgress: () => {} };
  return { secrets, result: await runSession(region, { ...tools, api: apiOf(each, calls) }) };
}

test("whatever is answered, each has an outcome or is left over an error, and no value is another's", async () => {
  await fc.assert(
    fc.asyncProperty(given, async (each) => {
      const calls: Calls = { all: [], single: [] };
      const { secrets, result } = await run(each, calls);
      if (result === undefined) return;
      const { outcomes, left, reason } = result;
      expect(outcomes.size + left.length).toBe(secrets.length);
      if (left.length > 0) expect(reason).toBeDefined();
      for (const [{ id, versionStage, versionId }, outcome] of outcomes) {
        if ("problem" in outcome) continue;
        const version = versionId ?? versionStage;
        const text = `value of ${version === undefined ? id.text : `${id.text}:${version}`}`;
        expect(unwrap(outcome.value)).toEqual({ kind: "text", text });
      }
    }),
    { numRuns: RUNS },
  );
});

test("a call is for 1 to 10 names, each once; no call is made twice", async () => {
  await fc.assert(
    fc.asyncProperty(given, async (each) => {
      const calls: Calls = { all: [], single: [] };
      await run(each, calls);
      for (const names of calls.all) {
        expect(names.length).toBeGreaterThan(0);
        expect(names.length).toBeLessThanOrEqual(10);
        expect(new Set(names).size).toBe(names.length);
      }
      const made = [...calls.all.map((names) => names.join()), ...calls.single.map((name) => `one ${name}`)];
      expect(new Set(made).size).toBe(made.length);
    }),
    { numRuns: RUNS },
  );
});
