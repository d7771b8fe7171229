/** Runs a command as a child process: it gets the files, the streams and the signals, and we end as it ends. */

import { constants } from "node:os";
import type { Redacted } from "../../core/secrets/redacted.js";
import type { Source } from "../../core/text/source.js";
import type { Selected } from "../../core/values/select/selected.js";
import { type Ended, startChild } from "../../io/child.js";
import { makePipes } from "../../io/pipe.js";
import { makePrivateFiles, type NoPlace } from "../../io/private-directory.js";
import { type CliContext, failWith, logMessage, type Misuse, type Signal } from "../context/context.js";
import { signalsHeard } from "../context/early-signals.js";
import { EXIT_ENVIRONMENT, statusOfSignal } from "../exit-status.js";
import { fileNamesFor } from "./file-names.js";
import { type GrowingMasks, growingMasks } from "./growing-mask.js";
import type { Placeholder } from "./placeholder.js";
import { dieOf, hearSignals } from "./signals.js";
import { describeStartFailure } from "./start-failure.js";
import { type Supervisor, supervise } from "./supervise.js";

export interface ChildCommand {
  readonly command: readonly string[];
  /** Tells which arguments are replaced by the path of a file; left out, none are. */
  readonly placeholder?: Placeholder;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Resolved files; none where the command gets variables only. */
  readonly files: readonly Source[];
  /** False where this process has read standard input to its end. */
  readonly stdin: boolean;
  /** Open files that are passed on under the same numbers. */
  readonly descriptors?: readonly number[];
  /** Values to mask in the command's output; left out, the command writes to our own streams. */
  readonly hidden?: readonly Redacted<Selected>[];
}

/** What can be done with the command while it runs. */
export interface RunningChild extends Pick<Supervisor, "send" | "restart"> {
  /** Replaces the texts of the files, in their order; undefined leaves one alone. Returns an error's code if it fails. */
  replaceFiles(texts: readonly (string | undefined)[]): string | undefined;
  /** Masks these values in the output too. */
  hide(values: readonly Redacted<Selected>[]): void;
}

/**
 * A signal that comes before the command starts ends us. From then on signals are passed on: the command decides whether
 * it ends, and we wait for it. `attend` is called when it has started, and returns what to do when it has ended.
 */
export async function runChild(
  childCommand: ChildCommand,
  context: CliContext,
  attend: (child: RunningChild) => () => Promise<void> = () => async () => {},
): Promise<number> {
  const { command, placeholder = () => undefined, files, stdin, descriptors = [], hidden } = childCommand;
  // Done first, because it can take a while: without a listener a signal still ends us at once.
  const masks = hidden === undefined ? undefined : growingMasks(hidden);
  let early: Signal | undefined;
  let hear = (signal: Signal) => {
    early ??= signal;
  };
  const unhear = hearSignals(context, (signal) => hear(signal));
  let output: ReturnType<typeof maskedBy> | undefined = maskedBy(masks, context);
  const directory = writeFiles(files, context.cwd());
  try {
    if ("failed" in directory) {
      return await failWith(EXIT_ENVIRONMENT, context, ...noPlace(directory.failed));
    }
    const { paths, variables, replace } = directory;
    const words = command.map((argument) => paths[placeholder(argument) ?? paths.length] ?? argument);
    const start = (env: ChildCommand["env"]) => {
      // Each process has pipes of its own.
      const own = output ?? maskedBy(masks, context);
      output = undefined;
      return startChild(words, { env: { ...env, ...variables }, stdin, descriptors, ...own });
    };
    await signalsHeard();
    if (early !== undefined) return statusOfSignal(constants.signals[early]);
    const child = supervise(start, childCommand.env);
    hear = child.hear;
    const leave = attend({
      replaceFiles: replace,
      hide: (values) => masks?.add(values),
      send: child.send,
      restart: child.restart,
    });
    const ended = await child.ended();
    // Processes that the command has started may go on, without the files.
    const left = directory.remove();
    await leave();
    hear = child.leave;
    const invalid = await child.drained();
    if (invalid !== undefined) throw invalid;
    unhear();
    if (left === undefined) return await statusOf(ended, command, context);
    return await failWith(
      EXIT_ENVIRONMENT,
      context,
      `${left}: cannot be removed`,
      "it contains secret values; remove it by hand",
    );
  } finally {
    if ("remove" in directory) directory.remove();
    unhear();
  }
}

function maskedBy(masks: GrowingMasks | undefined, { stdout, stderr }: CliContext) {
  if (masks === undefined) return {};
  return { masked: { mask: masks.mask, stdout, stderr, pipes: makePipes(["stdout", "stderr"]) } };
}

interface FileDirectory {
  readonly paths: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** Replaces the texts; the code of an error, or undefined. */
  replace(texts: readonly (string | undefined)[]): string | undefined;
  /** Undefined, or the path if it could not be removed. */
  remove(): string | undefined;
}

const NO_FILES: FileDirectory = {
  paths: [],
  variables: {},
  replace: () => undefined,
  remove: () => undefined,
};

/** Writes all files into a private directory, or says why that fails. */
function writeFiles(files: readonly Source[], cwd: string): FileDirectory | { readonly failed: NoPlace } {
  if (files.length === 0) return NO_FILES;
  const names = fileNamesFor(
    files.map(({ name }) => name),
    cwd,
  );
  const made = makePrivateFiles(files.map(({ text }, index) => ({ name: names[index] ?? "", text })));
  if ("failed" in made) return made;
  const { path, paths, remove } = made;
  const replace = (texts: readonly (string | undefined)[]) => {
    try {
      const files = texts.map((text, index) => ({ name: names[index] ?? "", text }));
      made.replace(files.filter((file): file is typeof file & { text: string } => file.text !== undefined));
      return undefined;
    } catch (thrown) {
      return String((thrown as NodeJS.ErrnoException).code ?? "unknown");
    }
  };
  return { paths, variables: { ARNSUBST_DIR: path, ARNSUBST_FILE: paths[0] ?? "" }, replace, remove };
}

function noPlace(failed: NoPlace, platform = process.platform): Misuse {
  const tried = failed.map(({ place, code }) => `${place} (${code})`).join(" or ");
  const variable = platform === "win32" ? "TEMP" : "TMPDIR";
  return [
    `cannot write the resolved files to ${tried}`,
    `the command was not started; free some space there, or set ${variable} to another directory`,
  ];
}

async function statusOf(ended: Ended, [name = ""]: readonly string[], context: CliContext): Promise<number> {
  switch (ended.kind) {
    case "exited":
      return ended.status;
    case "died":
      dieOf(ended.signal, context);
      return statusOfSignal(constants.signals[ended.signal]);
    case "not-started": {
      const { status, message, hint } = describeStartFailure(name, ended.code);
      await logMessage(context, message, hint);
      return status;
    }
  }
}
