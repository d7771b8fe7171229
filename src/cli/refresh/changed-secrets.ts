/** Which secrets have another value than at the look before. */

import { isEqualRedacted } from "../../core/secrets/redacted.js";
import type { Resolved } from "../outputs/deliver-texts.js";

/** As they are named in the files, each once: a rotation changes several versions. */
export function changedSecrets(before: Resolved | undefined, now: Resolved | undefined): readonly string[] {
  const changed = (now?.plan.secrets ?? []).filter(({ key }) => {
    const [was, is] = [before?.outcomes?.get(key), now?.outcomes?.get(key)];
    if (was === undefined || is === undefined || "problem" in was || "problem" in is) return false;
    return !isEqualRedacted(was.value, is.value);
  });
  return [...new Set(changed.map(({ id }) => id.text))];
}
