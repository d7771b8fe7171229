/** The texts that are measured, of exactly the sizes that the table says. The same in every run, and on every machine. */

import { KINDS } from "./fields.js";
import { type Random, seeded } from "./random.js";
import { referenceLines } from "./references.js";

export const MEGABYTE = 1_000_000;

/** Bytes of an entry, on average: 4,000 make a megabyte. */
const ENTRY = 250;

export interface BenchFile {
  /** Below a directory. */
  readonly path: string;
  readonly text: string;
}

interface Constraints {
  readonly seed: number;
  readonly bytes: number;
  /** Of the one mapping below the root; left out, as many as there is room for. */
  readonly entries?: number;
  /** Each goes into an entry of its own; the first entry has one, and the others follow evenly. */
  readonly references?: readonly string[];
}

/** A file as most are: three secrets, and a few entries more. */
export function smallText(): string {
  return mapping({ seed: 1, bytes: 3_000, references: referenceLines(3, 3) });
}

/** What is resolved from the loopback server: one batch of AWS. */
export function fetchedText(): string {
  return mapping({ seed: 2, bytes: 10_000, references: referenceLines(20, 20) });
}

/** A root with 4,000 keys for each megabyte, and 400 references to 100 secrets. */
export function largeText(megabytes: number): string {
  const references = referenceLines(400 * megabytes, 100 * megabytes);
  return mapping({ seed: 3, bytes: megabytes * MEGABYTE, entries: 4_000 * megabytes, references });
}

export function plainText(): string {
  return mapping({ seed: 4, bytes: MEGABYTE });
}

/** A megabyte of 2,000 documents, of which every hundredth has a reference. */
export function streamText(): string {
  const lines = referenceLines(20, 20);
  return sizes(5, 2_000, MEGABYTE)
    .map((bytes, at) => {
      const references = at % 100 === 0 ? lines.slice(at / 100, at / 100 + 1) : [];
      return `---\n${mapping({ seed: 1_000 + at, bytes: bytes - 4, references })}`;
    })
    .join("");
}

/** 2,000 files of 10 MB in all, of which every twentieth has a reference. */
export function tree(): readonly BenchFile[] {
  const lines = referenceLines(100, 25);
  const names = ["metadata.yaml", "io_config.yaml", "profiles.yml", "compose.yaml"];
  return sizes(6, 2_000, 10 * MEGABYTE).map((bytes, at) => {
    const references = at % 20 === 0 ? lines.slice(at / 20, at / 20 + 1) : [];
    return {
      path: `team${at % 50}/project${at}/${names[at % names.length]}`,
      text: mapping({ seed: 10_000 + at, bytes, references }),
    };
  });
}

/** Unequal ones, that add up. */
function sizes(seed: number, count: number, total: number): readonly number[] {
  const random = seeded(seed);
  const average = total / count;
  const ends = Array.from({ length: count }, (_, at) =>
    at === count - 1 ? total : Math.round((at + 1) * average + (random.below(41) / 100 - 0.2) * average),
  );
  return ends.map((end, at) => end - (ends[at - 1] ?? 0));
}

function mapping({ seed, bytes, references = [], entries = Math.round(bytes / ENTRY) }: Constraints): string {
  const random = seeded(seed);
  const parts = ["profiles:\n"];
  let left = bytes - Buffer.byteLength(parts.join(""));
  for (let at = 0; at < entries; at += 1) {
    const due = Math.floor((bytes * (entries - at - 1)) / entries);
    const text = entry(random, at, referenceOf(references, at, entries), left - due);
    parts.push(text);
    left -= Buffer.byteLength(text);
  }
  return `${parts.join("")}${lastLine(left)}`;
}

function referenceOf(references: readonly string[], at: number, entries: number): string | undefined {
  const [before, behind] = [at, at + 1].map((place) => Math.ceil((place * references.length) / entries));
  return before === behind ? undefined : references[before ?? 0];
}

/** A key with what stands below it: as much as there is room for, and at least what belongs to its kind. */
function entry(random: Random, at: number, reference = "", room: number): string {
  const { head, fields } = random.pick(KINDS);
  const parts = [
    `  profile_${String(at + 1).padStart(5, "0")}:\n`,
    indented(head(random)),
    indented(reference),
  ];
  let left = room - Buffer.byteLength(parts.join(""));
  for (const field of random.shuffled(fields)) {
    const text = indented(field(random));
    if (Buffer.byteLength(text) > left) continue;
    parts.push(text);
    left -= Buffer.byteLength(text);
  }
  return parts.join("");
}

/** By four spaces, but for the blank lines. */
function indented(lines: string): string {
  return lines.replaceAll(/^(?=.)/gm, "    ");
}

/** What is missing to the last byte, as a comment. */
function lastLine(bytes: number): string {
  if (bytes < 0) throw new Error(`the text is ${-bytes} bytes too long`);
  return bytes < 2 ? "\n".repeat(bytes) : `#${"-".repeat(bytes - 2)}\n`;
}
