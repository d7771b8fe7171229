/** `refresh`: the results that differ, until the signal. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
// Loaded late by the library, which fake timers would not wait for.
import "../../../src/core/edits/substitute.js";
import { refresh } from "../../../src/index.js";
import { type Provider, redact } from "../../../src/providers/index.js";
import { ARN } from "../../support/resolve-with.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Answers with the next value at each fetch, and with the last one from then on; undefined is a failure. */
function rotating(...values: (string | undefined)[]): Provider & { fetches: number } {
  return {
    fetches: 0,
    async fetch(requests) {
      const value = values[Math.min(this.fetches, values.length - 1)];
      this.fetches += 1;
      if (value === undefined)
        return {
          outcomes: new Map(),
          errors: [{ kind: "network", detail: "down", regions: [], requests }],
          warnings: [],
        };
      const outcome = { value: redact({ kind: "text" as const, text: value }) };
      return { outcomes: new Map(requests.map(({ key }) => [key, outcome])), errors: [], warnings: [] };
    },
  };
}

async function seen(provider: Provider, looks: number, source = () => [{ name: "a", text: `a: ${ARN}\n` }]) {
  const controller = new AbortController();
  const texts: (string | undefined)[] = [];
  const work = (async () => {
    for await (const { texts: found } of refresh(source, provider, {
      every: 60_000,
      signal: controller.signal,
    }))
      texts.push(found?.[0]);
  })();
  await vi.advanceTimersByTimeAsync(looks * 60_000);
  controller.abort();
  await work;
  return texts;
}

test("gives the first result, and each that differs", async () => {
  expect(await seen(rotating("one", "one", "two", "two", "one"), 6)).toEqual([
    "a: one\n",
    "a: two\n",
    "a: one\n",
  ]);
});

test("gives a failure once, tries again sooner, and gives the texts again", async () => {
  const provider = rotating("one", undefined, undefined, undefined, "one");
  expect(await seen(provider, 2)).toEqual(["a: one\n", undefined, "a: one\n"]);
});

test("reads sources that are a function anew", async () => {
  let text = `a: ${ARN}\n`;
  const provider = rotating("one");
  const source = () => {
    const given = text;
    text = `b: ${ARN}\n`;
    return [{ name: "a", text: given }];
  };
  expect(await seen(provider, 2, source)).toEqual(["a: one\n", "b: one\n"]);
});

test("ends at once where the signal is aborted before", async () => {
  const iterator = refresh([], rotating("one"), { every: 1_000, signal: AbortSignal.abort() });
  expect(await iterator.next()).toEqual({ done: true, value: undefined });
});
