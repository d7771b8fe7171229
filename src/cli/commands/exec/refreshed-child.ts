/** `exec --refresh`: looks again while the command runs, replaces its files, and tells the command. */

import type { Source } from "../../../core/text/source.js";
import { type ChildCommand, type RunningChild, runChild } from "../../child/run.js";
import { type readVariables, valuesOf, withVariables } from "../../child/variables.js";
import { type CliContext, failWith, logMessage } from "../../context/context.js";
import { EXIT_ENVIRONMENT, EXIT_FINDINGS, EXIT_OK, EXIT_USAGE, type ExitStatus } from "../../exit-status.js";
import { configPath } from "../../inputs/config.js";
import type { Resolved } from "../../outputs/deliver-texts.js";
import { changedSecrets } from "../../refresh/changed-secrets.js";
import { healthFileMisuse, prepareHealthFiles, removeReady, writeReady } from "../../refresh/health-files.js";
import { clockOf, sleeps } from "../../refresh/pause.js";
import { recording } from "../../refresh/recording.js";
import { type Look, type RefreshFlags, watch } from "../../refresh/watch.js";
import type { ExecFlags } from "../exec.js";
import { resolvePaths } from "../resolve/paths.js";

type Variables = Extract<ReturnType<typeof readVariables>, { variables: unknown }>["variables"];

/** What the first look has given. */
export interface Prepared {
  readonly files: readonly string[];
  readonly outputs: readonly Source[];
  readonly resolved: Resolved;
  /** Without the values of `variables`. */
  readonly env: ChildCommand["env"];
  readonly variables: Variables;
  readonly childCommand: ChildCommand;
}

interface First extends Prepared {
  /** Logs the first look, with the files that are written by now. */
  log(written: readonly string[] | undefined): Promise<void>;
}

type Flags = ExecFlags & RefreshFlags;

const STOP_TIMEOUT = 10;

export async function runRefreshed(
  first: First,
  options: Flags,
  context: CliContext,
  unhear: () => void,
): Promise<number> {
  let isStarted = false;
  const running = runChild(first.childCommand, context, (child) => {
    isStarted = true;
    return attend(first, child, options, context);
  });
  unhear();
  const status = await running;
  if (!isStarted) await first.log(undefined);
  return status;
}

/** Before the first look: the ready file of a run that was killed must not outlast one that fails. */
export async function prepareHealth(
  files: readonly string[],
  options: ExecFlags,
  context: CliContext,
): Promise<ExitStatus> {
  const read = [...files, options.secretsFile, configPath(options, context)];
  const misuse = await healthFileMisuse(options, read);
  return misuse === undefined
    ? prepareHealthFiles(options, context)
    : failWith(EXIT_USAGE, context, ...misuse);
}

/** Looks until the command has ended. What is returned ends that. */
function attend(first: First, child: RunningChild, options: Flags, context: CliContext): () => Promise<void> {
  const pauses = sleeps(context);
  const look = lookFor(first, child, options, context);
  let isOver = false;
  let isLooking = false;
  // What is found after the end is of no use.
  const timely = async () => {
    isLooking = true;
    const found = await look().finally(() => {
      isLooking = false;
    });
    return isOver ? new Promise<never>(() => {}) : found;
  };
  const ready = first
    .log(first.childCommand.files.map(({ name }) => name))
    .then(() => writeReady(options, new Date(clockOf(context).now()).toISOString(), context));
  const watching = watch(timely, options, pauses, context).catch(async (thrown) => {
    const name = thrown instanceof Error ? thrown.name : "unknown";
    await logMessage(
      context,
      `a bug in arnsubst has ended the refresh: ${name}`,
      "the command goes on with its files",
    );
  });
  return async () => {
    isOver = true;
    pauses.stop();
    // A look may take long, but not the file of the status, which must not be left half written.
    if (!isLooking) await watching;
    await ready;
    removeReady(options);
  };
}

/** Resolves again, and gives the command what has changed. */
function lookFor(
  first: First,
  child: RunningChild,
  options: Flags,
  context: CliContext,
): () => Promise<Look> {
  const { files: paths, variables, env, childCommand } = first;
  let { resolved } = first;
  let texts = first.outputs.map(({ text }) => text);
  let set = childCommand.env;
  return async () => {
    const { context: own, said } = recording(withoutSignals(context));
    const failed = (status: Look["status"]): Look => ({ status, files: [], secrets: [], said: said() });
    const now = await resolvePaths(paths, options, own);
    if (typeof now === "number") return failed(now);
    const outputs = now.sources.map(({ name }, index) => ({ name, text: now.texts[index] ?? "" }));
    const found = valuesOf(variables, outputs);
    if ("misuse" in found) return failed(await failWith(EXIT_FINDINGS, own, ...found.misuse));
    const changed = outputs.map(({ text }, index) => (text === texts[index] ? undefined : text));
    const next = withVariables(env, found.values);
    const isOther = variables.some(({ key }) => next[key] !== set[key]);
    const isNew = isOther || changed.some((text) => text !== undefined);
    // Before the command can print one of them.
    if (isNew && options.mask === true) child.hide(now.values ?? []);
    if (childCommand.files.length > 0) {
      const code = child.replaceFiles(changed);
      if (code !== undefined)
        return failed(await failWith(EXIT_ENVIRONMENT, own, `the files cannot be written (${code})`));
    }
    const secrets = changedSecrets(resolved, now);
    resolved = now;
    texts = outputs.map(({ text }) => text);
    const files = childCommand.files.length === 0 ? [] : outputs;
    const written = files.filter((_, index) => changed[index] !== undefined).map(({ name }) => name);
    const renewed = isOther && options.onChange === "restart" ? variables.map(({ key }) => `$${key}`) : [];
    if (written.length + renewed.length > 0) tell(child, next, options);
    set = next;
    return { status: EXIT_OK, files: [...written, ...renewed], secrets, said: said() };
  };
}

function tell(
  child: RunningChild,
  env: ChildCommand["env"],
  { onChange = "none", stopTimeout = STOP_TIMEOUT }: Flags,
): void {
  if (onChange === "restart") child.restart(env, stopTimeout * 1_000);
  else if (onChange !== "none") child.send(onChange);
}

/** Signals are for the command, so they must not end a look. */
function withoutSignals(context: CliContext): CliContext {
  return Object.create(context, {
    once: { value: undefined },
    on: { value: undefined },
    exit: { value: undefined },
  }) as CliContext;
}
