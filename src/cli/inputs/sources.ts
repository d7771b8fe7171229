/** Reads the sources that a command's operands name, and logs those that cannot be read. */

import { sizeText } from "../../core/text/count.js";
import { nearest } from "../../core/text/nearest.js";
import type { Source } from "../../core/text/source.js";
import { expandDirectories, onceEach } from "../../io/directories.js";
import type { InputError } from "../../io/input-error.js";
import { readInputs, readNamed } from "../../io/inputs.js";
import { nearestPath } from "../../io/nearest-path.js";
import { pathMatcher } from "../../io/path-matcher.js";
import type { SkippedCounts } from "../../report/summary.js";
import { COMMAND_NAMES } from "../command-names.js";
import { type CliContext, logMessage, type Misuse } from "../context/context.js";
import { EXIT_ENVIRONMENT, EXIT_OK, EXIT_USAGE, type ExitStatus, worst } from "../exit-status.js";
import type { CommonFlags, DirectoryFlags } from "../shared-options.js";
import type { LoadedConfig } from "./config.js";
import { countSkipped, emptyDirectories, logEmptyDirectory, logSkipped } from "./skipped.js";

interface Gathered {
  readonly sources: readonly Source[];
  /** Files from directories in whose text no reference can be. */
  readonly unconcerned: readonly string[];
  /** Left out where nothing is skipped. */
  readonly skipped?: SkippedCounts;
  /** `EXIT_USAGE` where a path does not exist, `EXIT_ENVIRONMENT` where a file cannot be read. */
  readonly status: ExitStatus;
}

/** Reads files and `-`; a directory is an error. */
export async function gatherFiles(
  paths: readonly string[],
  { maxSize, refresh }: CommonFlags,
  context: CliContext,
): Promise<Pick<Gathered, "sources" | "status">> {
  const files = paths.map((path) => ({ path }));
  const { sources, errors } = await readInputs(files, () => context.stdin, maxSize, refresh !== undefined);
  return { sources, status: await logInputErrors(errors, paths, context) };
}

/** Reads files, directories and `-`. In directories, what the config excludes is skipped, and so are pipes and links that lead out. */
export async function gatherTree(
  paths: readonly string[],
  options: DirectoryFlags,
  config: LoadedConfig,
  context: CliContext,
): Promise<Gathered> {
  const { directory = context.cwd(), exclude } = config;
  const expanded = expandDirectories(paths, await pathMatcher(directory, exclude));
  const inputs = await readInputs(expanded.files, () => context.stdin, options.maxSize);
  const skipped = onceEach([...expanded.skipped, ...inputs.skipped]);
  if (!options.quiet) await logSkipped(skipped, context);
  const empty = options.allowEmpty ? [] : emptyDirectories(expanded.directories, inputs.skipped);
  for (const each of empty) await logEmptyDirectory(each, exclude.length > 0, context);
  const errors = [...expanded.errors, ...inputs.errors];
  const counts = countSkipped(skipped, errors, expanded.excluded);
  const { sources, unconcerned } = inputs;
  const status = worst(await logInputErrors(errors, paths, context), empty.length > 0 ? EXIT_USAGE : EXIT_OK);
  return { sources, unconcerned, status, ...(counts === undefined ? {} : { skipped: counts }) };
}

async function logInputErrors(
  errors: readonly InputError[],
  paths: readonly string[],
  context: CliContext,
): Promise<ExitStatus> {
  const statuses: ExitStatus[] = [EXIT_OK];
  for (const error of errors) {
    await logMessage(context, ...describeInputError(error, paths));
    statuses.push(statusOf(error));
  }
  return worst(...statuses);
}

/** The error where standard input, `-`, is named more than once: as an input, or as the file of an option. */
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
  if (first === second) return [`${first} is named twice`, "standard input can be read only once"];
  return [
    `${first === "-" ? "the input" : first} and ${second} are both standard input, which can be read only once`,
    "name a file in one of these places",
  ];
}

/** Reads a file that an option names; `-` is standard input. A status where it cannot be read; the reason is logged. */
export async function readOption(
  option: string,
  path: string,
  { maxSize, refresh }: CommonFlags,
  context: CliContext,
): Promise<Source | ExitStatus> {
  const read = await readNamed(path, () => context.stdin, maxSize, refresh !== undefined);
  return "kind" in read
    ? logInputErrors([path === "-" ? read : { ...read, path: `${option} ${path}` }], [], context)
    : read;
}

function statusOf(error: InputError): ExitStatus {
  return error.kind === "unreadable" || (error.kind === "too-large" && error.found)
    ? EXIT_ENVIRONMENT
    : EXIT_USAGE;
}

function describeInputError(error: InputError, paths: readonly string[]): Misuse {
  const path = error.path === "-" ? "standard input" : error.path;
  switch (error.kind) {
    case "missing": {
      // A misspelled command looks like the first file of the default command.
      const command = error.path === paths[0] ? nearest(path, COMMAND_NAMES) : undefined;
      const meant = command === undefined ? nearestPath(path) : `the command ${command}`;
      return [`${path}: no such file or directory`, meant && `did you mean ${meant}?`];
    }
    case "directory":
      if (error.path === "-") return [`${path} is a directory, not a file`];
      return [
        `${path}: is a directory, not a file`,
        path.startsWith("-") ? "name a file" : "name its files; only check, list and policy take directories",
      ];
    case "unreadable":
      return [`${path}: cannot be read (${error.code})`];
    case "too-large":
      return [`${path}: larger than ${sizeText(error.limit)}`, "use --max-size BYTES to read larger files"];
    case "irregular":
      return [`${path}: is ${error.what}, not a file`];
    case "outside":
      return [`${path}: is a link that leads out of the directory and its git repository`];
  }
}
