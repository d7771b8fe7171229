/** An end to answers: no other side may fill the memory, whoever it is and however slowly it sends. */

import { pipeline, type Readable, Transform } from "node:stream";
import { BATCH_SIZE } from "../../../core/services/secrets-manager/calls.js";
import { networkError } from "../errors/errors.js";

/** As large as the answer to a batch can be, with all that JSON adds to its secrets, and room for more. */
export const LARGEST_ANSWER = BATCH_SIZE * 2_000_000;

interface Response {
  readonly headers: Readonly<Record<string, string>>;
  body?: Readable;
}

/** Its body fails where it is larger. One that says its length, as AWS does, cannot be longer, and needs no counting. */
export function limitAnswer<T extends Response>(response: T): T {
  const { headers, body } = response;
  if (body === undefined) return response;
  const length = Number(headers["content-length"]);
  if (length > LARGEST_ANSWER) {
    body.destroy();
    throw tooLarge();
  }
  if (length >= 0) return response;
  let size = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length;
      if (size > LARGEST_ANSWER) done(tooLarge());
      else done(null, chunk);
    },
  });
  response.body = pipeline(body, counted, () => {});
  return response;
}

/** Asked again it would come again, so the SDK is not told that it may. */
export function tooLarge(): Error {
  const detail = `an answer of more than ${LARGEST_ANSWER / 1_000_000} MB, larger than any that AWS gives`;
  return networkError({ kind: "service", detail });
}
