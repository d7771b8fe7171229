/** The files that `exec` gives a command: where they are, what they are called, and who can read them. */

import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { arn } from "../support/arns.js";
import { PLACES, testWith } from "../support/exec.js";
import { mountingWay } from "../support/mounts.js";
import { AWS_ENV, EXECUTABLE, runExecutable, runProcess } from "../support/run.js";
import { startSecretsServer } from "../support/secrets-server.js";

const test = testWith(["p@ss: #1", "tok_123"]).extend(
  "printed",
  ({ exec }) =>
    async (...args: readonly string[]): Promise<string> => {
      const { status, stdout, stderr } = await exec(args);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      return stdout.toString();
    },
);
const RESOLVED = "v0: 'p@ss: #1'\nv1: tok_123\n";

describe("the files are in a private directory", () => {
  test("which is gone with the command", async ({ printed }) => {
    const said = await printed("config.yaml", "--", "sh", "-c", 'cat "$ARNSUBST_FILE"; echo "$ARNSUBST_DIR"');
    expect(said.slice(0, RESOLVED.length)).toBe(RESOLVED);
    const left = said.slice(RESOLVED.length).trimEnd();
    expect(PLACES.some((place) => left.startsWith(join(place, "arnsubst-")))).toBe(true);
    expect(existsSync(left)).toBe(false);
  });

  test("in memory where the system has a place for that", async ({ printed }) => {
    const said = await printed("config.yaml", "--", "sh", "-c", 'echo "$ARNSUBST_DIR"');
    expect(said.startsWith(`${PLACES[0]}/`)).toBe(true);
  });

  test("nobody else can read them at any moment, whatever the umask", async ({ directory }) => {
    const files = Array.from({ length: 300 }, (_, index) => `many/${index % 7}/${index}.yaml`);
    for (const name of files) {
      mkdirSync(directory.at(name, ".."), { recursive: true });
      writeFileSync(directory.at(name), `a: ${arn("value1")}\n`);
    }
    const script = `umask 000; echo $$; exec "$0" "$@"`;
    const args = ["exec", "--secrets-file", "secrets.yaml", ...files, "--", "sleep", "0.3"];
    let over = false;
    const ran = runProcess("/bin/sh", ["-c", script, process.execPath, EXECUTABLE, ...args], {
      cwd: directory.path,
    }).finally(() => {
      over = true;
    });
    const seen = new Set<string>();
    while (!over) {
      for (const path of PLACES.flatMap(allBelow)) seen.add(`${path} ${modeOf(path)}`);
      await new Promise(setImmediate);
    }
    const { status, stdout: pid } = await ran;
    expect(status).toBe(0);
    // Others may be at work there, and with commands that do as they like.
    const own = [...seen].filter((each) => each.includes(`-${pid.trim()}-`));
    const modes = new Set(own.map((each) => each.split(" ").slice(1).join(" ")));
    modes.delete("gone");
    expect([...modes].sort()).toEqual(["directory 700", "file 600"]);
  });

  test.for(["177", "777"])(
    "a umask of %s is the command's, and closes nothing to it",
    async (umask, { directory }) => {
      mkdirSync(directory.at("below"), { recursive: true });
      writeFileSync(directory.at("below/c.yaml"), "c: 1\n");
      const show = 'umask; cd "$ARNSUBST_DIR"; stat -c "%a %n" . below below/c.yaml';
      const args = ["exec", "--secrets-file", "secrets.yaml", "below/c.yaml", "--", "sh", "-c", show];
      const script = `umask ${umask}; exec "$0" "$@"`;
      const { stdout } = await runProcess("/bin/sh", ["-c", script, process.execPath, EXECUTABLE, ...args], {
        cwd: directory.path,
      });
      expect(stdout).toBe(`0${umask}\n700 .\n700 below\n600 below/c.yaml\n`);
    },
  );

  const way = mountingWay();
  /** Left out, and not skipped, which CI takes for a failure. */
  if (way === undefined)
    process.stderr.write("exec: nothing may be mounted here, so no machine without /dev/shm is tried\n");
  else {
    test("in the temporary directory where there is no memory for it", async ({ directory }) => {
      const script = `mount -t tmpfs -o ro none /dev/shm && TMPDIR=. exec "$0" "$@"`;
      const show = 'cat "$1"; dirname "$ARNSUBST_DIR"; stat -c %a "$ARNSUBST_DIR" "$1"';
      const args = [
        "exec",
        "--secrets-file",
        "secrets.yaml",
        "config.yaml",
        "--",
        "sh",
        "-c",
        show,
        "sh",
        "{}",
      ];
      const command = [...way.split(" "), "sh", "-c", script, process.execPath, EXECUTABLE, ...args];
      const { stdout } = await runProcess("/usr/bin/env", command, { cwd: directory.path });
      expect(stdout).toBe(`${RESOLVED}${directory.path}\n700\n600\n`);
    });

    /** With little room in memory: for the first of two files only, or for no more than directories. */
    const testSmall = test.extend(
      "small",
      ({ directory }) =>
        (options: string, prepare: string, ...command: readonly string[]) => {
          writeFileSync(directory.at("large.yaml"), `v: ${arn("value1")}\n${"# filler\n".repeat(20_000)}`);
          const script = `mount -t tmpfs -o ${options} none /dev/shm && ${prepare} exec "$0" "$@"`;
          const args = [
            "exec",
            "--secrets-file",
            "secrets.yaml",
            "config.yaml",
            "large.yaml",
            "--",
            ...command,
          ];
          const words = [...way.split(" "), "sh", "-c", script, process.execPath, EXECUTABLE, ...args];
          return runProcess("/usr/bin/env", words, { cwd: directory.path });
        },
    );

    testSmall.for(["size=64k", "nr_inodes=3"])(
      "all of them there where memory is full: %s",
      async (options, { directory, small }) => {
        const show = 'dirname "$ARNSUBST_DIR"; cat "$1"; wc -l < "$2"; ls /dev/shm';
        const { status, stdout, stderr } = await small(
          options,
          "TMPDIR=.",
          "sh",
          "-c",
          show,
          "sh",
          "{0}",
          "{1}",
        );
        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
        expect(stdout).toBe(`${directory.path}\n${RESOLVED}20001\n`);
      },
    );

    testSmall("and where that is full too both are named, with the way out", async ({ directory, small }) => {
      mkdirSync(directory.at("full"), { recursive: true });
      const prepare = "mount -t tmpfs -o size=64k none full && TMPDIR=full";
      expect(await small("size=64k", prepare, "ls")).toEqual({
        status: 3,
        stdout: "",
        stderr: `arnsubst: cannot write the resolved files to /dev/shm (ENOSPC) or ${directory.at("full")} (ENOSPC)
  = the command was not started; free some space there, or set TMPDIR to another directory
`,
      });
    });
  }
});

