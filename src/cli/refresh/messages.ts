/** What a refreshing run says on stderr: a line for each change and each new problem; with -v for each look. */

import { counted } from "../../core/text/count.js";
import { visible, visibleJsonLine } from "../../report/visible.js";
import { type CliContext, logMessage, writeStderr } from "../context/context.js";

export type LogFormat = "text" | "json";

export interface LogFlags {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly logFormat?: LogFormat;
}

/** `next` is in milliseconds from now; left out where there is none. */
export type RefreshEvent =
  | { readonly event: "started"; readonly files: readonly string[]; readonly message: string }
  | { readonly event: "changed"; readonly files: readonly string[]; readonly secrets: readonly string[] }
  | { readonly event: "unchanged"; readonly next: number }
  | { readonly event: "failed"; readonly message: string; readonly next?: number }
  | { readonly event: "recovered" };

/** Errors are always written, looks that changed nothing with -v only. */
export async function logEvent(
  it: RefreshEvent,
  now: string,
  { quiet, verbose, logFormat }: LogFlags,
  context: CliContext,
): Promise<void> {
  if (it.event === "unchanged" ? verbose !== true : it.event !== "failed" && quiet) return;
  if (logFormat === "json") {
    const next = "next" in it && it.next !== undefined ? { next: Math.round(it.next / 1_000) } : {};
    return writeStderr(context, visibleJsonLine({ time: now, ...it, ...next }));
  }
  if (it.event === "failed") await writeStderr(context, it.message);
  return logMessage(context, ...sentenceOf(it));
}

function sentenceOf(it: RefreshEvent): [message: string, hint?: string] {
  switch (it.event) {
    case "started":
      return [`wrote ${it.files.map(visible).join(", ")}`];
    case "changed":
      return [`wrote ${it.files.map(visible).join(", ")}: ${changeOf(it.secrets)}`];
    case "unchanged":
      return [`nothing has changed; the next look is in ${secondsOf(it.next)}`];
    case "failed":
      return [
        `the refresh failed, and the files stay as they are; the next try is in ${secondsOf(it.next ?? 0)}`,
      ];
    case "recovered":
      return ["the refresh works again"];
  }
}

function changeOf(secrets: readonly string[]): string {
  if (secrets.length === 0) return "the config or the file has changed";
  return `${secrets.map(visible).join(", ")} ${secrets.length === 1 ? "has" : "have"} a new value`;
}

function secondsOf(milliseconds: number): string {
  return counted(Math.max(1, Math.round(milliseconds / 1_000)), "second");
}
