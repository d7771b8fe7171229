/** `policy`, `policy --check` and `check --policy` as processes: what is printed where, and the exit statuses. */

import { expect } from "vitest";
import { arn } from "../support/arns.js";
import { EXECUTABLE, runProcess } from "../support/run.js";
import { test as base } from "../support/test.js";

const test = base
  .extend("directory", ({ directory }) => {
    directory.write("config.yaml", `a: ${arn("a")}\nb: ${arn("b").slice(0, -7)}\n`);
    return directory;
  })
  .extend(
    "run",
    ({ inProcess }) =>
      (...args: readonly string[]) =>
        inProcess(args),
  );

test("-o writes the policy, and leaves the file alone while there are errors", async ({ directory, run }) => {
  const { stdout } = await run("policy", "config.yaml");
  expect(await run("policy", "config.yaml", "-o", "out.json")).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(directory.read("out.json")).toBe(stdout);
  directory.write("config.yaml", "a: arn:aws:secretsmanager:us-west-2:1:secret:x\n");
  expect((await run("policy", "config.yaml", "-o", "out.json")).status).toBe(1);
  expect(directory.read("out.json")).toBe(stdout);
});

test("a policy that was printed fits, until the files change", async ({ directory, run }) => {
  const { status, stdout, stderr } = await run("policy", "config.yaml");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  directory.write("policy.json", stdout);
  expect(await run("policy", "config.yaml", "--check", "policy.json")).toEqual({
    status: 0,
    stdout: "",
    stderr: "",
  });
  const fitting = await run("check", "config.yaml", "--policy", "policy.json");
  expect(fitting.status).toBe(0);
  expect(fitting.stdout).not.toContain("policy-");

  directory.write("config.yaml", `a: ${arn("a")}\nc: ${arn("c")}\n`);
  const changed = await run("policy", "config.yaml", "--check", "policy.json");
  expect(changed.status).toBe(1);
  expect(changed.stdout).toBe(
    [
      "policy.json no longer fits:",
      `  missing: secretsmanager:GetSecretValue on ${arn("c")}`,
      `  unneeded: secretsmanager:GetSecretValue on ${arn("b").slice(0, -7)}-??????`,
      "",
    ].join("\n"),
  );
  const checked = await run("check", "config.yaml", "--policy", "policy.json");
  expect(checked.status).toBe(1);
  expect(checked.stdout).toMatch(/^config\.yaml:2:4 error policy-denied/m);
});

test("the page of Datacoves: inside its directory all is allowed but batches, outside nothing is", async ({
  directory,
  run,
}) => {
  const statement = {
    Effect: "Allow",
    Action: ["secretsmanager:GetSecretValue", "secretsmanager:ListSecrets"],
    Resource: "arn:aws:secretsmanager:*:*:secret:datacoves/*",
  };
  directory.write("datacoves.json", JSON.stringify({ Version: "2012-10-17", Statement: [statement] }));
  directory.write(
    "config.yaml",
    `a: ${arn("datacoves/a")}\nb: ${arn("datacoves/b").slice(0, -7)}\nc: ${arn("prod/c")}\n`,
  );
  const { status, stdout } = await run("check", "config.yaml", "--policy", "datacoves.json");
  expect(status).toBe(1);
  expect(stdout.match(/^config\.yaml:\S+ \w+ policy-\w+/gm)).toEqual([
    "config.yaml:1:4 note policy-batch",
    "config.yaml:3:4 error policy-denied",
  ]);
});

test("several policies count together", async ({ directory, run }) => {
  const text = (name: string) =>
    JSON.stringify({
      Statement: [{ Effect: "Allow", Action: "secretsmanager:*", Resource: `${arn(name).slice(0, -6)}*` }],
    });
  directory.write("one.json", text("a"));
  directory.write("two.json", text("b"));
  const { status } = await run("check", "config.yaml", "--policy", "one.json", "--policy", "two.json");
  expect(status).toBe(0);
  expect((await run("check", "config.yaml", "--policy", "one.json")).status).toBe(1);
});

test("a name's region is that of --region, and none that the environment or a remap names", async ({
  directory,
  inProcess,
}) => {
  directory.write("config.yaml", `a: ${arn("a")}\nb: "{{ aws_secret_var('b') }}"\n`);
  const printed = async (...args: readonly string[]) => {
    const { stdout } = await inProcess(["policy", "config.yaml", ...args], {
      env: { AWS_REGION: "eu-west-1" },
    });
    return stdout.match(/arn:\S*:secret:b-/)?.[0];
  };
  const remap = ["--map-region", "us-west-2=us-east-1"];
  expect(await printed()).toBe("arn:*:secretsmanager:*:*:secret:b-");
  expect(await printed(...remap)).toBe("arn:*:secretsmanager:*:*:secret:b-");
  expect(await printed(...remap, "--region", "us-west-2")).toBe(
    "arn:aws:secretsmanager:us-west-2:*:secret:b-",
  );
  // Not known, and so not known of which partition.
  expect(await printed("--region", "xx-north-1")).toBe("arn:*:secretsmanager:xx-north-1:*:secret:b-");
});

