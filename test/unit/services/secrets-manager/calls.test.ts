/** How many calls a set of references takes. */

import { expect, test } from "vitest";
import { requestsIn } from "../../../../src/core/services/calls.js";
import { groupRequests } from "../../../../src/core/services/secrets-manager/calls.js";
import { list } from "../../../../src/index.js";
import { arn } from "../../../support/arns.js";

/** Each call as `operation region names`. */
function callsFor(...values: readonly string[]): readonly string[] {
  const text = values.map((value) => `- "${value}"\n`).join("");
  return list([{ name: "t.yaml", text }]).plan.calls.map(({ operation, region, requests }) =>
    [operation.replace("SecretValue", ""), region, ...requests.map(({ id }) => id.name)].join(" "),
  );
}

test("one secret named twice is fetched once", () => {
  expect(callsFor(arn("a"), `${arn("a")}:key`, `x\${${arn("a")}:other}`)).toEqual(["BatchGet us-west-2 a"]);
});

test("each region has its own calls", () => {
  expect(callsFor(arn("a"), arn("b", "eu-west-1"), arn("c"))).toEqual([
    "BatchGet us-west-2 a c",
    "BatchGet eu-west-1 b",
  ]);
});

test("accounts of one region share a call", () => {
  expect(callsFor(arn("a"), arn("a", "us-west-2", "210987654321"))).toEqual(["BatchGet us-west-2 a a"]);
});

test("a version costs a call of its own, AWSCURRENT does not", () => {
  const id = "0f47c4a4-5d7b-4a0c-8d4e-1f0d8b1f3c11";
  expect(
    callsFor(arn("a"), `${arn("a")}::AWSCURRENT`, `${arn("a")}::AWSPREVIOUS`, `${arn("a")}:k::${id}`),
  ).toEqual(["BatchGet us-west-2 a", "Get us-west-2 a", "Get us-west-2 a"]);
});

test.each([0, 1, 20, 21, 45, 400])("%i secrets take a call for each 20", (count) => {
  const calls = callsFor(...Array.from({ length: count }, (_, index) => arn(`s${index}`)));
  expect(calls).toHaveLength(Math.ceil(count / 20));
});

test("a partial ARN takes no place beside its full one, of the same version", () => {
  const partial = arn("a").slice(0, -7);
  expect(callsFor(partial, arn("a"))).toEqual(["BatchGet us-west-2 a"]);
  expect(callsFor(partial, arn("b"), arn("a", "eu-west-1"), arn("a", "us-west-2", "210987654321"))).toEqual([
    "BatchGet us-west-2 a b a",
    "BatchGet eu-west-1 a",
  ]);
  expect(callsFor(`${partial}::AWSPREVIOUS`, arn("a"), `${arn("a")}::AWSPREVIOUS`)).toEqual([
    "BatchGet us-west-2 a",
    "Get us-west-2 a",
  ]);
});

test("an account with credentials of its own has its own calls", () => {
  const text = [arn("a"), arn("b", "us-west-2", "210987654321")].map((id) => `- ${id}\n`).join("");
  const accounts = new Map([["210987654321", { profile: "analytics" }]]);
  const { calls } = list([{ name: "t.yaml", text }], { accounts }).plan;
  expect(calls.map(({ access, requests }) => [access, requests.length])).toEqual([
    [undefined, 1],
    [{ profile: "analytics" }, 1],
  ]);
});

test("accounts with the run's own credentials and names in its region join what is asked there", () => {
  const named = "{{resolve:secretsmanager:x}}";
  const inRegion = "ref+awssecrets://x?region=us-west-2";
  const sources = [named, arn("a"), inRegion, arn("b", "us-west-2", "210987654321"), arn("c", "eu-west-1")];
  const text = sources.map((each) => `- "${each}"\n`).join("");
  const { secrets } = list([{ name: "t.yaml", text }]).plan;
  const own = { profile: "mine" };
  const regions = groupRequests(secrets, {
    accounts: new Map([["210987654321", own]]),
    own,
    home: "us-west-2",
  });
  expect(
    regions.map(({ region, access, batches, aliases }) => [
      region,
      access,
      batches.flat().length,
      aliases.size,
    ]),
  ).toEqual([
    ["us-west-2", own, 3, 1],
    ["eu-west-1", own, 1, 0],
  ]);
  expect(new Set(regions.flatMap(requestsIn))).toEqual(new Set(secrets));
});

test("a request's key tells secrets and versions apart", () => {
  const text = [arn("a"), `${arn("a")}::AWSCURRENT`, `${arn("a")}::AWSPREVIOUS`, arn("b")]
    .map((each) => `- "${each}"\n`)
    .join("");
  const keysOf = () => list([{ name: "t.yaml", text }]).plan.secrets.map(({ key }) => key);
  expect(new Set(keysOf()).size).toBe(3);
  expect(keysOf()).toEqual(keysOf());
});
