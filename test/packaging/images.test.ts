/**
 * The recipes for Docker and ECS: the entry points of docs/recipes/ run in a root with Python and no Node, each as the first
 * process of a process table, in front of a stand-in for the image's own program. `.ci/run` lays the root out; elsewhere these tests
 * are skipped.
 */

import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Dockerfile, readDockerfile, startContainer } from "../support/container.js";
import { storedFixtures } from "../support/fixtures.js";
import { pageAt } from "../support/pages.js";
import { at, install, PATH, PYTHON_ROOT, put } from "../support/python-root.js";
import { AWS_ENV, ROOT, runProcess } from "../support/run.js";
import { type SecretsServer, startSecretsServer } from "../support/secrets-server.js";

const blocksOf = (page: string, language: string) =>
  pageAt(page).blocks.filter((block) => block.language === language);
const dockerfiles = blocksOf("docs/recipes/docker.md", "dockerfile").map(({ text }) => text);

/** What is beside each Dockerfile, and the fixture that it is. */
const CONTEXT: Readonly<Record<string, string>> = {
  "connections.yaml": "fixtures/airflow/connections.yaml",
  "variables.yaml": "fixtures/airflow/variables.yaml",
  "io_config.arns.yaml": "fixtures/mage/pipelines/load_orders/metadata.yaml",
  "profiles.yml": "fixtures/dbt/profiles.yml",
  "config.yaml": "fixtures/otel/collector.yaml",
};

interface Image {
  readonly from: string;
  readonly user: string;
  readonly cwd: string;
  /** The image's own program, and the file that it reads. */
  readonly program: string;
  readonly reads: string;
  readonly fixture: string;
  /** What comes behind the name of the image in `docker run`. */
  readonly args: readonly string[];
  /** What the program gets of that. */
  readonly passed: RegExp;
}

const AIRFLOW: Image = {
  from: "apache/airflow",
  user: "50000:0",
  cwd: "/opt/airflow",
  program: "/entrypoint",
  reads: "/opt/airflow/resolved/connections.yaml",
  fixture: "fixtures/airflow/connections.yaml",
  args: ["scheduler"],
  passed: /^scheduler$/,
};
const MAGE: Image = {
  from: "mageai/mageai",
  user: "0:0",
  cwd: "/home/src",
  program: "/app/run_app.sh",
  reads: "/home/src/warehouse/io_config.yaml",
  fixture: "fixtures/mage/pipelines/load_orders/metadata.yaml",
  args: [],
  passed: /^$/,
};
const DBT: Image = {
  from: "dbt-postgres",
  user: "0:0",
  cwd: "/usr/app/dbt",
  program: "/usr/local/bin/dbt",
  reads: "$DBT_PROFILES_DIR/profiles.yml",
  fixture: "fixtures/dbt/profiles.yml",
  args: ["run", "--select", "orders"],
  passed: /^run --select orders$/,
};
const ETL: Image = {
  from: "example.com/etl",
  user: "1000:1000",
  cwd: "/",
  program: "/usr/local/bin/etl",
  reads: "$2",
  fixture: "fixtures/otel/collector.yaml",
  args: [],
  passed: /^--config \/\S+$/,
};

/** Prints what the program is given, leaves a child behind that nobody waits for, and ends with 42 on SIGTERM. */
const standIn = ({ reads }: Image) => `#!/bin/sh
trap 'exit 42' TERM
printf '%s\\n' "$*" "$ARNSUBST_DIR"
cat "${reads}"
(true &)
sleep 0.2
echo ready
while :; do sleep 0.05; done
`;

let server: SecretsServer;

function start(image: Image, { env }: Dockerfile, command: readonly string[]) {
  return startContainer(command, {
    cwd: image.cwd,
    user: image.user,
    env: {
      ...AWS_ENV,
      AWS_REGION: "us-west-2",
      AWS_ENDPOINT_URL_SECRETS_MANAGER: server.url,
      ...env,
      // Docker sets it, for a user that the image does not know as well.
      HOME: "/",
      PATH: `/opt/images/bin:${PATH}`,
    },
  });
}

