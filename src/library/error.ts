/** The error of the functions that return a result or throw. */

import { isError } from "../core/diagnostics/diagnostics.js";
import type { Remap } from "../core/plan/remaps.js";
import { counted } from "../core/text/count.js";
import type { FetchError } from "../providers/provider.js";
import type { Diagnostic } from "./findings.js";

/** More errors are only counted in the message. */
const MOST_NAMED = 10;

/** Says why there is no result: problems of the sources and secrets, or errors of the fetch. */
export class ArnsubstError extends Error {
  override readonly name = "ArnsubstError";
  /** All diagnostics, including warnings and notes. */
  readonly diagnostics: readonly Diagnostic[];
  /** Why secrets could not be fetched. */
  readonly fetchErrors: readonly FetchError[];
  /** Remaps whose `from` no reference names. */
  readonly unusedRemaps: readonly Remap[];

  /** @internal */
  constructor({ diagnostics, unusedRemaps, fetchErrors = [] }: Reasons) {
    const all = [
      ...diagnostics
        .filter(isError)
        .map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`),
      ...unusedRemaps.map(
        ({ part, from }) => `there is a remap from ${part} ${from}, and no reference names it`,
      ),
      ...fetchErrors.map(fetchErrorText),
    ];
    const more = all.length > MOST_NAMED ? [`and ${counted(all.length - MOST_NAMED, "more error")}`] : [];
    const none = all.length === 0 ? ["the provider returned no outcome for some secrets"] : [];
    super([...all.slice(0, MOST_NAMED), ...more, ...none].join("\n"));
    this.diagnostics = diagnostics;
    this.fetchErrors = fetchErrors;
    this.unusedRemaps = unusedRemaps;
  }
}

interface Reasons {
  readonly diagnostics: readonly Diagnostic[];
  readonly unusedRemaps: readonly Remap[];
  readonly fetchErrors?: readonly FetchError[];
}

function fetchErrorText({ kind, detail, requests }: FetchError): string {
  return `${kind}${detail === "" ? "" : `: ${detail}`} (${counted(requests.length, "secret")} not fetched)`;
}
