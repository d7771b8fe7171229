/** Which config file the commands obey: where it stands, whom it belongs to, and what is named on the command line. */

import { chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pageAt } from "../support/pages.js";
import { EXECUTABLE, type Ran, runExecutable, runInProcess, runProcess } from "../support/run.js";

const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";
const MOVED = "arn:aws:secretsmanager:us-west-2:210987654321:secret:prod/db";
const RULES = 'map-accounts: { "123456789012": "210987654321" }\nexclude: [legacy]\n';
const NOBODY = 65_534;

let root: string;
/** `root/team/pipelines` */
let inner: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  inner = join(root, "team", "pipelines");
  mkdirSync(join(inner, "legacy"), { recursive: true });
  for (const name of ["a.yaml", "legacy/b.yaml"]) writeFileSync(join(inner, name), `a: ${ARN}\n`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = (...names: readonly string[]) => join(root, ...names);
const config = (...names: readonly string[]) => {
  writeFileSync(at(...names, ".arnsubst.yaml"), RULES);
  return at(...names, ".arnsubst.yaml");
};
const repository = (...names: readonly string[]) => {
  mkdirSync(at(...names, ".git"));
  return at(...names, ".git");
};
const arns = (...args: readonly string[]) =>
  runInProcess(["list", ".", "--format", "arns", ...args], { cwd: inner });

const OBEYED = { status: 0, stdout: `${MOVED}\n` };
const IGNORED = { status: 0, stdout: `${ARN}\n` };

function expectIgnored(ran: Ran, name: string, why: string): void {
  expect({ status: ran.status, stdout: ran.stdout }).toEqual(IGNORED);
  expect(ran.stderr.split(": not used").length).toBe(2);
  expect(ran.stderr).toContain(`arnsubst: ${name}: not used: ${why}`);
  expect(ran.stderr).toContain(`\n  = use --config ${name} to read it, or --no-config to read none\n`);
}

describe("found", () => {
  test("up to the root of the repository, and no further", async () => {
    config();
    repository();
    expect(await arns()).toMatchObject(OBEYED);
    repository("team");
    expectIgnored(await arns(), "../../.arnsubst.yaml", "it is above the root of the git repository");
    expect(await arns("-q")).toEqual({ ...IGNORED, stderr: "" });
    config("team");
    expect((await arns()).stderr).not.toContain(": not used");
  });

  test("outside of a repository in the working directory only", async () => {
    config("team");
    const why = "it is above the working directory, which is in no git repository";
    expectIgnored(await arns(), "../.arnsubst.yaml", why);
    const { stderr } = await runInProcess(["check", "a.yaml"], { cwd: inner });
    expect(stderr.match(/: not used/g)).toHaveLength(1);
    config("team", "pipelines");
    expect(await arns()).toMatchObject(OBEYED);
  });

  test("-v names it, and list does where it moves something", async () => {
    config("team", "pipelines");
    expect((await arns()).stderr).toContain(
      "arnsubst: .arnsubst.yaml maps the account 123456789012 to 210987654321\n",
    );
    expect((await arns("-q")).stderr).toBe("");
    const table = await runInProcess(["list", "a.yaml"], { cwd: inner });
    expect(table.stdout).toContain("account 123456789012 → 210987654321  (.arnsubst.yaml)\n");
    for (const command of ["check", "policy", "resolve --dry-run"]) {
      const ran = await runInProcess([...command.split(" "), "a.yaml", "-v"], { cwd: inner });
      expect(ran.stderr).toContain("arnsubst: using the config file .arnsubst.yaml\n");
    }
  });
});

test("a link counts where it leads to a file of the repository", async () => {
  const outside = at("secret.yaml");
  writeFileSync(outside, "CANARY-key: 1\nallow-accounts: CANARY-value\n");
  const link = at("team", "pipelines", ".arnsubst.yaml");
  symlinkSync(outside, link);
  const ran = await runInProcess(["list", "a.yaml", "--format", "arns"], { cwd: inner });
  expectIgnored(
    ran,
    ".arnsubst.yaml",
    "it is a link to a file outside the working directory and its git repository",
  );
  expect(ran.stderr).not.toContain("CANARY");
  repository("team");
  writeFileSync(at("team", "rules.yaml"), RULES);
  rmSync(link);
  symlinkSync("../rules.yaml", link);
  expect(await arns()).toMatchObject(OBEYED);
});

describe("--config and --no-config", () => {
  test("take the place of the one that is found; patterns count from the repository's root", async () => {
    config("team", "pipelines");
    repository("team");
    writeFileSync(at("base.yaml"), 'exclude: ["pipelines/legacy"]\n');
    writeFileSync(at("team", "pipelines", "legacy", "b.yaml"), `a: ${MOVED}-AbCdEf\n`);
    const both = { status: 0, stdout: `${ARN}\n${MOVED}-AbCdEf\n`, stderr: "" };
    expect(await arns("--no-config")).toEqual(both);
    expect(await arns("--config", "../../base.yaml")).toMatchObject(IGNORED);
    expect((await arns("--config=../../base.yaml", "-v")).stderr).toContain(
      "using the config file ../../base.yaml\n",
    );
    rmSync(at("team", ".git"), { recursive: true });
    expect(await arns("--config", "../../base.yaml")).toEqual(both);
  });

  test("may stand in front of the command, and are taken by each", async () => {
    writeFileSync(at("empty.yaml"), "");
    config("team", "pipelines");
    for (const flags of [["--config", "../../empty.yaml"], ["--config=../../empty.yaml"], ["--no-config"]]) {
      const ran = await runInProcess([...flags, "list", "a.yaml", "--format", "arns"], { cwd: inner });
      expect(ran).toEqual({ ...IGNORED, stderr: "" });
      writeFileSync(at("secrets.yaml"), `${ARN}: pw\n`);
      const rest = ["a.yaml", "--secrets-file", "../../secrets.yaml"];
      const resolved = await runInProcess([...flags, ...rest], { cwd: inner });
      expect(resolved).toEqual({ status: 0, stdout: "a: pw\n", stderr: "" });
      const exec = await runExecutable([...flags, "exec", ...rest, "--", "echo", "--config"], { cwd: inner });
      expect(exec).toEqual({ status: 0, stdout: "--config\n", stderr: "" });
      expect((await runInProcess([...flags, "explain", ARN])).status).toBe(0);
      expect((await runInProcess([...flags, "completion", "bash"])).status).toBe(0);
    }
  });

  test.each([
    [["--config", "nosuch.yaml"], "--config nosuch.yaml: no such file\n  = name a config file"],
    [["--config", "legacy"], "--config legacy: is a directory, not a file\n"],
    [["--config", ""], "It is empty."],
    [["--config", "a.yaml"], 'a.yaml:1:1: "a" is not a key of the config file\n'],
  ])("%j is refused", async (flags, said) => {
    const { status, stdout, stderr } = await arns(...flags);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(said);
  });

  /** In docs/ci.md. */
  const gates = pageAt("docs/ci.md").blocks.filter(({ text }) => text.includes("git show FETCH_HEAD:"));
  const GITHUB = /^ {6}- run: \|\n((?: {10}.*\n)*? {10}git show.*\n)/m;
  const GITLAB = /^ {2}script:\n((?: {4}- .*\n)*? {4}- git show.*\n)/m;

  test.each([
    ["GitHub", GITHUB, { GITHUB_BASE_REF: "main" }, "$RUNNER_TEMP/rules.yaml"],
    ["GitLab", GITLAB, { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main" }, "$rules"],
  ] as const)(
    "a gate of %s takes its rules from the base branch, whatever the pull request says",
    async (...row) => {
      const [_, pattern, base, rules] = row;
      const [steps = "false"] = gates.flatMap(({ text }) => pattern.exec(text)?.[1] ?? []);
      const git = "git -c user.name=a -c user.email=a@b";
      const script = `set -e
      git init -q . && git checkout -q -b main && echo 'allow-accounts: ["210987654321"]' > .arnsubst.yaml
      ${git} add . && ${git} commit -qm base && git clone -q --bare . ../origin && git remote add origin ../origin
      git checkout -q -b pull && echo 'exclude: ["**"]' > .arnsubst.yaml && ${git} commit -qam pull
      ${steps.replaceAll(/^ *(?:- )?/gm, "")}
      cp "${rules}" ../gate.yaml`;
      mkdirSync(at("temp"));
      const env = { RUNNER_TEMP: at("temp"), TMPDIR: at("temp"), ...base };
      const made = await runProcess("/bin/sh", ["-c", script], { cwd: at("team"), env });
      expect(made).toMatchObject({ status: 0, stdout: "" });
      const gate = ["check", "a.yaml", "--config", at("gate.yaml")];
      expect((await runInProcess(gate, { cwd: inner })).stdout).toContain(" error account-not-allowed:");
    },
  );
});

/** Left out, and not skipped, which CI takes for a failure: only root can give files away. */
if (process.getuid?.() !== 0)
  process.stderr.write("config-file: not root: owners of config files are not tested\n");
else
  describe("owners", () => {
    const USER = 4_001;
    const own = (owner: number, ...paths: readonly string[]) => {
      for (const path of paths) chownSync(path, owner, owner);
    };
    const asUser = (user: number) =>
      runProcess(
        "setpriv",
        [`--reuid=${user}`, `--regid=${user}`, "--clear-groups", process.execPath, EXECUTABLE].concat(
          "list . --format arns".split(" "),
        ),
        { cwd: inner },
      );
    beforeEach(() => runProcess("chmod", ["-R", "a+rX", root]));

    test("a stranger's is passed over, and one further up counts", async () => {
      repository();
      own(NOBODY, config("team", "pipelines"));
      expectIgnored(await arns(), ".arnsubst.yaml", "it belongs to user id 65534, and not to you, root");
      config("team");
      const { stdout, stderr } = await arns();
      expect(stdout).toBe(OBEYED.stdout);
      expect(stderr).toContain("arnsubst: .arnsubst.yaml: not used: it belongs to user id 65534");
      expect(await arns("--config", ".arnsubst.yaml")).toMatchObject(OBEYED);
    });

    test("a link counts where both it and its end do", async () => {
      const strange = at("team", "pipelines", "elsewhere.yaml");
      writeFileSync(strange, RULES);
      symlinkSync("elsewhere.yaml", at("team", "pipelines", ".arnsubst.yaml"));
      expect(await arns()).toMatchObject(OBEYED);
      own(NOBODY, strange);
      expectIgnored(await arns(), ".arnsubst.yaml", "it belongs to user id 65534");
    });

    test("a stranger's .git makes no repository, of a directory above as of one between", async () => {
      config();
      own(NOBODY, repository());
      expectIgnored(
        await arns(),
        "../../.arnsubst.yaml",
        "it is above the working directory, and ../../.git does not count as a repository, because it belongs to user id 65534",
      );
      own(0, at(".git"));
      own(NOBODY, repository("team"));
      expect(await arns()).toMatchObject(OBEYED);
    });

    test("a stranger's .arnsubst.yml is nobody's mistake", async () => {
      writeFileSync(at("team", "pipelines", ".arnsubst.yml"), "");
      expect((await arns()).status).toBe(2);
      own(NOBODY, at("team", "pipelines", ".arnsubst.yml"));
      expect(await arns()).toEqual({ ...IGNORED, stderr: "" });
    });

    test("the owner of the working directory, as with a directory of the host in a container", async () => {
      own(USER, config(), repository(), inner);
      expect(await arns()).toMatchObject(OBEYED);
      expect(await asUser(USER + 1)).toMatchObject(OBEYED);
    });

    test("the user and root, where the working directory is another's", async () => {
      own(USER, config(), repository());
      own(NOBODY, inner);
      expect(await asUser(USER)).toMatchObject(OBEYED);
      expect((await asUser(USER + 1)).stdout).toBe(IGNORED.stdout);
      own(0, at(".arnsubst.yaml"), at(".git"));
      expect(await asUser(USER + 1)).toMatchObject(OBEYED);
    });

    test("a directory above that must not be looked into ends the search", async () => {
      own(USER, config(), inner);
      const options = { cwd: inner };
      const sh = `chmod 700 ${root}; exec setpriv --reuid=${USER} --regid=${USER} --clear-groups "$0" "$@"`;
      const args = [process.execPath, EXECUTABLE, "check", "-"];
      expect((await runProcess("/bin/sh", ["-c", sh, ...args], options)).stderr).not.toContain(": not used");
    });
  });
