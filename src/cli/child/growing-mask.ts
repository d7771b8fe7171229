/** Masks for the output of a command whose files can change: new values are hidden from the moment they are known. */

import { masksOf } from "../../core/edits/encode.js";
import type { Mask } from "../../core/edits/mask.js";
import type { Redacted } from "../../core/secrets/redacted.js";
import type { Selected } from "../../core/values/select/selected.js";

type Values = readonly Redacted<Selected>[];

export interface GrowingMasks {
  /** Makes the mask of one stream. */
  mask(): Mask;
  /** Hides these too, in every stream. */
  add(values: Values): void;
}

interface Stream {
  mask: Mask;
  /** Held back by the mask before this one. */
  pending: Uint8Array;
}

/** Old values stay hidden, because a command can print them long after a rotation. */
export function growingMasks(first: Values): GrowingMasks {
  let all = first;
  let make = masksOf(all);
  const streams: Stream[] = [];
  return {
    mask() {
      const stream: Stream = { mask: make(), pending: new Uint8Array() };
      streams.push(stream);
      const resumed = () => {
        const bytes = stream.mask.push(stream.pending);
        stream.pending = new Uint8Array();
        return bytes;
      };
      return {
        push: (chunk) => Buffer.concat([resumed(), stream.mask.push(chunk)]),
        end: () => Buffer.concat([resumed(), stream.mask.end()]),
        handOver: () => Buffer.concat([stream.pending, stream.mask.handOver()]),
      };
    },
    add(values) {
      all = [...all, ...values];
      make = masksOf(all);
      for (const stream of streams) {
        stream.pending = Buffer.concat([stream.pending, stream.mask.handOver()]);
        stream.mask = make();
      }
    },
  };
}
