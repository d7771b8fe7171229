/** An end to answers: no other side may fill the memory, whoever it is and however slowly it sends. */

import { pipeline, type Readable, Transform } from "node:stream";
import { networkError } from "./network-error.js";

/** As large as an answer can be, 20 secrets (BatchGetSecretValue) with all that JSON adds to them, and room for more. */
export const LARGEST_ANSWER = 20 * 2_000_000;

interface Response {
  readonly headers: Readonly<Record<string, string>>;
  body?: Readable;
}

/** Its body fails where it is larger; one that says so itself is not read at all. */
export function limitAnswer<T extends Response>(response: T): T {
  const { headers, body } = response;
  if (body === undefined) return response;
  if (Number(headers["content-length"]) > LARGEST_ANSWER) {
    body.destroy();
    throw tooLarge();
  }
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
  const detail = `an answer of more than ${LARGEST_ANSWER / 1_000_000} MB, which no secrets can be`;
  return networkError({ kind: "service", detail });
}
