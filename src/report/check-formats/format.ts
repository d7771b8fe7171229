/** What a format of `check` gets. */

import type { Diagnostic } from "../../core/diagnostics/diagnostics.js";
import type { Summary } from "../summary.js";

/** The directories that file names are about. */
export interface Directories {
  /** Names are relative to it. */
  readonly cwd: string;
  /** Reports show names relative to it: the root of the checkout. */
  readonly root: string;
}

export interface Display {
  readonly color: boolean;
  /** The width of the terminal, where there is one. */
  readonly columns?: number | undefined;
}

export interface CheckReport extends Directories {
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: Summary;
  /** The names of all files that were checked. */
  readonly files: readonly string[];
  /** Errors only, for people; formats for programs have all findings, however quiet. */
  readonly quiet: boolean;
  /** How the report is shown. A function, because asking a stream opens it. */
  display(): Display;
  /** The version of arnsubst. */
  readonly version: string;
}

/** Without the summary line, which is printed after a report for people. */
export type FormatCheck = (report: CheckReport) => string | Promise<string>;
