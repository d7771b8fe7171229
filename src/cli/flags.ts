/** What the command line was told, as commander hands it on: one shape for each command. The library has options of its own. */

import type { ListFormat } from "../report/listing.js";

export interface CommonFlags {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
  /** The config file in place of the one that is found; false for none. */
  readonly config?: string | false;
  /** In bytes; larger inputs are refused. */
  readonly maxSize?: number;
}

/** Of the commands that take directories. */
export interface DirectoryFlags extends CommonFlags {
  /** A directory in which nothing is found is no error. */
  readonly allowEmpty?: boolean;
}

/** Of the commands that say where secrets are. */
export interface RemapFlags {
  /** `FROM=TO`, as often as it is given. */
  readonly mapAccount?: readonly string[];
  /** `FROM=TO`, as often as it is given. */
  readonly mapRegion?: readonly string[];
  /** The run's own region. */
  readonly region?: string;
}

/** Of the commands that ask AWS. */
export interface FetchFlags extends RemapFlags {
  readonly profile?: string;
  readonly endpointUrl?: string;
  /** Requests in flight. */
  readonly concurrency?: number;
  /** Seconds for the whole fetch. */
  readonly timeout: number;
}

/** Where resolved texts go: to stdout, or to one of these. */
export interface OutputFlags extends CommonFlags {
  readonly output?: string;
  /** A directory for one output an input. */
  readonly outDir?: string;
  /** The inputs are rewritten. */
  readonly inPlace?: boolean;
  /** Whatever git makes of the outputs. */
  readonly force?: boolean;
}

/** Of the commands that put values in the place of references. */
export interface ValueFlags extends CommonFlags, FetchFlags {
  readonly secretsFile?: string;
  readonly types: "json" | "string";
  /** Left out, the config file and the templates of each file decide. */
  readonly jinja?: "refuse" | "escape" | "allow";
  /** False: no value is registered with a GitHub runner. True, of `exec` only: none is in the command's output. */
  readonly mask?: boolean;
}

export interface ResolveFlags extends OutputFlags, ValueFlags {
  readonly dryRun?: boolean;
}

export interface ExecFlags extends ValueFlags {
  /** `KEY=path`, as often as it is given. */
  readonly env?: readonly string[];
  /** In place of `{}`; empty where no argument stands for a file. */
  readonly placeholder?: string;
}

export interface CheckFlags extends DirectoryFlags, FetchFlags {
  readonly format: "pretty" | "json" | "sarif" | "github";
  /** The file for the report, in place of stdout. */
  readonly output?: string;
  readonly allowAccount?: readonly string[];
  readonly allowRegion?: readonly string[];
  readonly requireSuffix?: boolean;
  /** Asks AWS too. */
  readonly online?: boolean;
  /** Policies that every reference must be allowed by. */
  readonly policy?: readonly string[];
}

export interface PolicyFlags extends DirectoryFlags, RemapFlags {
  /** A committed policy to hold against what is needed. */
  readonly check?: string;
}

export interface ListFlags extends DirectoryFlags, RemapFlags {
  readonly format: ListFormat;
}

export const SHELLS = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof SHELLS)[number];
