/** Limits the size of answers, so that no server can fill the memory. */

import { pipeline, type Readable, Transform } from "node:stream";
import { BATCH_SIZE } from "../../../core/services/secrets-manager/calls.js";
import { networkError } from "../errors/errors.js";

/** Bytes: more than the largest answer to a batch, with all that JSON adds to its secrets. */
export const LARGEST_ANSWER = BATCH_SIZE * 2_000_000;

interface Response {
  readonly headers: Readonly<Record<string, string>>;
  body?: Readable;
}

/**
 * Makes the body fail where it is too large. Does not count bytes where the answer has a length, as those of AWS do: it
 * cannot be longer than that.
 *
 * @throws Error with a reason, where the answer's length is too large
 */
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

/** The error for an answer that is too large. The SDK does not retry it, because the answer would be as large again. */
export function tooLarge(): Error {
  const detail = `an answer of more than ${LARGEST_ANSWER / 1_000_000} MB, which is more than AWS ever sends`;
  return networkError({ kind: "service", detail });
}