/** Starts the image's program, looks at what it gets, and ends it. Gives back its private directory, and stderr. */
async function expectRuns(image: Image, dockerfile: Dockerfile, command: readonly string[]) {
  const container = await start(image, dockerfile, command);
  const { stdout, stderr } = container;
  const [passed = "", directory = "", ...file] = stdout.split("\n");
  expect({ file: file.join("\n"), stderr }).toEqual({
    file: `${readFileSync(join(ROOT, `${image.fixture}.expected`), "utf8")}ready\n`,
    stderr: expect.not.stringContaining("error"),
  });
  expect(passed).toMatch(image.passed);
  return { container, directory, stderr };
}

function lay(image: Image, text: string): Dockerfile {
  const dockerfile = readDockerfile(text);
  mkdirSync(at(image.cwd), { recursive: true });
  for (const [to = "", ...sources] of dockerfile.copies.map((copy) => copy.toReversed()))
    for (const [name, fixture] of Object.entries(CONTEXT))
      if (sources.includes(name) || sources.includes(".")) cpSync(join(ROOT, fixture), at(join(to, name)));
  put(image.program, standIn(image), 0o755);
  return dockerfile;
}

describe.skipIf(PYTHON_ROOT === undefined)("an image", () => {
  beforeAll(async () => {
    server = await startSecretsServer();
    server.reset(storedFixtures());
    await install("/opt/images");
    await runProcess("install", ["-d", "-m", "0775", at("/opt/airflow")]);
    await runProcess("install", ["-d", "-o", "1000", "-m", "0700", at("/run/etl")]);
  }, 300_000);
  afterAll(() => server.close());

  // The Airflow image has an init of its own; the others need `docker run --init`, which is tini.
  describe.each([
    ["Airflow", AIRFLOW, []],
    ["Mage", MAGE, ["/usr/bin/tini", "--"]],
    ["dbt", DBT, ["/usr/bin/tini", "--"]],
    ["one without pip", ETL, ["/usr/bin/tini", "--"]],
  ] as const)("of %s", (_, image, init) => {
    const text = dockerfiles.find((block) => block.startsWith(`FROM`) && block.includes(image.from)) ?? "";

    test("its program reads the values, gets the signal, and leaves no file", async () => {
      const dockerfile = lay(image, text);
      const args = image.args.length > 0 ? image.args : dockerfile.cmd;
      const command = [...init, ...dockerfile.entrypoint, ...args];
      const { container, directory, stderr } = await expectRuns(image, dockerfile, command);
      expect(stderr).toBe("");
      expect(existsSync(at(directory))).toBe(true);
      await expect.poll(() => container.zombies()).toEqual([]);
      expect(await container.stop()).toBe(42);
      expect(existsSync(at(directory))).toBe(false);
    });
  });

  test("without --init says that zombies stay, and they do", async () => {
    const dockerfile = lay(DBT, dockerfiles.find((block) => block.includes(DBT.from)) ?? "");
    const { container, stderr } = await expectRuns(DBT, dockerfile, [...dockerfile.entrypoint, ...DBT.args]);
    expect(stderr).toContain("zombies");
    await expect.poll(() => container.zombies().length).toBe(1);
    await container.stop();
  });

  test("with a file that stays in memory, for a program that is the first process", async () => {
    const dockerfile = lay(ETL, dockerfiles.findLast((block) => block.includes(ETL.from)) ?? "");
    const { entrypoint, cmd } = dockerfile;
    const { container, directory } = await expectRuns(ETL, dockerfile, [...entrypoint, ...cmd]);
    expect(directory).toBe("");
    expect(await container.stop()).toBe(42);
    expect(existsSync(at("/run/etl/config.yaml"))).toBe(true);
  });

  test("of ECS: the entry point of the task definition", async () => {
    const [task] = blocksOf("docs/recipes/ecs.md", "json").filter(({ file }) => file === "task.json");
    const { containerDefinitions } = JSON.parse(task?.text ?? "") as {
      containerDefinitions: readonly [{ entryPoint: readonly string[]; command: readonly string[] }];
    };
    const [{ entryPoint, command }] = containerDefinitions;
    const dockerfile = lay(DBT, dockerfiles.find((block) => block.includes(DBT.from)) ?? "");
    const image = { ...DBT, passed: /^run$/ };
    const whole = ["/usr/bin/tini", "--", ...entryPoint, ...command];
    const { container } = await expectRuns(image, dockerfile, whole);
    expect(await container.stop()).toBe(42);
  });
});
