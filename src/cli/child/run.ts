/** Runs a command in our place: it gets the files, the streams and the signals, and its end is ours. */

import { constants } from "node:os";
import { masksOf } from "../../core/edits/encode.js";
import type { Source } from "../../core/text/source.js";
import type { Redacted, Selected } from "../../index.js";
import { type Ended, startChild } from "../../io/child.js";
import { makePipes } from "../../io/pipe.js";
import { makePrivateFiles, type NoPlace } from "../../io/private-directory.js";
import { type CliContext, logMessage, type Signal } from "../context/context.js";
import { signalsHeard } from "../context/early-signals.js";
import { EXIT_ENVIRONMENT, statusOfSignal } from "../exit-status.js";
import { namesBelow } from "./names-below.js";
import { notStarted } from "./not-started.js";
import type { Placeholder } from "./placeholder.js";
import { dieOf, hearSignals, reachesCommand } from "./signals.js";

export interface ChildCommand {
  readonly command: readonly string[];
  /** Which of its arguments the path of a file takes the place of; left out, of none. */
  readonly placeholder?: Placeholder;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Resolved; none where the command is to have variables only. */
  readonly files: readonly Source[];
  /** Whether standard input is still there to be read. */
  readonly stdin: boolean;
  /** Files of ours that stay open for the command, by the same numbers. */
  readonly descriptors?: readonly number[];
  /** What must not be seen in the command's output; left out, the output is the command's own. */
  readonly hidden?: readonly Redacted<Selected>[];
}

/**
 * A signal that comes before the command ends us, without it. From then on none does: the command is told, and it is
 * for the command to end. One that takes no notice is waited for.
 */
export async function run(childCommand: ChildCommand, context: CliContext): Promise<number> {
  const {
    command,
    placeholder = () => undefined,
    env,
    files,
    stdin,
    descriptors = [],
    hidden,
  } = childCommand;
  // This can take its time, and a signal ends us at once: nobody listens yet, and nothing has been made.
  const mask = hidden === undefined ? undefined : masksOf(hidden);
  let early: Signal | undefined;
  let hear = (signal: Signal) => {
    early ??= signal;
  };
  const unhear = hearSignals(context, (signal) => hear(signal));
  const pipes = hidden === undefined ? undefined : makePipes(["stdout", "stderr"]);
  const directory = fill(files, context.cwd());
  try {
    if ("failed" in directory) {
      await logMessage(context, ...noPlace(directory.failed));
      return EXIT_ENVIRONMENT;
    }
    await signalsHeard();
    if (early !== undefined) return statusOfSignal(constants.signals[early]);
    const { paths, variables } = directory;
    const child = startChild(
      command.map((argument) => paths[placeholder(argument) ?? paths.length] ?? argument),
      {
        env: { ...env, ...variables },
        stdin,
        descriptors,
        ...(mask === undefined
          ? {}
          : { masked: { mask, stdout: context.stdout, stderr: context.stderr, pipes } }),
      },
    );
    hear = (signal) => {
      if (!reachesCommand(signal)) child.send(signal);
    };
    const ended = await child.ended;
    // What the command has started may go on, without the files.
    const left = directory.remove();
    hear = () => child.leave();
    const invalid = await child.drained;
    if (invalid !== undefined) throw invalid;
    unhear();
    if (left === undefined) return await statusOf(ended, command, context);
    await logMessage(context, `${left}: cannot be removed`, "it holds values of secrets; remove it by hand");
    return EXIT_ENVIRONMENT;
  } finally {
    if ("remove" in directory) directory.remove();
    unhear();
  }
}

interface Filled {
  readonly paths: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** Undefined, or the directory that is still there. */
  remove(): string | undefined;
}

const NOTHING: Filled = { paths: [], variables: {}, remove: () => undefined };

/** All of them, or the places that do not take them. */
function fill(files: readonly Source[], cwd: string): Filled | { readonly failed: NoPlace } {
  if (files.length === 0) return NOTHING;
  const names = namesBelow(
    files.map(({ name }) => name),
    cwd,
  );
  const made = makePrivateFiles(files.map(({ text }, index) => ({ name: names[index] ?? "", text })));
  if ("failed" in made) return made;
  const { path, paths, remove } = made;
  return { paths, variables: { ARNSUBST_DIR: path, ARNSUBST_FILE: paths[0] ?? "" }, remove };
}

function noPlace(failed: NoPlace, platform = process.platform): [message: string, hint: string] {
  const tried = failed.map(({ place, code }) => `${place} (${code})`).join(" or ");
  const variable = platform === "win32" ? "TEMP" : "TMPDIR";
  return [
    `the resolved files cannot be written in ${tried}`,
    `the command was not started; make room there, or set ${variable} to a directory that can take them`,
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
      const { status, message, hint } = notStarted(name, ended.code);
      await logMessage(context, message, hint);
      return status;
    }
  }
}
