/** Finds and reads the team's config file, and tells the user what is wrong with it. Acting on it is the commands'. */

import { dirname, relative } from "node:path";
import { type Config, EMPTY_CONFIG } from "../../core/rules/config/config.js";
import type { ReadingFault } from "../../core/rules/config.js";
import { sizeText } from "../../core/text/count.js";
import { linesOf, type Source } from "../../core/text/source.js";
import { type ConfigSearch, type PassedOver, searchConfig } from "../../io/config-search.js";
import { isFile } from "../../io/find-upwards.js";
import type { InputFault } from "../../io/input-fault.js";
import { readNamed, readSource } from "../../io/inputs.js";
import { repositoryRoot } from "../../io/repository.js";
import { type CliContext, logMessage } from "../context/context.js";
import { EXIT_ENVIRONMENT, EXIT_USAGE, type ExitStatus } from "../exit-status.js";
import type { CommonFlags } from "../flags.js";

/** The config that counts. */
export interface LoadedConfig extends Config {
  /** What its patterns of paths count from. */
  readonly directory?: string;
  /** The file as messages call it, where there is one. */
  readonly name?: string;
}

/** The file's name. */
export const CONFIG_NAME = ".arnsubst.yaml";
/** Not read, and rules that do not count must not seem to. */
const MISNAMED = ".arnsubst.yml";

/**
 * The config that counts: that of `--config`, or of the nearest `.arnsubst.yaml` at or above the working directory, within
 * its git repository; the empty one without either. A status where the file is wrong or cannot be read; the user has been
 * told.
 */
export async function loadConfig(
  options: CommonFlags,
  context: CliContext,
): Promise<LoadedConfig | ExitStatus> {
  const { config } = options;
  if (config === false) return EMPTY_CONFIG;
  const cwd = context.cwd();
  // What is named may be a copy from another branch, in the temporary directory: its own directory says nothing.
  if (config !== undefined) return loadNamed(config, repositoryRoot(cwd) ?? cwd, options, context);
  const search = searchConfig(CONFIG_NAME, cwd);
  if (options.quiet !== true) await tellPassedOver(search, cwd, context);
  if (search.found === undefined) return withoutConfig(cwd, context);
  const read =
    typeof search.found === "string" ? await readSource(search.found, options.maxSize) : search.found;
  if ("kind" in read) return tellFault(read, relative(cwd, read.path), context);
  return parsed({ ...read, name: relative(cwd, read.name) }, dirname(read.name), options, context);
}

async function loadNamed(
  path: string,
  directory: string,
  options: CommonFlags,
  context: CliContext,
): Promise<LoadedConfig | ExitStatus> {
  // Nothing is read twice, so standard input stays for the files.
  const read = await readNamed(path === "-" ? "./-" : path, () => context.stdin, options.maxSize);
  if (!("kind" in read)) return parsed(read, directory, options, context);
  const hint = "name a config file; --no-config uses none";
  if (read.kind === "unreadable" || read.kind === "too-large")
    return tellFault(read, `--config ${path}`, context, hint);
  const what = read.kind === "directory" ? "is a directory, not a file" : "no such file";
  await logMessage(context, `--config ${path}: ${what}`, hint);
  return EXIT_USAGE;
}

async function parsed(
  source: Source,
  directory: string,
  { verbose }: CommonFlags,
  context: CliContext,
): Promise<LoadedConfig | ExitStatus> {
  const { parseConfig } = await import("../../core/rules/config.js");
  const result = parseConfig(source);
  if ("faults" in result) return tellReadingFaults(result.faults, source, context);
  if (verbose) await logMessage(context, `the config file in use is ${source.name}`);
  return { ...result.config, directory, name: source.name };
}

/** Each once: where one counts in CI and not in an image without `.git`, nobody should have to guess why. */
async function tellPassedOver(search: ConfigSearch, cwd: string, context: CliContext): Promise<void> {
  for (const each of search.passedOver) {
    const name = relative(cwd, each.path);
    const hint = `--config ${name} uses it, --no-config uses none`;
    await logMessage(context, `${name}: is not used: ${whyPassedOver(each, search, cwd)}`, hint);
  }
}

function whyPassedOver({ why, owner }: PassedOver, { root, foreignGit }: ConfigSearch, cwd: string): string {
  if (why === "outside") return "it is a link that leads out of the working directory and its git repository";
  if (why === "stranger")
    return `it belongs to user id ${owner}, and not to you, to root or to the owner of the working directory`;
  if (root !== undefined) return "it is above the root of the git repository";
  return foreignGit === undefined
    ? "it is above the working directory, which is in no git repository"
    : `it is above the working directory, and ${relative(cwd, foreignGit.path)} belongs to user id ${foreignGit.owner}, so it makes no repository`;
}

async function withoutConfig(cwd: string, context: CliContext): Promise<LoadedConfig | ExitStatus> {
  const { found } = searchConfig(MISNAMED, cwd);
  if (typeof found !== "string" || !isFile(found)) return EMPTY_CONFIG;
  await logMessage(
    context,
    `${relative(cwd, found)}: is not read`,
    `a config file is called ${CONFIG_NAME}; rename it`,
  );
  return EXIT_USAGE;
}

/** Every fault of a file of rules, with its place. */
export async function tellReadingFaults(
  faults: readonly ReadingFault[],
  { name, text }: Source,
  context: CliContext,
): Promise<ExitStatus> {
  const lines = linesOf(text);
  for (const { start, message, hint } of faults) {
    const { line, column } = lines.positionAt(start);
    await logMessage(context, `${name}:${line}:${column}: ${message}`, hint);
  }
  return EXIT_USAGE;
}

async function tellFault(
  fault: InputFault,
  name: string,
  context: CliContext,
  hint = "it is the config file for this directory",
): Promise<ExitStatus> {
  if (fault.kind === "directory") {
    await logMessage(
      context,
      `${name}: is a directory, not a file`,
      "the config file has this name; rename the directory",
    );
    return EXIT_USAGE;
  }
  if (fault.kind === "too-large") {
    await logMessage(
      context,
      `${name}: larger than ${sizeText(fault.limit)}`,
      "--max-size BYTES reads larger ones",
    );
    return EXIT_USAGE;
  }
  if (fault.kind === "irregular") {
    await logMessage(
      context,
      `${name}: is ${fault.what}, not a file`,
      "the config file has this name; rename it",
    );
    return EXIT_USAGE;
  }
  // One that was found was there a moment ago, so what is missing is what a link points to.
  const why = fault.kind === "unreadable" ? fault.code : "a broken link";
  await logMessage(context, `${name}: cannot be read (${why})`, hint);
  return EXIT_ENVIRONMENT;
}
