/** The options of the library's functions. */

import type { Remap } from "../core/plan/remaps.js";
import type { Rules } from "../core/rules/rules.js";
import type { Accounts } from "../core/services/account-access.js";
import type { JinjaMode } from "../core/templates/jinja.js";
import type { Source } from "../core/text/source.js";
import type { Provider } from "../providers/provider.js";

/** The options of all functions. Every field is optional, and each function ignores the fields that it does not use. */
export interface Options {
  /** Which bare ARNs are references, and which are kept. {@link check} and {@link checkOnline} also apply the other rules. */
  readonly rules?: Rules | undefined;
  /** Accounts and regions whose secrets are fetched from other ones. */
  readonly remaps?: readonly Remap[] | undefined;
  /** Accounts whose secrets need their own credentials. Only used to list the calls: the provider has this option too. */
  readonly accounts?: Accounts | undefined;
  /** The region in which names are looked up. If undefined, the provider finds one, or returns a fetch error `region`. */
  readonly region?: string | undefined;
  /**
   * Passed to the provider, to end the fetch early. The result of the AWS provider then has a fetch error, `timeout` or
   * `interrupted`, even if the signal was aborted before the start.
   */
  readonly signal?: AbortSignal | undefined;
  /**
   * `json`, the default: a value that a JSON key selects keeps its type if it fills the whole scalar, so that a number stays
   * a number, and a parameter of the type StringList becomes a list. `string`: everything becomes text.
   */
  readonly types?: "json" | "string" | undefined;
  /**
   * What to do with a value that would run as a template when its file is rendered, for all sources or for each. If
   * undefined, such a value is refused in a source that has templates, and gets a warning in one that has none.
   */
  readonly jinja?: JinjaMode | ((source: Source) => JinjaMode | undefined) | undefined;
}

/** The options of {@link resolveText}. */
export interface ResolveTextOptions extends Options {
  /** Where the values come from. */
  readonly provider: Provider;
  /** The text's name in messages; `<text>` if left out. */
  readonly name?: string | undefined;
}
