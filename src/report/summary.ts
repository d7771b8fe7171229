/** The line below a report. Apart from the report itself, which a run that finds nothing does not load. */

import { counted } from "../core/text/count.js";

/** How many files and directories were not looked at, though they are in a directory that was. */
export interface PassedOver {
  /** That lead elsewhere, or to a directory. */
  readonly links: number;
  /** Pipes, sockets and devices. */
  readonly irregular: number;
  readonly unreadable: number;
  /** By a rule of the team. */
  readonly excluded: number;
}

export interface Summary {
  readonly files: number;
  readonly references: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  /** Left out where there is none. */
  readonly passedOver?: PassedOver;
}

/** What the JSON summary has no field for. */
export interface PrettySummary extends Summary {
  readonly kept: number;
}

/** `passed over: 1 link, 2 unreadable` */
export function passedOverText({ links, irregular, unreadable, excluded }: PassedOver): string {
  const counts = [
    counted(links, "link"),
    counted(irregular, "irregular file"),
    `${unreadable} unreadable`,
    `${excluded} excluded by a rule`,
  ];
  return `passed over: ${counts.filter((text) => !text.startsWith("0 ")).join(", ")}`;
}

/** `3 files, 12 references: 1 error, 2 notes; passed over: 1 link` */
export function prettySummary(summary: PrettySummary): string {
  const { files, references, kept, errors, warnings, notes, passedOver } = summary;
  const found = [counted(errors, "error"), counted(warnings, "warning"), counted(notes, "note")];
  const some = found.filter((text) => !text.startsWith("0 "));
  const none = files === 0 ? "nothing looked at" : "nothing wrong";
  const over = passedOver === undefined ? "" : `; ${passedOverText(passedOver)}`;
  return `${counted(files, "file")}, ${counted(references, "reference")}${kept === 0 ? "" : `, ${counted(kept, "ARN")} kept`}: ${some.length === 0 ? none : some.join(", ")}${over}\n`;
}
