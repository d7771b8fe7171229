/** Finds and reads the team's config file, and logs what is wrong with it. */

import { dirname, relative } from "node:path";
import { type Config, EMPTY_CONFIG } from "../../core/rules/config/content.js";
import type { ReadingFault } from "../../core/rules/config.js";
import { sizeText } from "../../core/text/count.js";
import { linesOf, type Source } from "../../core/text/source.js";
import { type ConfigSearch, searchConfig, type UnusedConfig } from "../../io/config-search.js";
import type { InputError } from "../../io/input-error.js";
import { readNamed, readSource } from "../../io/inputs.js";
import { isFile } from "../../io/place.js";
import { repositoryRoot } from "../../io/repository.js";
import { type CliContext, failWith, logMessage } from "../context/context.js";
import { EXIT_ENVIRONMENT, EXIT_USAGE, type ExitStatus } from "../exit-status.js";
import type { CommonFlags } from "../shared-options.js";

/** The config in use. */
export interface LoadedConfig extends Config {
  /** Its path patterns are relative to this directory. */
  readonly directory?: string;
  /** The name of the file in messages, where there is one. */
  readonly name?: string;
}

export const CONFIG_NAME = ".arnsubst.yaml";
/** Such a file is an error: its rules would seem to apply, and do not. */
const MISNAMED = ".arnsubst.yml";

/**
 * Loads the file of `--config`, or the nearest `.arnsubst.yaml` at or above the working directory, within its git
 * repository; without either, the config is empty. A status where the file is wrong or cannot be read; the reason is
 * logged.
 */
export async function loadConfig(
  options: CommonFlags,
  context: CliContext,
): Promise<LoadedConfig | ExitStatus> {
  const { config } = options;
  if (config === false) return EMPTY_CONFIG;
  const cwd = context.cwd();
  // Patterns are not relative to the named file: it can be a copy of another branch in the temporary directory.
  if (config !== undefined) return loadNamed(config, repositoryRoot(cwd) ?? cwd, options, context);
  const search = searchConfig(CONFIG_NAME, cwd);
  if (options.quiet !== true) await logUnusedConfigs(search, cwd, context);
  if (search.found === undefined) return withoutConfig(cwd, context);
  const read =
    typeof search.found === "string" ? await readSource(search.found, options.maxSize) : search.found;
  if ("kind" in read) return logConfigError(read, relative(cwd, read.path), context);
  return parsed({ ...read, name: relative(cwd, read.name) }, dirname(read.name), options, context);
}

/** The path of the file that {@link loadConfig} reads; undefined where there is none, or where it is a device or pipe. */
export function configPath({ config }: CommonFlags, context: CliContext): string | undefined {
  if (config !== undefined) return config !== false && isFile(config) ? config : undefined;
  const cwd = context.cwd();
  const { found } = searchConfig(CONFIG_NAME, cwd);
  return typeof found === "string" ? relative(cwd, found) : undefined;
}

async function loadNamed(
  path: string,
  directory: string,
  options: CommonFlags,
  context: CliContext,
): Promise<LoadedConfig | ExitStatus> {
  // `-` is a file here, because standard input is for the operands.
  const read = await readNamed(
    path === "-" ? "./-" : path,
    () => context.stdin,
    options.maxSize,
    options.refresh !== undefined,
  );
  if (!("kind" in read)) return parsed(read, directory, options, context);
  const hint = "name a config file, or use --no-config to read none";
  if (read.kind === "unreadable" || read.kind === "too-large")
    return logConfigError(read, `--config ${path}`, context, hint);
  const what = read.kind === "directory" ? "is a directory, not a file" : "no such file";
  return failWith(EXIT_USAGE, context, `--config ${path}: ${what}`, hint);
}

async function parsed(
  source: Source,
  directory: string,
  { verbose }: CommonFlags,
  context: CliContext,
): Promise<LoadedConfig | ExitStatus> {
  const { parseConfig } = await import("../../core/rules/config.js");
  const result = parseConfig(source);
  if ("faults" in result) return logReadingErrors(result.faults, source, context);
  if (verbose) await logMessage(context, `using the config file ${source.name}`);
  return { ...result.config, directory, name: source.name };
}

/** Logs why files are not used: the reason can differ between machines, as in an image without `.git`. */
async function logUnusedConfigs(search: ConfigSearch, cwd: string, context: CliContext): Promise<void> {
  for (const each of search.unused) {
    const name = relative(cwd, each.path);
    const hint = `use --config ${name} to read it, or --no-config to read none`;
    await logMessage(context, `${name}: not used: ${whyUnused(each, search, cwd)}`, hint);
  }
}

function whyUnused({ why, owner }: UnusedConfig, { root, foreignGit }: ConfigSearch, cwd: string): string {
  if (why === "outside") return "it is a link to a file outside the working directory and its git repository";
  if (why === "untrusted")
    return `it belongs to user id ${owner}, and not to you, root or the owner of the working directory`;
  if (root !== undefined) return "it is above the root of the git repository";
  return foreignGit === undefined
    ? "it is above the working directory, which is in no git repository"
    : `it is above the working directory, and ${relative(cwd, foreignGit.path)} does not count as a repository, because it belongs to user id ${foreignGit.owner}`;
}

async function withoutConfig(cwd: string, context: CliContext): Promise<LoadedConfig | ExitStatus> {
  const { found } = searchConfig(MISNAMED, cwd);
  if (typeof found !== "string" || !isFile(found)) return EMPTY_CONFIG;
  return failWith(
    EXIT_USAGE,
    context,
    `${relative(cwd, found)}: arnsubst does not read this file`,
    `the name of the config file is ${CONFIG_NAME}; rename this one`,
  );
}

/** Logs every error in a config file or a policy, with its place. */
export async function logReadingErrors(
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

async function logConfigError(
  error: InputError,
  name: string,
  context: CliContext,
  hint = "it is the config file for this directory",
): Promise<ExitStatus> {
  const usage = (message: string, usageHint: string) =>
    failWith(EXIT_USAGE, context, `${name}: ${message}`, usageHint);
  switch (error.kind) {
    case "directory":
      return usage(
        "is a directory, not a file",
        "only the config file can have this name; rename the directory",
      );
    case "too-large":
      return usage(`larger than ${sizeText(error.limit)}`, "use --max-size BYTES to read larger files");
    case "irregular":
      return usage(`is ${error.what}, not a file`, "only the config file can have this name; rename it");
    default: {
      // The search has seen it a moment ago, so if it is missing, it is a link and its target is missing.
      const why = error.kind === "unreadable" ? error.code : "a broken link";
      return failWith(EXIT_ENVIRONMENT, context, `${name}: cannot be read (${why})`, hint);
    }
  }
}
