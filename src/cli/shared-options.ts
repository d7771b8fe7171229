/**
 * The options that several commands have: for each group the type of its flags, as commander passes them on, and what
 * declares it. Options of one command stand in the command's file.
 */

import { type Command, Option } from "commander";
import { bytes, collect, duration, httpUrl, named, seconds, wholeNumber } from "./option-values.js";

/** Options of every command. */
export interface CommonFlags {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
  /** The config file to use in place of the one that is found; false for none. */
  readonly config?: string | false;
  /** In bytes; larger inputs are refused. */
  readonly maxSize?: number;
  /** In seconds. What is read has to be files then, because it is read again. */
  readonly refresh?: number;
}

export const GENERAL_OPTIONS: readonly Option[] = [
  new Option("-q, --quiet", "print nothing but results and errors"),
  new Option("-v, --verbose", "print more details"),
  new Option("--config <file>", "read this config file instead of .arnsubst.yaml").argParser(named),
  new Option("--no-config", "do not read a config file"),
  new Option("--color", "always use colour"),
  new Option("--no-color", "never use colour"),
  new Option("--max-size <bytes>", "refuse inputs larger than this (default: 100000000)").argParser(bytes),
];

/** Options of the commands that take directories. */
export interface DirectoryFlags extends CommonFlags {
  /** A directory without any YAML file is no error. */
  readonly allowEmpty?: boolean;
}

export function addDirectoryOptions(command: Command): Command {
  return command
    .optionsGroup("Directories:")
    .option("--allow-empty", "do not fail on a directory without YAML files");
}

/** Options of the commands that say where secrets are. */
export interface RemapFlags {
  /** `FROM=TO`; repeatable. */
  readonly mapAccount?: readonly string[];
  /** `FROM=TO`; repeatable. */
  readonly mapRegion?: readonly string[];
  /** The run's own region. */
  readonly region?: string;
}

/** @param region what `--region` is for */
export function addRemapOptions(command: Command, region = "region for references without one"): Command {
  const another = (what: string, example: string) =>
    `look up one ${what}'s secrets in another, as in ${example}; repeatable`;
  return command
    .optionsGroup("Other accounts and regions:")
    .option("--map-account <from=to>", another("account", "111111111111=222222222222"), collect)
    .option("--map-region <from=to>", another("region", "us-west-2=us-east-1"), collect)
    .option("--region <region>", region, named);
}

/** For the commands that ask AWS. */
export function addFetchingRemapOptions(command: Command): Command {
  return addRemapOptions(command, "region for references without one, and for STS");
}

/** Options of the commands that ask AWS; `check` only does so with --online. */
export interface FetchFlags extends RemapFlags {
  readonly profile?: string;
  readonly endpointUrl?: string;
  /** Requests in flight. */
  readonly concurrency?: number;
  /** Seconds for the whole fetch. */
  readonly timeout: number;
}

export function addFetchOptions(command: Command): Command {
  return addRequestOptions(addFetchingRemapOptions(command), "AWS:");
}

export function addRequestOptions(command: Command, heading: string): Command {
  return command
    .optionsGroup(heading)
    .option("--profile <name>", "use the credentials of this profile only")
    .option("--endpoint-url <url>", "send requests to this server instead of AWS", httpUrl)
    .option("--concurrency <n>", "maximum number of parallel requests (default: 100)", wholeNumber)
    .option("--timeout <seconds>", "time limit for the whole fetch", seconds, 60);
}

/** Options of the commands that put values in the place of references. */
export interface ValueFlags extends CommonFlags, FetchFlags {
  readonly secretsFile?: string;
  readonly types: "json" | "string";
  /** Left out, the config file and the templates of each file decide. */
  readonly jinja?: "refuse" | "escape" | "allow";
  /** False: no value is masked in a GitHub runner's log. True, for `exec` only: values are masked in the command's output. */
  readonly mask?: boolean;
}

export function addValueOptions(command: Command): Command {
  const jinja =
    "what to do with values that contain Jinja syntax; by default, refuse them in files that have templates";
  command
    .optionsGroup("Values:")
    .option("--secrets-file <file>", "take values from a local file instead of AWS", named)
    .addOption(
      choice("--types <types>", "keep JSON types, or make every value a string", ["json", "string"], "json"),
    )
    .addOption(choice("--jinja <mode>", jinja, ["refuse", "escape", "allow"]));
  return addFetchOptions(command);
}

/** Options of the commands that can stay and look again. */
export function addRefreshOptions(command: Command, refresh: string): Command {
  return command
    .optionsGroup("Rotation:")
    .option("--refresh <time>", refresh, duration)
    .option("--ready-file <file>", "with --refresh: make this file after the first write", named)
    .option("--status-file <file>", "with --refresh: write the result of the last look there, as JSON", named)
    .addOption(choice("--log-format <format>", "with --refresh: the messages on stderr", ["text", "json"]));
}

/** How `list` and `check` print what they found. */
export function formatOption(formats: Readonly<Record<string, unknown>>, standard: string): Option {
  return choice("--format <format>", "output format", Object.keys(formats), standard);
}

function choice(flags: string, description: string, values: readonly string[], standard?: string): Option {
  const option = new Option(flags, description).choices(values);
  return standard === undefined ? option : option.default(standard);
}
