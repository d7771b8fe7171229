/** The one error of the library, for the functions that give a result or throw. */

import { isError } from "../core/diagnostics/diagnostics.js";
import type { Remap } from "../core/plan/remaps.js";
import { counted } from "../core/text/count.js";
import type { FetchError } from "../providers/provider.js";
import type { Diagnostic } from "./findings.js";

/** More errors are only counted in the message. */
const MOST_NAMED = 10;

/** Why there is no result: what is wrong with the sources and secrets, or what kept secrets from being fetched. */
export class ArnsubstError extends Error {
  override readonly name = "ArnsubstError";
  /** All findings, warnings and notes too. */
  readonly diagnostics: readonly Diagnostic[];
  /** What kept secrets from being fetched. */
  readonly fetchErrors: readonly FetchError[];
  /** Remaps that no reference has a use for. */
  readonly unusedRemaps: readonly Remap[];

  /** @internal */
  constructor({ diagnostics, unusedRemaps, fetchErrors = [] }: Reasons) {
    const all = [
      ...diagnostics
        .filter(isError)
        .map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`),
      ...unusedRemaps.map(
        ({ part, from }) => `no reference names the ${part} ${from}, which a remap starts from`,
      ),
      ...fetchErrors.map(fetchErrorText),
    ];
    const more = all.length > MOST_NAMED ? [`and ${counted(all.length - MOST_NAMED, "more error")}`] : [];
    const none = all.length === 0 ? ["the provider has not answered for every secret"] : [];
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
