/** The sources that a command's operands name, with the user told of those that cannot be had. */

import { sizeText } from "../../core/text/count.js";
import { nearest } from "../../core/text/nearest.js";
import type { Source } from "../../core/text/source.js";
import { expandDirectories, onceEach } from "../../io/directories.js";
import { excluder } from "../../io/excluded.js";
import type { InputFault } from "../../io/input-fault.js";
import { readInputs, readNamed } from "../../io/inputs.js";
import { type CliContext, logMessage } from "../context/context.js";
import { EXIT_ENVIRONMENT, EXIT_OK, EXIT_USAGE, type ExitStatus, worst } from "../exit-status.js";
import type { CommonFlags, DirectoryFlags } from "../flags.js";
import { COMMAND_NAMES } from "../help.js";
import type { LoadedConfig } from "./config.js";
import {
  type Counts,
  countPassedOver,
  directoriesWithoutFiles,
  tellEmpty,
  tellPassedOver,
} from "./passed-over.js";

export type Misuse = [message: string, hint: string];

export interface Gathered {
  readonly sources: readonly Source[];
  /** Files found in directories that have nothing to do with secrets. */
  readonly unconcerned: readonly string[];
  /** Left out where nothing was. */
  readonly passedOver?: Counts;
  /** `USAGE_WRONG` where a path names nothing, `WORLD_WRONG` where a file cannot be read. */
  readonly status: ExitStatus;
}

/** Files and `-`; a directory is refused. */
export async function gatherFiles(
  paths: readonly string[],
  { maxSize }: CommonFlags,
  context: CliContext,
): Promise<Pick<Gathered, "sources" | "status">> {
  const files = paths.map((path) => ({ path }));
  const { sources, faults } = await readInputs(files, () => context.stdin, maxSize);
  return { sources, status: await tellFaults(faults, paths, context) };
}

/** Files, directories and `-`. In directories, what the config excludes is passed over, and so is what is no file of theirs. */
export async function gatherTree(
  paths: readonly string[],
  options: DirectoryFlags,
  config: LoadedConfig,
  context: CliContext,
): Promise<Gathered> {
  const { directory = context.cwd(), exclude } = config;
  const expanded = expandDirectories(paths, await excluder(directory, exclude));
  const inputs = await readInputs(expanded.files, () => context.stdin, options.maxSize);
  const passedOver = onceEach([...expanded.passedOver, ...inputs.passedOver]);
  if (!options.quiet) await tellPassedOver(passedOver, context);
  const empty = options.allowEmpty ? [] : directoriesWithoutFiles(expanded.directories, inputs.passedOver);
  for (const each of empty) await tellEmpty(each, exclude.length > 0, context);
  const faults = [...expanded.faults, ...inputs.faults];
  const { excluded } = expanded;
  const counts = countPassedOver(passedOver, faults, excluded);
  const { sources, unconcerned } = inputs;
  const status = worst(await tellFaults(faults, paths, context), empty.length > 0 ? EXIT_USAGE : EXIT_OK);
  return { sources, unconcerned, status, ...(counts === undefined ? {} : { passedOver: counts }) };
}
export async function tellFaults(
  faults: readonly InputFault[],
  paths: readonly string[],
  context: CliContext,
): Promise<ExitStatus> {
  const statuses: ExitStatus[] = [EXIT_OK];
  for (const fault of faults) {
    const { message, hint } = describeInputFault(fault, paths);
    await logMessage(context, message, hint);
    statuses.push(statusOf(fault));
  }
  return worst(...statuses);
}

/** `-` means standard input, as an input and as the file of an option. */
export function stdinTwice(
  inputs: readonly string[],
  options: Readonly<Record<string, readonly (string | undefined)[]>>,
): Misuse | undefined {
  const readers = [
    ...inputs.filter((input) => input === "-"),
    ...Object.entries(options).flatMap(([option, files]) =>
      files.filter((file) => file === "-").map(() => `${option} -`),
    ),
  ];
  const [first, second] = readers;
  if (second === undefined) return undefined;
  if (first === second) return [`${first} is named twice`, "standard input can be read once"];
  return [
    `${first === "-" ? "the input" : first} and ${second} both are standard input, which can be read once`,
    "name a file in one of these places",
  ];
}

/** Of a file that an option names; `-` is standard input. A status where it cannot be had; the user has been told. */
export async function readOption(
  option: string,
  path: string,
  { maxSize }: CommonFlags,
  context: CliContext,
): Promise<Source | ExitStatus> {
  const read = await readNamed(path, () => context.stdin, maxSize);
  return "kind" in read
    ? tellFaults([path === "-" ? read : { ...read, path: `${option} ${path}` }], [], context)
    : read;
}

function statusOf(fault: InputFault): ExitStatus {
  return fault.kind === "unreadable" || (fault.kind === "too-large" && fault.found)
    ? EXIT_ENVIRONMENT
    : EXIT_USAGE;
}

function describeInputFault(fault: InputFault, paths: readonly string[]): { message: string; hint?: string } {
  const path = fault.path === "-" ? "standard input" : fault.path;
  switch (fault.kind) {
    case "missing": {
      // A misspelled command is taken for the first file of the default one.
      const meant = fault.path === paths[0] ? nearest(path, COMMAND_NAMES) : undefined;
      const message = `${path}: no such file or directory`;
      return meant === undefined ? { message } : { message, hint: `did you mean the command ${meant}?` };
    }
    case "directory":
      if (fault.path === "-") return { message: `${path} is a directory, not a file` };
      return {
        message: `${path}: is a directory, not a file`,
        hint: path.startsWith("-") ? "name a file" : "name its files; check and list take directories",
      };
    case "unreadable":
      return { message: `${path}: cannot be read (${fault.code})` };
    case "too-large":
      return {
        message: `${path}: larger than ${sizeText(fault.limit)}`,
        hint: "--max-size BYTES reads larger ones",
      };
    case "irregular":
      return { message: `${path}: is ${fault.what}, not a file` };
    case "outside":
      return { message: `${path}: is a link that leads elsewhere` };
  }
}
