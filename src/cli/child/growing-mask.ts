/** Masks for the output of a command whose files can change: new values are hidden from the moment they are known. */

import { masksOf } from "../../core/edits/encode.js";
import type { Mask } from "../../core/edits/mask.js";
import { distinctRedacted, type Redacted } from "../../core/secrets/redacted.js";
import type { Selected } from "../../core/values/select/selected.js";

type Values = readonly Redacted<Selected>[];

export interface GrowingMasks {
  /** Makes the mask of one stream. */
  mask(): Pick<Mask, "push" | "end">;
  /** Hides these too, in every stream. */
  add(values: Values): void;
}

/** Old values stay hidden, because a command can print them long after a rotation. */
export function growingMasks(first: Values): GrowingMasks {
  let all = first;
  let make = masksOf(all);
  /** Of the streams that have not ended. */
  const streams = new Set<{ mask: Mask }>();
  return {
    mask() {
      const stream = { mask: make() };
      streams.add(stream);
      return {
        push: (chunk) => stream.mask.push(chunk),
        end() {
          streams.delete(stream);
          return stream.mask.end();
        },
      };
    },
    add(values) {
      all = distinctRedacted([...all, ...values]);
      make = masksOf(all);
      for (const stream of streams) stream.mask = make(stream.mask.handOver());
    },
  };
}
