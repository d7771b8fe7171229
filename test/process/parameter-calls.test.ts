/** Parameters from the loopback server: what is asked, how often, and what comes of each answer. */

import { expect } from "vitest";
import { arn, parameterArn } from "../support/arns.js";
import { answering, failing, inTurn, on, refusing } from "../support/interceptors.js";
import type { StoredParameter } from "../support/parameter-store.js";
import { AWS_ENV, type Ran, runExecutable, type Surroundings } from "../support/run.js";
import type { Interceptor, StoredSecret } from "../support/secrets-server.js";
import { test as base } from "../support/test.js";

const test = base
  .extend(
    "resolveText",
    ({ server }) =>
      (
        input: string,
        stored: readonly (StoredParameter | StoredSecret)[],
        intercept?: Interceptor,
        { env = {} }: Surroundings = {},
      ): Promise<Ran> => {
        server.reset(stored, intercept);
        const args = ["resolve", "--endpoint-url", server.url];
        return runExecutable(args, { input, env: { ...AWS_ENV, ...env } });
      },
  )
  .extend("operations", ({ server }) => (): readonly string[] => {
    return server.calls.map(({ operation, ids }) => `${operation} ${ids.length}`).sort();
  });

const DB = parameterArn("/prod/db");
const V3: StoredParameter = {
  arn: DB,
  type: "SecureString",
  value: "v3",
  version: 3,
  versions: { 2: "v2", live: "of live" },
};

/** Parameters `/p/0`, `/p/1`, … in the first region and others in the second. */
function parameters(count: number, region = "us-west-2"): readonly StoredParameter[] {
  return Array.from({ length: count }, (_, index) => ({
    arn: parameterArn(`/p/${index}`, region),
    type: "String",
    value: `${region} ${index}`,
  }));
}

function linesFor(stored: readonly { readonly arn: string }[]): string {
  return stored.map((each) => `- ${each.arn}\n`).join("");
}

test("30 secrets and 45 parameters in two regions take the calls that list names", async ({
  server,
  resolveText,
}) => {
  const regions = ["us-west-2", "eu-west-1"];
  const stored = regions.flatMap((region, index) => [
    ...Array.from({ length: [21, 9][index] ?? 0 }, (_, number) => {
      return { arn: arn(`s${number}`, region), text: `secret ${region} ${number}` };
    }),
    ...parameters([24, 21][index] ?? 0, region),
  ]);
  expect(stored).toHaveLength(75);
  const input = linesFor([...stored, ...stored]);
  const { status, stdout, stderr } = await resolveText(input, stored);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const values = stored.map((each) => ("type" in each ? each.value : each.text));
  expect(stdout).toBe([...values, ...values].map((value) => `- ${value}\n`).join(""));
  const asked = server.calls.map(({ operation, region }) => `${operation} ${region}`).sort();
  const listed = await runExecutable(["list", "-", "--format", "json"], { input });
  const { calls } = JSON.parse(listed.stdout) as { calls: { operation: string; region: string }[] };
  expect(asked).toEqual(calls.map(({ operation, region }) => `${operation} ${region}`).sort());
  const count = (call: string) => asked.filter((each) => each === call).length;
  expect(regions.map((region) => count(`BatchGetSecretValue ${region}`))).toEqual([2, 1]);
  expect(regions.map((region) => count(`GetParameters ${region}`))).toEqual([3, 3]);
});

test("versions, labels and lists, each with its own value", async ({ resolveText, operations }) => {
  const list: StoredParameter = { arn: parameterArn("hosts"), type: "StringList", value: "a,b" };
  const input = `- ${DB}\n- "${DB}:2"\n- "${DB}:live"\n- "${DB}:3"\n- x ${"$"}{${list.arn}}\n`;
  expect(await resolveText(input, [V3, list])).toMatchObject({
    status: 0,
    stdout: `- v3\n- "v2"\n- "of live"\n- "v3"\n- x a,b\n`,
  });
  expect(operations()).toEqual(["GetParameters 5"]);
});

test("an empty parameter is a value", async ({ resolveText }) => {
  const { stdout } = await resolveText(`a: ${DB}\n`, [{ ...V3, value: "" }]);
  expect(stdout).toBe("a: ''\n");
});

