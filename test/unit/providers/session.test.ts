/** Laws of a session, whatever the other side answers: every secret is accounted for, and none gets another's value. */

import fc from "fast-check";
import pLimit from "p-limit";
import { expect, test } from "vitest";
import { unwrap } from "../../../src/core/secrets/redacted.js";
import type { SecretRequest } from "../../../src/core/services/request.js";
import { groupRequests } from "../../../src/core/services/secrets-manager/calls.js";
import { list } from "../../../src/index.js";
import type { AwsError } from "../../../src/providers/aws/errors/errors.js";
import type { Answer, SecretsApi } from "../../../src/providers/aws/secrets-manager/secrets-api.js";
import { runSession } from "../../../src/providers/aws/secrets-manager/session.js";
import type { SessionResult } from "../../../src/providers/aws/session/session.js";

const RUNS = Number(process.env["ARNSUBST_RUNS"] ?? 500);
const REGION = "us-west-2";

/** What becomes of a name: how a batch treats it, and how its own call does. */
interface Fate {
  readonly batch: "value" | "twice" | "left out" | "refused" | "elsewhere";
  readonly single: "value" | "denied" | "missing" | "fault" | "elsewhere" | "nobody";
}

interface CliContext {
  readonly fates: readonly Fate[];
  /** Which of them are also named by their partial ARN, and by it alone. */
  readonly partial: readonly boolean[];
  readonly batches: "allowed" | "forbidden" | "broken" | "throttled";
  readonly pages: number;
}

const context: fc.Arbitrary<CliContext> = fc.record({
  fates: fc.array(
    fc.record<Fate>({
      batch: fc.constantFrom("value", "value", "value", "twice", "left out", "refused", "elsewhere"),
      single: fc.constantFrom("value", "value", "denied", "missing", "fault", "elsewhere", "nobody"),
    }),
    { maxLength: 45 },
  ),
  partial: fc.array(fc.boolean(), { minLength: 45, maxLength: 45 }),
  batches: fc.constantFrom("allowed", "allowed", "allowed", "forbidden", "broken", "throttled"),
  pages: fc.integer({ min: 1, max: 3 }),
});

function fullId(index: number, region = REGION): string {
  return `arn:aws:secretsmanager:${region}:123456789012:secret:s${index}-AbCdEf`;
}

function indexOf(id: string): number {
  return Number(/:s(\d+)/.exec(id)?.[1]);
}

function answerTo(index: number, region = REGION): Answer {
  return { ARN: fullId(index, region), Name: `s${index}`, SecretString: `value of ${index} in ${region}` };
}

function failure(name: string, message = ""): AwsError {
  return { name, message };
}

interface Log {
  readonly batches: (readonly string[])[];
  refusals: number;
}

function apiOf({ fates, batches, pages }: CliContext, log: Log): SecretsApi {
  const fateOf = (id: string) => fates[indexOf(id)] as Fate;
  const answersFor = (id: string): readonly Answer[] => {
    const index = indexOf(id);
    const { batch } = fateOf(id);
    if (batch === "elsewhere") return [answerTo(index, "eu-west-1")];
    if (batch === "twice") return [answerTo(index), answerTo(index)];
    return batch === "value" ? [answerTo(index)] : [];
  };
  return {
    async batch(ids, token) {
      log.batches.push(ids);
      if (batches === "throttled") return failure("ThrottlingException");
      if (batches !== "allowed") {
        log.refusals += 1;
        return batches === "forbidden"
          ? failure("AccessDeniedException")
          : failure("InvalidParameterException");
      }
      const page = token === undefined ? 0 : Number(token);
      const part = ids.filter((_, index) => index % pages === page);
      const refused = part.filter((id) => fateOf(id).batch === "refused");
      return {
        answers: part.toReversed().flatMap(answersFor),
        refusals: refused.map((id) => ({ id, error: failure("ResourceNotFoundException") })),
        ...(page + 1 < pages ? { token: String(page + 1) } : {}),
      };
    },
    async get({ id }) {
      const index = indexOf(id.text);
      switch (fateOf(id.text).single) {
        case "value":
          return answerTo(index);
        case "elsewhere":
          return answerTo(index, "eu-west-1");
        case "denied":
          return failure("AccessDeniedException");
        case "missing":
          return failure("ResourceNotFoundException");
        case "fault":
          return failure("InternalServiceError");
        case "nobody":
          return failure("SyntaxError");
      }
    },
  };
}

function secretsOf({ fates, partial }: CliContext): readonly string[] {
  return fates.flatMap((_, index) => {
    const id = fullId(index);
    return partial[index] ? [id, id.slice(0, -7)] : [index % 7 === 0 ? id.slice(0, -7) : id];
  });
}

async function run(given: CliContext, log: Log): Promise<readonly [readonly SecretRequest[], SessionResult]> {
  const text = secretsOf(given)
    .map((id) => `- ${id}\n`)
    .join("");
  const { secrets } = list([{ name: "t.yaml", text }]).plan;
  const [region] = groupRequests(secrets, {});
  if (region === undefined) return [[], { outcomes: new Map(), left: [] }];
  const result = await runSession(region, {
    api: apiOf(given, log),
    limit: pLimit(3),
    onProgress: () => {},
  });
  return [secrets, result];
}

test("whatever is answered, every secret has an outcome or is among those left over an error", async () => {
  await fc.assert(
    fc.asyncProperty(context, async (given) => {
      const log: Log = { batches: [], refusals: 0 };
      const [secrets, { outcomes, left, reason }] = await run(given, log);
      expect(outcomes.size + left.length).toBe(secrets.length);
      expect(secrets.filter((secret) => !outcomes.has(secret) && !left.includes(secret))).toEqual([]);
      if (left.length > 0) expect(reason).toBeDefined();
    }),
    { numRuns: RUNS },
  );
});

test("a value is the secret's own, and of its own region", async () => {
  await fc.assert(
    fc.asyncProperty(context, async (given) => {
      const [, { outcomes }] = await run(given, { batches: [], refusals: 0 });
      for (const [secret, outcome] of outcomes) {
        if ("problem" in outcome) continue;
        const text = `value of ${indexOf(secret.id.text)} in ${REGION}`;
        expect(unwrap(outcome.value)).toEqual({ kind: "text", text });
      }
    }),
    { numRuns: RUNS },
  );
});

test("batches hold 1 to 20 ids, each once, and are no more than need be; a refusal is not asked for twice", async () => {
  await fc.assert(
    fc.asyncProperty(context, async (given) => {
      const log: Log = { batches: [], refusals: 0 };
      await run(given, log);
      for (const ids of log.batches) {
        expect(ids.length).toBeGreaterThan(0);
        expect(ids.length).toBeLessThanOrEqual(20);
        expect(new Set(ids).size).toBe(ids.length);
      }
      const needed = Math.ceil(given.fates.length / 20);
      if (given.batches === "allowed") expect(log.batches.length).toBe(needed * given.pages);
      if (given.batches === "forbidden") expect(log.batches.length).toBe(Math.min(needed, 1));
      if (given.batches === "throttled") expect(log.batches.length).toBe(Math.min(needed, 1));
    }),
    { numRuns: RUNS },
  );
});

test.each([
  [200, 1],
  [201, 3],
])(
  "for %i secrets batches that are not allowed are asked for %i times, three in flight",
  async (count, times) => {
    const log: Log = { batches: [], refusals: 0 };
    const fates = Array.from({ length: count }, (): Fate => ({ batch: "value", single: "value" }));
    await run({ fates, partial: [], batches: "forbidden", pages: 1 }, log);
    expect(log.refusals).toBe(times);
  },
);
