/** A context for a look whose messages are shown later, or not at all, because a failure is reported only once. */

import { Writable } from "node:stream";
import type { CliContext } from "../context/context.js";

interface Recording {
  readonly context: CliContext;
  /** All that was written to stderr. */
  said(): string;
}

export function recording(context: CliContext): Recording {
  const chunks: Buffer[] = [];
  const stderr = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  return {
    // The values that a runner has to hide are not for the recording.
    context: Object.create(context, {
      stderr: { value: stderr },
      runnerLog: { get: () => context.stderr },
    }) as CliContext,
    said: () => Buffer.concat(chunks).toString(),
  };
}