test.for(["policy.json", "it's a policy.json"])(
  "what is said to write the policy that fits does, in a shell: %s",
  async (policy, { directory, run }) => {
    directory.write("own rules.yaml", "literal-keys: [none]\n");
    directory.write(policy, (await run("policy", "config.yaml")).stdout);
    const options = ["--map-account", "123456789012=210987654321", "--config", "own rules.yaml"];
    const { status, stderr } = await run("policy", "config.yaml", ...options, "--check", policy);
    expect(status).toBe(1);
    const command =
      /\n {2}= to write the policy that fits, run (arnsubst policy .*)\n/.exec(stderr)?.[1] ?? "";
    expect(command).toContain(" config.yaml --map-account 123456789012=210987654321 ");
    const script = command.replace(/^arnsubst/, `"${process.execPath}" "${EXECUTABLE}"`);
    expect(await runProcess("/bin/sh", ["-c", script], { cwd: directory.path })).toMatchObject({ status: 0 });
    expect((await run("policy", "config.yaml", ...options, "--check", policy)).status).toBe(0);
  },
);

test("a name is checked in the region of the run, as in the policy that is printed, whatever the environment says", async ({
  directory,
  inProcess,
  run,
}) => {
  directory.write("config.yaml", "a: '{{resolve:ssm:/prod/db}}'\n");
  directory.write("policy.json", (await run("policy", "config.yaml", "--region", "us-east-1")).stdout);
  const checked = (...args: readonly string[]) =>
    run("check", "config.yaml", "--policy", "policy.json", ...args);
  expect((await checked("--region", "us-east-1")).status).toBe(0);
  expect((await checked()).status).toBe(0);
  const env = { AWS_REGION: "us-west-2" };
  expect((await inProcess(["check", "config.yaml", "--policy", "policy.json"], { env })).status).toBe(0);
  const { status, stdout } = await checked("--region", "us-west-2");
  expect(status).toBe(1);
  expect(stdout).toContain("ssm:GetParameters on arn:aws:ssm:us-west-2:*:parameter/prod/db\n");
});

test("a policy from standard input that no longer fits", async ({ inProcess, directory, run }) => {
  const input = (await run("policy", "config.yaml")).stdout;
  directory.write("config.yaml", `a: ${arn("a")}\nc: ${arn("c")}\n`);
  const { status, stderr } = await inProcess(["policy", "config.yaml", "--check", "-"], { input });
  expect(status).toBe(1);
  expect(stderr).toContain("\n  = to print the policy that fits, run arnsubst policy config.yaml\n");
});

test.for<[what: string, args: readonly string[], status: number, said: RegExp]>([
  [
    "a policy that is none",
    ["check", "config.yaml", "--policy", "wrong.json"],
    2,
    /^arnsubst: wrong\.json:1:2: "Statment" is not a key of the policy\n {2}= did you mean "Statement"\?/,
  ],
  [
    "a policy that is not there",
    ["policy", "config.yaml", "--check", "no.json"],
    2,
    /--check no\.json: no such file/,
  ],
  ["a config without a secret", ["policy", "empty.yaml"], 0, /these files name no secrets and no parameters/],
  [
    "a config that is wrong",
    ["policy", "broken.yaml"],
    1,
    /error arn-account.*\n.*\n.*\n.*\narnsubst: there is no policy while there are errors\n {2}= correct them, then run it again\n/,
  ],
])("%s", async ([_, args, status, said], { directory, run }) => {
  directory.write("wrong.json", '{"Statment": []}');
  directory.write("empty.yaml", "a: 1\n");
  directory.write("broken.yaml", `a: ${arn("a").replace("123456789012", "1")}\nb: ${arn("b")}\n`);
  const ran = await run(...args);
  expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status, stdout: "" });
  expect(ran.stderr).toMatch(said);
});

test("a policy that IAM cannot hold is printed all the same, and said to be too long", async ({
  directory,
  run,
}) => {
  directory.write(
    "config.yaml",
    Array.from({ length: 100 }, (_, index) => `k${index}: ${arn(`s${index}`)}\n`).join(""),
  );
  const { status, stdout, stderr } = await run("policy", "config.yaml");
  expect(status).toBe(0);
  expect(JSON.parse(stdout).Statement[1].Resource).toHaveLength(100);
  expect(stderr).toMatch(/the policy has \d+ characters, and an IAM managed policy can have at most 6144/);
});
