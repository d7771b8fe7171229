/** `completion`: its scripts know all that commander knows, and real shells complete what they should. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, Option } from "commander";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bashScript } from "../../src/cli/commands/completion/bash.js";
import { fishScript } from "../../src/cli/commands/completion/fish.js";
import { completedIn } from "../../src/cli/commands/completion/words.js";
import { zshScript } from "../../src/cli/commands/completion/zsh.js";
import { SHELLS } from "../../src/cli/commands/completion.js";
import { COMMANDS, PROGRAM } from "../support/program.js";
import { runExecutable } from "../support/run.js";
import { completionsOf, shellsFound, type Typed } from "../support/shells.js";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };
const FILES = ["$HOME.yaml", "space space.yaml", "co:lon.yaml", "quo'te\".yaml", "sub dir"];
const NAMES = [...PROGRAM.commands.map((command) => command.name()), "help"];
const GENERAL = [
  "--color",
  "--config",
  "--help",
  "--max-size",
  "--no-color",
  "--no-config",
  "--quiet",
  "--verbose",
  "--version",
];
const CHECKED = ["github", "gitlab", "json", "junit", "pretty", "sarif"];

/** The long names of all options of a command. */
function longOf(name: string): readonly string[] {
  const own = COMMANDS.get(name)?.options.map(({ long }) => long ?? "") ?? [];
  return [...own, ...GENERAL].sort();
}

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  for (const name of FILES.slice(0, -1)) writeFileSync(join(directory, name), "");
  mkdirSync(join(directory, "sub dir"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe.each(SHELLS)("the script for %s", (shell) => {
  test("is printed, is the same each time, and holds no path", async () => {
    const { status, stdout, stderr } = await runExecutable(["completion", shell]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toBe(SCRIPTS[shell](completedIn(PROGRAM)));
    expect(stdout).not.toMatch(/node|\.js\b|\/home|\/tmp/);
  });

  test.each([...COMMANDS].filter(([name]) => name !== ""))("has all that %s takes", (name, command) => {
    const script = SCRIPTS[shell](completedIn(PROGRAM));
    const flagOf = (long = "") => (shell === "fish" ? `-l ${long.slice(2)} ` : long);
    expect(script).toContain(name);
    for (const { long, argChoices = [] } of command.options) {
      expect(script).toContain(flagOf(long));
      expect(script).toContain(argChoices.join(" "));
    }
  });
});

test.each([[["completion"]], [["completion", "tcsh"]], [["completion", "bash", "zsh"]]])(
  "%j is refused",
  async (args) => expect(await runExecutable(args)).toMatchObject({ status: 2, stdout: "" }),
);

/** What is typed, and what all of it may become. */
const ROWS: readonly (readonly [before: string, word: string, ...expected: string[]])[] = [
  ["", "ch", "check"],
  ["", "", ...NAMES, ...FILES],
  ["", "spac", "space space.yaml"],
  ["", "--se", "--secrets-file"],
  ["-q", "comp", "completion"],
  ["-q --no-color check", "--for", "--format"],
  ["check", "--for", "--format"],
  ["--config x.yaml check", "--for", "--format"],
  ["--config=x.yaml check", "--for", "--format"],
  ["--config", "spac", "space space.yaml"],
  ["explain --config", "spac", "space space.yaml"],
  ["check --format", "", ...CHECKED],
  ["check --format", "s", "sarif"],
  ["check", "--format=s", "sarif"],
  ["check", "--format=", ...CHECKED],
  ["resolve", "--ty", "--types"],
  ["resolve --types", "", "json", "string"],
  ["--types", "", "json", "string"],
  ["a.yaml", "--ji", "--jinja"],
  ["a.yaml", "ch"],
  ["list --format", "a", "arns"],
  ["check", "", ...FILES],
  ["check", "spac", "space space.yaml"],
  ["check", "'space s", "space space.yaml"],
  ["check", "space\\ s", "space space.yaml"],
  ["check", "co", "co:lon.yaml"],
  ["check", "quo", "quo'te\".yaml"],
  ["check", "'$H", "$HOME.yaml"],
  ["check --policy", "su", "sub dir"],
  ["check --policy", "", ...FILES],
  ["resolve -o", "spac", "space space.yaml"],
  ["check --allow-account", ""],
  ["resolve --map-account", ""],
  ["check --", "--fo"],
  ["check --", "spac", "space space.yaml"],
  ["explain", ""],
  ["completion", "", ...SHELLS],
  ["help", "che", "check"],
  ...[...COMMANDS.keys()].map((name) => [name, "--", ...longOf(name || "resolve")] as const),
];

/** A command that takes another's words, and an option that takes a directory. */
const OTHER = new Command("arnsubst");
OTHER.command("resolve [files...]").addOption(
  new Option("--out-dir <directory>", "it's [there]: 'x' \\ $HOME `id`"),
);
OTHER.command("exec <files...>")
  .usage("[options] <files...> -- <command> [args...]")
  .option("--mask", "hide");
const OTHERS: typeof ROWS = [
  ["--out-dir", "", "sub dir"],
  ["resolve --out-dir", "", "sub dir"],
  ["exec", "", ...FILES],
  ["exec", "--ma", "--mask"],
  ["exec a.yaml", "spac", "space space.yaml"],
  ["exec a.yaml --", ""],
  ["exec a.yaml --", "spac"],
  ["exec a.yaml --", "--ma"],
  ["exec a.yaml -- dbt run", "spac"],
];

describe.each(shellsFound())("%s completes", (shell) => {
  describe.each([
    ["what there is", PROGRAM, ROWS],
    ["what there may be", OTHER, OTHERS],
  ])("%s:", (_, program, rows) => {
    let answers: readonly (readonly string[])[];

    beforeAll(async () => {
      const scripts = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
      const script = join(scripts, "script");
      writeFileSync(script, SCRIPTS[shell](completedIn(program)));
      const typed = rows.map(
        ([before, word]): Typed => ({ before: before.split(" ").filter(Boolean), word }),
      );
      answers = await completionsOf(shell, typed, { script, directory });
      rmSync(scripts, { recursive: true });
    });

    test.each(
      rows.map(([before, word, ...expected], index) => ({ line: `${before} ${word}`, index, expected })),
    )("$line", ({ index, expected }) => expect(answers[index]).toEqual(expected.sort()));
  });
});
