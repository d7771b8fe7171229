/** The types of an explanation. */

import type { ArnPart } from "../diagnostics/catalogue/arn.js";
import type { Problem } from "../diagnostics/catalogue.js";
import type { VersionedKey } from "../services/parsed.js";
import type { ServiceName } from "../services/secret-id.js";
import type { Span } from "../text/source.js";

/** The parts of a reference: those of its ARN, and its filters. `part` is one of an ARN in which no part can be told. */
export type PartName = ArnPart | "prefix" | "suffix" | "filter" | "part";

export interface ExplainedPart {
  readonly name: PartName;
  /** As it is written; empty if it is missing. */
  readonly text: string;
  readonly problems: readonly Problem[];
  /** Set if the part was not checked, because it may be another part than it seems. */
  readonly unjudged?: true;
}

/** An expression of another program that names a secret. Its span counts in `text`. */
export interface Expression extends Span {
  /** The program that reads it. */
  readonly reader: string;
  /** All of the text that was given. */
  readonly text: string;
  /** Where each problem stands in `text`. */
  readonly places: ReadonlyMap<Problem, Span>;
}

export interface Explanation {
  readonly arn: string;
  /** The service that the ARN most likely means. */
  readonly service: ServiceName;
  /** What was taken away from around the ARN, outermost first, worded for a list: `quotes`, `KEY =`. */
  readonly around: readonly string[];
  readonly parts: readonly ExplainedPart[];
  /** Problems that do not belong to a single part. */
  readonly problems: readonly Problem[];
  /** Which part of the secret's value it asks for. */
  readonly key: VersionedKey;
  /** Set if the secret is named by an expression of another program. */
  readonly expression?: Expression;
  /** The corrected ARN, if this one is wrong and all of its parts can be told. */
  readonly fixed?: string;
}