describe("the files", () => {
  test("keep their names below it, and no two are one", async ({ directory }) => {
    mkdirSync(directory.at("sub/work"), { recursive: true });
    for (const name of ["sub/a.yaml", "sub/work/a.yaml", "a.yaml"])
      writeFileSync(directory.at(name), `name: ${name}\nv: ${arn("value1")}\n`);
    const env = { PATH: process.env["PATH"] ?? "" };
    const args = ["a.yaml", "../a.yaml", "../a.yaml", "../../a.yaml"];
    const command = [EXECUTABLE, "exec", "--secrets-file", "../../secrets.yaml", ...args, "--"];
    const show = 'cd "$ARNSUBST_DIR"; find . -type f | sort; shift; head -qn1 "$@"';
    const run = ["sh", "-c", show, "sh", "{}", "{0}", "{1}", "{2}", "{3}"];
    const { status, stdout } = await runProcess(process.execPath, [...command, ...run], {
      cwd: directory.at("sub/work"),
      env,
    });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: `./1/a.yaml\n./2/a.yaml\n./3/a.yaml\n./a.yaml\n${["sub/work/a.yaml", "sub/a.yaml", "sub/a.yaml", "a.yaml"].map((name) => `name: ${name}\n`).join("")}`,
    });
  });

  test("keep their directories", async ({ directory, printed }) => {
    mkdirSync(directory.at("deep/er"), { recursive: true });
    writeFileSync(directory.at("deep/er/b.yaml"), "b: 1\n");
    const show = 'echo "$1" | sed "s|$ARNSUBST_DIR||"';
    expect(await printed("config.yaml", "deep/er/b.yaml", "--", "sh", "-c", show, "sh", "{1}")).toBe(
      "/deep/er/b.yaml\n",
    );
  });
});

