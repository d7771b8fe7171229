/**
 * Where each secret is to be had in this run: names get the run's region, and ARNs can be mapped to other accounts and
 * regions, so that one file serves development, production and a failover region. Works on references, before the plan.
 */

import type { Reference } from "../references/findings.js";
import { isArn, movedArn, type SecretId } from "../services/secrets-manager/secret-id.js";

/**
 * Secrets of one account or region are asked for in another. Of several for the same part and `from` the first counts. A
 * mapped ARN loses its suffix, unless that may be the end of the name. Neither side is checked.
 */
export interface Remap {
  readonly part: "account" | "region";
  /** 12 digits, or the name of a region: what the reference says. */
  readonly from: string;
  /** What is asked in its place. */
  readonly to: string;
  /**
   * It is no fault that no reference names `from`: a team's own config serves many files, and not each of them names what
   * it maps.
   */
  readonly optional?: boolean;
}

export interface RemapOptions {
  readonly remaps?: readonly Remap[];
  /** The run's region, where names are looked up; left out where only the provider finds it. */
  readonly region?: string | undefined;
}

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

/** The remaps that would change nothing, because no reference names what they start from. */
export function unusedRemaps(references: readonly Reference[], remaps: readonly Remap[]): readonly Remap[] {
  return remaps.filter(
    ({ part, from, optional }) => optional !== true && !references.some(({ id }) => id[part] === from),
  );
}

function remapped(id: SecretId, remaps: readonly Remap[], home: string | undefined): SecretId {
  const target = (part: Remap["part"]) =>
    remaps.find((each) => each.part === part && each.from === id[part])?.to;
  if (!isArn(id)) {
    const region = id.region === undefined ? home : (target("region") ?? id.region);
    return region === undefined ? id : { ...id, region };
  }
  const to = (part: Remap["part"]) => target(part) ?? id[part];
  const [account, region] = [to("account"), to("region")];
  if (account === id.account && region === id.region) return id;
  return movedArn(id, region, account);
}
