/** Real shells, asked what they complete. CI names those that have to be there; elsewhere others may be left out. */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { SHELLS, type Shell } from "../../src/cli/commands/completion.js";
import { runProcess } from "./run.js";

const RUNNER = fileURLToPath(new URL("./shell.py", import.meta.url));

/** bash and zsh are typed to, by way of Python's pseudo terminals. */
const NEEDED = { bash: ["bash", "python3"], zsh: ["zsh", "python3"], fish: ["fish"] } as const;

/** The shells that can be asked; of the others a word on stderr. */
export function shellsFound(): readonly Shell[] {
  const required = (process.env["ARNSUBST_REQUIRE_SHELLS"] ?? "").split(" ");
  return SHELLS.filter((shell) => {
    const missing = NEEDED[shell].filter(
      (name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status !== 0,
    );
    if (missing.length === 0) return true;
    const why = `${missing.join(" and ")} not there: the completions of ${shell} are not tested`;
    if (required.includes(shell)) throw new Error(why);
    process.stderr.write(`${why}\n`);
    return false;
  });
}

/** A word to be completed, and those before it. */
export interface Typed {
  readonly before: readonly string[];
  readonly word: string;
}

interface Asked {
  readonly script: string;
  /** Where the files are that can be completed. */
  readonly directory: string;
}

type Words = readonly string[];

/** All that a shell would put in the place of each word, as the command would be given it, sorted; directories without their slash. */
export async function completionsOf(
  shell: Shell,
  typed: readonly Typed[],
  asked: Asked,
): Promise<readonly Words[]> {
  const lines = typed.map(({ before, word }) => ["arnsubst", ...before, word].join(" "));
  const answers = shell === "fish" ? await fromFish(lines, asked) : await fromTerminal(shell, lines, asked);
  return typed.map(({ before, word }, index) => {
    const words = answers[index]?.slice(shell === "fish" ? 0 : before.length) ?? [];
    return words
      .filter((each) => each !== word)
      .map((each) => each.replace(/^--[\w-]+=(?=.)|[/=]$/g, ""))
      .sort();
  });
}

const ENV = { TERM: "xterm", LC_ALL: "C.UTF-8", INPUTRC: "/dev/null", HISTFILE: "" };

/** Tells what it is given, between the marks that the runner looks for. */
const ECHO = `arnsubst() { printf '\\001'; for word; do printf '%s\\003' "$word"; done; printf '\\002\\n'; }`;

/** What each is started with, what makes it put all completions into the line, and the key for that. */
const TERMINALS = {
  bash: { command: ["bash", "--norc", "--noprofile", "-i"], setup: [], all: "\x1b*" },
  zsh: {
    command: ["zsh", "-f", "-i"],
    setup: [
      "insert-all() { compstate[insert]=all compstate[list]= }",
      "all() { comppostfuncs=(insert-all); _main_complete }",
      "zle -C all complete-word all; bindkey '^Xa' all",
    ],
    all: "\x18a",
  },
} as const;

async function fromTerminal(
  shell: keyof typeof TERMINALS,
  lines: readonly string[],
  { script, directory }: Asked,
): Promise<readonly Words[]> {
  const { command, setup, all } = TERMINALS[shell];
  const { status, stdout, stderr } = await runProcess("python3", [RUNNER], {
    input: JSON.stringify({
      command,
      setup: [`cd '${directory}'`, `source '${script}'`, ...setup, ECHO],
      lines: lines.map((line) => line + all),
    }),
    env: { ...ENV, HOME: directory },
  });
  if (status !== 0) throw new Error(`${shell} did not answer: ${stderr}`);
  return JSON.parse(stdout) as readonly Words[];
}

/** fish answers without a terminal. */
async function fromFish(lines: readonly string[], { script, directory }: Asked): Promise<readonly Words[]> {
  const ask = `source '${script}'; for line in $argv; complete -C $line; echo END; end`;
  const { status, stdout, stderr } = await runProcess("fish", ["--no-config", "-c", ask, ...lines], {
    cwd: directory,
    env: { ...ENV, HOME: directory },
  });
  if (status !== 0) throw new Error(`fish did not answer: ${stderr}`);
  return stdout.split(/^END\n/m).map((block) => Array.from(block.matchAll(/^[^\t\n]+/gm), ([word]) => word));
}
