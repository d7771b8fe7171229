/** The line below a report. Apart from the report itself, which a run that finds nothing does not load. */

import { counted } from "../core/count.js";

export interface Summary {
  readonly files: number;
  readonly references: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

/** What the JSON summary has no field for. */
export interface PrettySummary extends Summary {
  readonly kept: number;
}

/** `3 files, 12 references: 1 error, 2 notes` */
export function prettySummary(summary: PrettySummary): string {
  const { files, references, kept, errors, warnings, notes } = summary;
  const found = [counted(errors, "error"), counted(warnings, "warning"), counted(notes, "note")];
  const some = found.filter((text) => !text.startsWith("0 "));
  return `${counted(files, "file")}, ${counted(references, "reference")}${kept === 0 ? "" : `, ${counted(kept, "ARN")} kept`}: ${some.length === 0 ? "nothing wrong" : some.join(", ")}\n`;
}