describe("which arguments are paths", () => {
  test.for<[options: readonly string[], paths: readonly string[]]>([
    [[], ["config.yaml", "config.yaml", "deep.yaml", "{file}", "x{}"]],
    [
      ["--placeholder", "{}"],
      ["config.yaml", "config.yaml", "deep.yaml", "{file}", "x{}"],
    ],
    [
      ["--placeholder", "{file}"],
      ["{}", "{0}", "{1}", "config.yaml", "x{}"],
    ],
    [["--placeholder={0}"], ["{}", "config.yaml", "{1}", "{file}", "x{}"]],
    [
      ["--placeholder", ""],
      ["{}", "{0}", "{1}", "{file}", "x{}"],
    ],
  ])("%j", async ([options, paths], { directory, printed }) => {
    writeFileSync(directory.at("deep.yaml"), "b: 1\n");
    const show = 'for each; do echo "${each##*/}"; done; test -f "$ARNSUBST_FILE"';
    const command = ["sh", "-c", show, "sh", "{}", "{0}", "{1}", "{file}", "x{}"];
    const said = await printed("config.yaml", "deep.yaml", ...options, "--", ...command);
    expect(said).toBe(paths.map((path) => `${path}\n`).join(""));
  });

  test("{} of another program is left to it", async ({ start, printed }) => {
    const find = ["find", ".", "-name", "config.yaml", "-exec", "echo", "{}", ";"];
    expect(await printed("config.yaml", "--placeholder", "", "--", ...find)).toBe("./config.yaml\n");
    // Nothing asks for a file then, and none is made.
    const running = start(
      ["config.yaml", "--env", "A=v1", "--placeholder", "%", "--", "sh", "-c"].concat([
        'echo "$A $1 $2 ${ARNSUBST_FILE-none}"',
        "sh",
        "{}",
        "{7}",
      ]),
    );
    expect((await running.ended).stdout.toString()).toBe("tok_123 {} {7} none\n");
  });
});

/** All that runs have made there; directories come and go meanwhile. */
function allBelow(place: string): readonly string[] {
  const own = readdirSync(place).filter(
    (name) => name.startsWith("arnsubst-") && !name.startsWith("arnsubst-test"),
  );
  return own.flatMap((name) => {
    try {
      const inside = readdirSync(join(place, name), { recursive: true }) as string[];
      return [join(place, name), ...inside.map((path) => join(place, name, path))];
    } catch {
      return [];
    }
  });
}

function modeOf(path: string): string {
  try {
    const stats = lstatSync(path);
    return `${stats.isDirectory() ? "directory" : "file"} ${(stats.mode & 0o777).toString(8)}`;
  } catch {
    return "gone";
  }
}

test("the input stays as it is", async ({ directory, printed }) => {
  const before = readFileSync(directory.at("config.yaml"), "utf8");
  await printed("config.yaml", "--", "sh", "-c", 'echo more >> "$ARNSUBST_FILE"');
  expect(readFileSync(directory.at("config.yaml"), "utf8")).toBe(before);
});

test("values from AWS, and what the SDK wanted of the environment is not the command's", async ({
  directory,
}) => {
  const server = await startSecretsServer();
  server.reset([
    { arn: arn("value0"), text: "p@ss: #1" },
    { arn: arn("value1"), text: "tok_123" },
  ]);
  const args = [
    "exec",
    "config.yaml",
    "--endpoint-url",
    server.url,
    "--",
    "sh",
    "-c",
    'cat "$1"; env',
    "sh",
    "{}",
  ];
  const { status, stdout, stderr } = await runExecutable(args, { cwd: directory.path, env: AWS_ENV });
  await server.close();
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout.slice(0, RESOLVED.length)).toBe(RESOLVED);
  const ours = stdout.split("\n").filter((line) => /^(?:AWS|NO_COLOR|ARNSUBST)/.test(line));
  const names = ours.map((line) => line.split("=")[0]).sort();
  expect(names).toEqual([...Object.keys(AWS_ENV), "ARNSUBST_DIR", "ARNSUBST_FILE"].sort());
});