test("parameters of another account and public ones come by their ARN", async ({ resolveText }) => {
  const stored = ["us-west-2:210987654321:parameter/shared", "us-west-2::parameter/aws/service/ami"].map(
    (rest): StoredParameter => ({ arn: `arn:aws:ssm:${rest}`, type: "String", value: rest.slice(-3) }),
  );
  expect((await resolveText(linesFor(stored), stored)).stdout).toBe("- red\n- ami\n");
});

test("one refused among ten: each of them alone, and only that one is denied", async ({
  resolveText,
  operations,
}) => {
  const [first, ...others] = parameters(10);
  const refused = { ...first, error: { code: "AccessDeniedException" } } as StoredParameter;
  const stored = [...others, refused];
  const { status, stderr } = await resolveText(linesFor(stored), stored);
  expect(status).toBe(1);
  expect(stderr.match(/^<stdin>:.*error [a-z-]+/gm)).toEqual(["<stdin>:10:3 error secret-denied"]);
  expect(stderr).toContain(
    `AWS denies ssm:GetParameters on ${refused.arn} to arn:aws:iam::123456789012:user/`,
  );
  expect(stderr).toContain(
    `= allow it: {"Effect":"Allow","Action":"ssm:GetParameters","Resource":"${refused.arn}"}`,
  );
  expect(operations()).toEqual(["GetParameter 1", ...Array(10).fill("GetParameters 1"), "GetParameters 10"]);
});

test("ten that are not there: each once more alone", async ({ resolveText, operations }) => {
  const { status, stderr } = await resolveText(linesFor(parameters(10)), []);
  expect(status).toBe(1);
  expect(stderr.match(/error secret-not-found: AWS has no parameter arn:/g)).toHaveLength(10);
  expect(operations()).toEqual([...Array(10).fill("GetParameter 1"), "GetParameters 10"]);
});

test("a policy that allows only GetParameters: what AWS does not know is not found", async ({
  resolveText,
}) => {
  const input = `- ${DB}\n- ${parameterArn("/nope")}\n- "${DB}:9"\n`;
  const { stderr } = await resolveText(input, [V3], on("GetParameter", refusing));
  expect(stderr.match(/^<stdin>.*/gm)).toEqual([
    `<stdin>:2:3 error secret-not-found: AWS has no parameter ${parameterArn("/nope")}`,
    `<stdin>:3:4 error secret-not-found: AWS has no version "9" of ${DB}, or no such parameter`,
  ]);
  const history = `run aws ssm get-parameter-history --name ${DB} --region us-west-2`;
  expect(stderr).toContain(`${history} --query "Parameters[].[Version,Labels]"\n`);
});

test("a policy that allows only GetParameter: each is fetched with that", async ({
  resolveText,
  operations,
}) => {
  const stored = parameters(2);
  const { status, stdout } = await resolveText(linesFor(stored), stored, on("GetParameters", refusing));
  expect({ status, stdout }).toEqual({ status: 0, stdout: "- us-west-2 0\n- us-west-2 1\n" });
  expect(operations()).toEqual([
    ...Array(2).fill("GetParameter 1"),
    ...Array(2).fill("GetParameters 1"),
    "GetParameters 2",
  ]);
});

test("a missing version is told from a missing parameter", async ({ resolveText }) => {
  const input = `- "${DB}:9"\n- "${parameterArn("/nope")}:9"\n`;
  const { stderr } = await resolveText(input, [V3]);
  expect(stderr.match(/^<stdin>.*/gm)).toEqual([
    `<stdin>:1:4 error secret-not-found: AWS has no version "9" of ${DB}, or no such parameter`,
    `<stdin>:2:4 error secret-not-found: AWS has no parameter ${parameterArn("/nope")}`,
  ]);
});

test("an answer without selectors is enough where the number of the version tells", async ({
  resolveText,
  operations,
}) => {
  const answer = (Version: number) => ({ ARN: DB, Name: "/prod/db", Value: `v${Version}`, Version });
  const both = answering({ Parameters: [answer(2), answer(3)], InvalidParameters: [] });
  const input = `- "${DB}:2"\n- ${DB}\n`;
  expect((await resolveText(input, [V3], inTurn(both))).stdout).toBe(`- "v2"\n- v3\n`);
  expect(operations()).toEqual(["GetParameters 1", "GetParameters 2"]);
});

