/** Which files are taken to be rendered: by their templates, by --jinja and by the config file. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { arn } from "../support/arns.js";
import { pythonFound } from "../support/python.js";
import { ROOT, runProcess } from "../support/run.js";
import { test as base } from "../support/test.js";

const PLAIN = `password: ${arn("templated/db")}:password\n`;
const TEMPLATED = `host: "{{ env_var('HOST') }}"\n${PLAIN}`;
const SECRETS = ["--secrets-file", join(ROOT, "fixtures/secrets.yaml")];

const test = base.extend("directory", ({ directory }) => {
  mkdirSync(directory.at(".git"));
  const files = {
    "io_config.yaml": PLAIN,
    "templated.yaml": TEMPLATED,
    "airflow/connections.yaml": PLAIN,
    "other.yaml": PLAIN,
    ".arnsubst.yaml": 'jinja: { "io_config*.yaml": escape, io_*: refuse, airflow: allow, "t*": allow }\n',
  };
  for (const [name, text] of Object.entries(files)) directory.write(name, text);
  return directory;
});

const AS_IT_IS = "password: p{{7*7}}w\n";
const ESCAPED = `password: p{{ "{{" }}7*7}}w\n`;

test.for<[file: string, flags: string, stdout: string, said: RegExp]>([
  [
    "io_config.yaml",
    "--no-config",
    AS_IT_IS,
    / warning value-jinja: .*\n.*\n.*\n.*--jinja escape\b.*--jinja allow\b/,
  ],
  ["io_config.yaml", "--no-config -q", AS_IT_IS, /^$/],
  ["io_config.yaml", "--no-config --jinja allow", AS_IT_IS, /^$/],
  ["io_config.yaml", "--no-config --jinja escape", ESCAPED, /^$/],
  [
    "io_config.yaml",
    "--no-config --jinja refuse",
    "",
    / error value-jinja: .*: rendering the file would change/,
  ],
  ["templated.yaml", "--no-config", "", / error value-jinja: .*: the file has templates, /],
  ["io_config.yaml", "", ESCAPED, /^$/],
  ["io_config.yaml", "--jinja allow", AS_IT_IS, /^$/],
  ["io_config.yaml", "--jinja refuse", "", / error value-jinja: /],
  ["airflow/connections.yaml", "", AS_IT_IS, /^$/],
  ["other.yaml", "", AS_IT_IS, / warning value-jinja: /],
  ["templated.yaml", "", TEMPLATED.replace(PLAIN, AS_IT_IS), /^$/],
])("%s with %j", async ([file, flags, stdout, said], { inProcess }) => {
  const args = [...SECRETS, file, ...flags.split(" ").filter((flag) => flag !== "")];
  const ran = await inProcess(args);
  expect(ran).toMatchObject({ status: stdout === "" ? 1 : 0, stdout });
  expect(ran.stderr).toMatch(said);
});

test("exec obeys it too, from another directory, for each file by itself", async ({
  directory,
  arnsubst,
}) => {
  const files = ["../io_config.yaml", "connections.yaml"];
  const args = ["exec", ...files, ...SECRETS, "--", "cat", "{0}", "{1}"];
  const ran = await arnsubst(args, { cwd: directory.at("airflow") });
  expect(ran).toEqual({ status: 0, stdout: ESCAPED + AS_IT_IS, stderr: "" });
});

test.skipIf(!pythonFound)(
  "what is escaped comes out of Mage, the last line break of the file too",
  async ({ inProcess }) => {
    const path = "fixtures/bad/value-jinja--no-templates.yaml";
    const args = [path, "--secrets-file", "fixtures/secrets.yaml", "--jinja", "escape"];
    const { stdout: input } = await inProcess(args, { cwd: ROOT });
    const read = await runProcess("python3", ["-B", join(ROOT, "test/support/consumers"), "mage"], { input });
    expect(JSON.parse(read.stdout)).toEqual({
      default: {
        POSTGRES_PASSWORD: "p{{7*7}}w",
        GREETING: "before {{ lookup('env', 'HOME') }} after",
        COMMENT: "x a{# b",
        TLS_KEY: "-----BEGIN KEY-----\nabc\n-----END KEY-----\n",
      },
    });
  },
);
