/**
 * Changes where secrets are fetched in this run. Names get the run's region, and ARNs can be mapped to other accounts and
 * regions, so that one file works in development, in production and in a failover region. Runs before the plan is made.
 */

import type { Reference } from "../references/findings.js";
import { movedArn } from "../services/index.js";
import { isArn, type SecretId } from "../services/secret-id.js";

/**
 * Fetches the secrets of one account or region from another. The first remap for a part and `from` counts. A mapped ARN
 * loses its suffix, unless that could be the end of the name. Nothing checks that `from` and `to` are valid.
 */
export interface Remap {
  readonly part: "account" | "region";
  /** What the reference names: an account (12 digits) or a region. */
  readonly from: string;
  /** The account or region to use instead. */
  readonly to: string;
  /** Whether a run may have no reference that names `from`, as with the remaps of a config file for many pipelines. */
  readonly optional?: boolean;
}

export interface RemapOptions {
  readonly remaps?: readonly Remap[];
  /** The run's region, for names. Left out where only the provider finds it. */
  readonly region?: string | undefined;
}

/** Puts the remapped ids into the references. Returns unchanged references as they are. */
export function remapReferences(
  references: readonly Reference[],
  { remaps = [], region }: RemapOptions,
): readonly Reference[] {
  if (remaps.length === 0 && region === undefined) return references;
  return references.map((reference) => {
    const id = remapped(reference.id, remaps, region);
    return id === reference.id ? reference : { ...reference, id };
  });
}

/** The remaps whose `from` is in no reference. Leaves out optional ones. */
export function unusedRemaps(references: readonly Reference[], remaps: readonly Remap[]): readonly Remap[] {
  return remaps.filter(
    ({ part, from, optional }) => optional !== true && !references.some(({ id }) => id[part] === from),
  );
}

function remapped(id: SecretId, remaps: readonly Remap[], home: string | undefined): SecretId {
  const target = (part: Remap["part"]) =>
    remaps.find((each) => each.part === part && each.from === id[part])?.to;
  const region = target("region") ?? id.region ?? home;
  if (region === undefined) return id;
  if (!isArn(id)) return { ...id, region };
  const account = target("account") ?? id.account;
  return account === id.account && region === id.region ? id : movedArn(id, region, account);
}
