/** The real executable with its stderr on a terminal, by way of Python's pseudo terminals. */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { EXECUTABLE, runProcess, type Surroundings } from "./run.js";

export interface OnTerminal {
  readonly status: number;
  /** All that was written to the terminal, escape sequences too. */
  readonly terminal: string;
  readonly stdout: string;
}

const RUNNER = fileURLToPath(new URL("./terminal.py", import.meta.url));

/** `ARNSUBST_REQUIRE_PYTHON=1` makes its absence a failure. */
export function hasTerminals(): boolean {
  const found = spawnSync("python3", ["-c", "import pty"], { stdio: "ignore" }).status === 0;
  if (!found && process.env["ARNSUBST_REQUIRE_PYTHON"] === "1") throw new Error("python3 has no pty");
  return found;
}

/** Types `typed` once the terminal has shown progress. */
export async function runOnTerminal(
  args: readonly string[],
  surroundings: Surroundings & { readonly typed?: string } = {},
): Promise<OnTerminal> {
  const { typed = "-", ...rest } = surroundings;
  const command = [RUNNER, typed, process.execPath, EXECUTABLE, ...args];
  const { status, stdout, stderr } = await runProcess("python3", command, rest);
  if (status !== 0) throw new Error(`the terminal failed: ${stderr}`);
  return JSON.parse(stdout) as OnTerminal;
}

/** What a terminal of one line still shows after all of that: carriage returns, line clearing, no colours. */
export function leftOn(terminal: string): string {
  let line = "";
  let column = 0;
  const done: string[] = [];
  for (const [token] of terminal.matchAll(/\x1b\[[?\d;]*[A-Za-z]|[^\x1b]/gu)) {
    if (token === "\r" || token === "\x1b[1G") column = 0;
    else if (token === "\n") {
      done.push(line);
      line = "";
    } else if (token === "\x1b[2K") line = "";
    else if (token === "\x1b[0K") line = line.slice(0, column);
    else if (!token.startsWith("\x1b")) {
      line = line.slice(0, column).padEnd(column) + token + line.slice(column + 1);
      column += 1;
    }
  }
  return [...done, line].join("\n");
}
