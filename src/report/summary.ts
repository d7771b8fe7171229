/** The summary line below a report. A run that finds nothing loads this file only. */

import { counted } from "../core/text/count.js";

/** How many entries of directories were not read. */
export interface SkippedCounts {
  /** Links that lead out, or to a directory. */
  readonly links: number;
  /** Pipes, sockets and devices. */
  readonly irregular: number;
  readonly unreadable: number;
  /** Excluded by the config file. */
  readonly excluded: number;
}

/** The summary in the JSON of `check`. */
export interface Summary {
  readonly files: number;
  readonly references: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  /** Left out where nothing was skipped. */
  readonly passedOver?: SkippedCounts;
}

interface PrettySummary extends Summary {
  /** ARNs that are kept, for which the JSON summary has no field. */
  readonly kept: number;
  /** What AWS was asked about in vain, as in `2 secrets`; empty if nothing. */
  readonly unanswered: string;
}

/** `skipped: 1 link, 2 unreadable` */
export function skippedText({ links, irregular, unreadable, excluded }: SkippedCounts): string {
  const counts = [
    counted(links, "link"),
    counted(irregular, "irregular file"),
    `${unreadable} unreadable`,
    `${excluded} excluded by a rule`,
  ];
  return `skipped: ${counts.filter((text) => !text.startsWith("0 ")).join(", ")}`;
}

/** `3 files, 12 references: 1 error, 2 notes; skipped: 1 link` */
export function prettySummary(summary: PrettySummary): string {
  const { files, references, kept, errors, warnings, notes, unanswered, passedOver } = summary;
  const found = [counted(errors, "error"), counted(warnings, "warning"), counted(notes, "note")].filter(
    (text) => !text.startsWith("0 "),
  );
  const some = unanswered === "" ? found : [...found, `${unanswered} not checked`];
  const none = files === 0 ? "nothing checked" : "nothing wrong";
  const skipped = passedOver === undefined ? "" : `; ${skippedText(passedOver)}`;
  return `${counted(files, "file")}, ${counted(references, "reference")}${kept === 0 ? "" : `, ${counted(kept, "ARN")} kept`}: ${some.length === 0 ? none : some.join(", ")}${skipped}\n`;
}
