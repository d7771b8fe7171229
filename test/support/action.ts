/** The GitHub action, run as GitHub runs the step of a composite action. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Ran, ROOT, runProcess } from "./run.js";

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly shell: string;
      readonly env: Readonly<Record<string, string>>;
      readonly run: string;
    }[];
  };
}

const DIRECTORY = join(ROOT, ".github/actions/check");

export const action = parse(readFileSync(join(DIRECTORY, "action.yml"), "utf8")) as Action;

export interface ActionRun {
  readonly inputs?: Readonly<Record<string, string>>;
  /** What `${{ github.… }}` is. */
  readonly github?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd: string;
}

export function runAction({ inputs = {}, github = {}, env = {}, cwd }: ActionRun): Promise<Ran> {
  const [step] = action.runs.steps;
  const contexts: Readonly<Record<string, (name: string) => string>> = {
    inputs: (name) => inputs[name] ?? action.inputs[name]?.default ?? "?",
    github: (name) => github[name] ?? "",
  };
  const filled = Object.entries(step?.env ?? {}).map(([name, text]) => [
    name,
    text.replace(/\$\{\{ (\w+)\.(\w+) \}\}/g, (_, context, key) => contexts[context]?.(key) ?? "?"),
  ]);
  return runProcess("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step?.run ?? "false"], {
    cwd,
    env: { ...Object.fromEntries(filled), GITHUB_ACTION_PATH: DIRECTORY, ...env },
  });
}
