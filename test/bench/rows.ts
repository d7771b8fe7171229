/** A row of the table, and what all of them are measured with. */

import type { Peer } from "./peers.js";

export interface Bench {
  /** With the texts. */
  readonly directory: string;
  /** The Node that everything runs on. */
  readonly node: string;
  /** Started in the place of `arnsubst` on that Node. */
  readonly program?: string;
  /** Of the Secrets Manager on loopback. */
  readonly endpoint: string;
  readonly peers: readonly Peer[];
}

/** What a ratio has to come to. */
export interface Aim {
  readonly kind: "at most" | "at least";
  readonly ratio: number;
}

export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly against: string;
  readonly theirs: string;
  /** Pair by pair. */
  readonly ratios: readonly number[];
  readonly aim: Aim;
  /** What other tools take for the same, by their names. */
  readonly peers?: Readonly<Record<string, string>>;
}

export function atMost(ratio: number): Aim {
  return { kind: "at most", ratio };
}

/** Times as fast. */
export function atLeast(ratio: number): Aim {
  return { kind: "at least", ratio };
}

export function milliseconds(figure: number): string {
  return `${figure.toLocaleString("en-US", { maximumFractionDigits: figure < 10 ? 1 : 0 })} ms`;
}