test("throttling slows the run down and does not fail it", async ({ resolveText, server }) => {
  const stored = parameters(60);
  const slow = failing("ThrottlingException", "Rate exceeded");
  const { status, stdout } = await resolveText(linesFor(stored), stored, inTurn(slow, slow, slow));
  expect(status).toBe(0);
  expect(stdout).toBe(stored.map(({ value }) => `- ${value}\n`).join(""));
  expect(server.calls).toHaveLength(9);
});

test("what stops secrets and parameters alike is told once", async ({ resolveText }) => {
  const expired = failing("ExpiredTokenException", "no");
  const { status, stderr } = await resolveText(`- ${arn("a")}\n- ${DB}\n`, [], expired);
  expect(status).toBe(3);
  expect(stderr.match(/credentials have expired/g)).toHaveLength(1);
  expect(stderr).toContain("1 secret and 1 parameter not fetched");
});

test("a variable sets the endpoint of parameters alone", async ({ server }) => {
  server.reset([V3]);
  const env = { ...AWS_ENV, AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_ENDPOINT_URL_SSM: server.url };
  const { stdout } = await runExecutable(["resolve"], { input: `a: ${DB}\n`, env });
  expect(stdout).toBe("a: v3\n");
});

test("--concurrency holds for secrets and parameters together, and for calls that are made again", async ({
  server,
}) => {
  const [first, ...others] = parameters(25);
  const refused = { ...first, error: { code: "AccessDeniedException" } } as StoredParameter;
  const secrets = Array.from({ length: 30 }, (_, index) => ({ arn: arn(`s${index}`), text: "v" }));
  server.reset([...secrets, refused, ...others]);
  const input = linesFor([...secrets, refused, ...others]);
  const args = ["resolve", "--endpoint-url", server.url, "--concurrency", "2"];
  const { status } = await runExecutable(args, { input, env: AWS_ENV });
  expect(status).toBe(1);
  expect(server.calls).toHaveLength(2 + 3 + 10 + 1);
  expect(server.most()).toBeLessThanOrEqual(2);
});

test("under Node's --frozen-intrinsics too", async ({ resolveText }) => {
  const NODE_OPTIONS = "--frozen-intrinsics --disable-warning=ExperimentalWarning";
  const { stdout } = await resolveText(`a: ${DB}\n`, [V3], undefined, { env: { NODE_OPTIONS } });
  expect(stdout).toBe("a: v3\n");
});

test("a parameter and a secret of the same name are two", async ({ resolveText }) => {
  const stored = [
    { arn: arn("db"), text: "of the secret" },
    { arn: parameterArn("db"), type: "String", value: "of the parameter" },
  ] as const;
  const input = `a: "{{resolve:secretsmanager:db}}"\nb: "{{resolve:ssm:db}}"\n`;
  const { stdout } = await resolveText(input, stored, undefined, { env: { AWS_REGION: "us-west-2" } });
  expect(stdout).toBe(`a: "of the secret"\nb: "of the parameter"\n`);
});

test("a name without a region: said of the parameter", async ({ resolveText }) => {
  const { status, stderr } = await resolveText(`a: "{{resolve:ssm:/prod/db}}"\n`, [V3]);
  expect(status).toBe(3);
  expect(stderr).toMatch(
    /^arnsubst: the parameters are given by name, and no region is set; 1 parameter not/,
  );
});

test("the versions of a name are listed in the region where it was looked up", async ({ resolveText }) => {
  const { stderr } = await resolveText("a: ref+awsssm://prod/db?region=us-west-2&version=9\n", [V3]);
  expect(stderr).toContain("get-parameter-history --name /prod/db --region us-west-2 --query");
});

test("two versions of one parameter are one parameter that is not fetched", async ({ resolveText }) => {
  const { stderr } = await resolveText('a: "{{resolve:ssm:/prod/db}}"\nb: "{{resolve:ssm:/prod/db:1}}"\n', [
    V3,
  ]);
  expect(stderr).toContain("; 1 parameter not fetched: /prod/db\n");
});
