/** The work of `arnsubst exec`: runs a command with the resolved files, and removes them when it has ended. */

import { removeLeftovers } from "../../../io/private-directory.js";
import { replaceProcess } from "../../../io/replace-process.js";
import { type Placeholder, placeholderOf } from "../../child/placeholder.js";
import { type ChildCommand, runChild } from "../../child/run.js";
import { readVariables, valuesOf, withVariables } from "../../child/variables.js";
import { type CliContext, failWith, logMessage, type Misuse } from "../../context/context.js";
import { endOnSignals, signalsHeard } from "../../context/early-signals.js";
import { withLogging } from "../../context/node-debug.js";
import { EXIT_FINDINGS, EXIT_OK, EXIT_USAGE } from "../../exit-status.js";
import { stdinTwice } from "../../inputs/sources.js";
import { logUnmasked } from "../../outputs/github-masks.js";
import { firstLook } from "../../refresh/first-look.js";
import { STDIN_AGAIN, withoutRefresh } from "../../refresh/misuse.js";
import type { Invocation } from "../definition.js";
import type { ExecFlags } from "../exec.js";
import { resolvePaths } from "../resolve/paths.js";
import type { Prepared } from "./refreshed-child.js";

/** Returns the command's status, once the command has been started. */
export async function run(
  files: readonly string[],
  options: ExecFlags,
  { context, behind: command }: Invocation,
): Promise<number> {
  // Copied before the fetch, which sets variables that the command must not inherit.
  const { ARNSUBST_DIR: _, ARNSUBST_FILE: __, ...env } = withLogging(context.env);
  const placeholder = placeholderOf(options.placeholder);
  const twice = stdinTwice(files, { "--secrets-file": [options.secretsFile] });
  const misuse = twice ?? commandError(command, files.length, placeholder) ?? refreshError(files, options);
  const read = misuse === undefined ? readVariables(options.env ?? []) : { misuse };
  if ("misuse" in read) return failWith(EXIT_USAGE, context, ...read.misuse);
  if (options.refresh !== undefined) {
    const { prepareHealth } = await import("./refreshed-child.js");
    const prepared = await prepareHealth(files, options, context);
    if (prepared !== EXIT_OK) return prepared;
  }
  // A signal ends any process without a listener, but not the first process of a container.
  const unhear = context.pid === 1 ? endOnSignals(context) : () => {};
  removeLeftovers();
  const plan = { command, placeholder, variables: read.variables, env };
  const { done, log } = await firstLook((own) => prepare(files, plan, options, own), options, context);
  if (typeof done === "number") {
    await log(undefined);
    return done;
  }
  if (options.refresh === undefined) return start(done.childCommand, options, context, unhear);
  const { runRefreshed } = await import("./refreshed-child.js");
  return runRefreshed({ ...done, log }, { ...options, refresh: options.refresh }, context, unhear);
}

interface Plan extends Pick<Prepared, "env" | "variables"> {
  readonly command: readonly string[];
  readonly placeholder: Placeholder;
}

/** Resolves the files, and says what the command gets; the status where that is not possible. */
async function prepare(
  files: readonly string[],
  { command, placeholder, variables, env }: Plan,
  options: ExecFlags,
  context: CliContext,
): Promise<Prepared | number> {
  const resolved = await resolvePaths(files, options, context);
  if (typeof resolved === "number") return resolved;
  const { sources, texts, values = [] } = resolved;
  const outputs = sources.map(({ name }, index) => ({ name, text: texts[index] ?? "" }));
  const found = valuesOf(variables, outputs);
  if ("misuse" in found) return failWith(EXIT_FINDINGS, context, ...found.misuse);
  if (options.mask === true) await logUnmasked(values, options, context);
  if (options.refresh !== undefined) await logOrphans(options, context);
  if (options.refresh !== undefined && variables.length > 0) await logFixedVariables(options, context);
  const wanted = variables.length === 0 || command.some((argument) => placeholder(argument) !== undefined);
  const childCommand = {
    command,
    placeholder,
    env: withVariables(env, found.values),
    files: wanted ? outputs : [],
    stdin: !files.includes("-") && options.secretsFile !== "-",
    ...(options.mask === true ? { hidden: values } : {}),
  };
  return { files, outputs, resolved, env, variables, childCommand };
}

/** Replaces this process by the command, where no files have to be removed afterwards and no output is masked. */
async function start(
  childCommand: ChildCommand,
  options: ExecFlags,
  context: CliContext,
  unhear: () => void,
): Promise<number> {
  if (
    childCommand.files.length === 0 &&
    childCommand.hidden === undefined &&
    context.handOver !== undefined
  ) {
    await signalsHeard();
    replaceProcess(childCommand, context.handOver);
  }
  await logOrphans(options, context);
  // It listens for signals from its first step.
  const running = runChild(childCommand, context);
  unhear();
  return running;
}

/** Node waits for its own children only. */
async function logOrphans({ quiet }: ExecFlags, context: CliContext): Promise<void> {
  if (context.pid !== 1 || quiet) return;
  await logMessage(
    context,
    "exec is process 1 here and cannot reap the processes that the command leaves running, so they stay as zombies",
    "start the container with docker run --init, or write tini -- arnsubst exec …",
  );
}

async function logFixedVariables({ onChange, quiet }: ExecFlags, context: CliContext): Promise<void> {
  if (onChange === "restart" || quiet) return;
  await logMessage(
    context,
    "the variables of --env keep their first values: only a restart can change them",
    "add --on-change restart, or give the command a file",
  );
}

/** The options that need another. */
function refreshError(files: readonly string[], options: ExecFlags): Misuse | undefined {
  const { refresh, secretsFile, onChange, stopTimeout } = options;
  const lonely = withoutRefresh(options, { "--on-change": onChange, "--stop-timeout": stopTimeout });
  if (refresh === undefined) return lonely;
  return files.includes("-") || secretsFile === "-" ? STDIN_AGAIN : undefined;
}

function commandError(
  command: readonly string[],
  files: number,
  placeholder: Placeholder,
): Misuse | undefined {
  if (command.length === 0)
    return ["exec needs a command after --", "write it as in arnsubst exec io_config.yaml -- mage run {}"];
  const beyond = command.find((argument) => (placeholder(argument) ?? 0) >= files);
  if (beyond === undefined) return undefined;
  return [
    `${beyond}: the last file is {${files - 1}}`,
    "the first file is {0}; with --placeholder '' every argument stays as it is",
  ];
}
