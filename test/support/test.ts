/**
 * The `test` of what runs the command. Each test gets what it names: `test("…", async ({ directory, arnsubst }) => …)`. The
 * directory is its own and goes with it; the secrets are on a server on loopback that a file of tests shares.
 */

import { test as base } from "vitest";
import { openDirectory } from "./directory.js";
import { EXECUTABLE, type Ran, runExecutable, runInProcess, runProcess, type Surroundings } from "./run.js";
import { startSecretsServer } from "./secrets-server.js";

/** What is left out of the surroundings is that of the directory. */
export type Run<Given> = (given: Given, surroundings?: Surroundings) => Promise<Ran>;

/** In a shell `$ARNSUBST` is the command. */
const COMMAND = { ARNSUBST: `${process.execPath} ${EXECUTABLE}` };

export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures this one needs
  .extend("directory", ({}, { onCleanup }) => {
    const directory = openDirectory();
    onCleanup(() => directory.remove());
    return directory;
  })
  /** The real executable. */
  .extend("arnsubst", ({ directory }): Run<readonly string[]> => {
    return (args, surroundings) => runExecutable(args, { cwd: directory.path, ...surroundings });
  })
  /** The same in this process, for what only its output and status are looked at: a hundred times as fast. */
  .extend("inProcess", ({ directory }): Run<readonly string[]> => {
    return (args, surroundings) => runInProcess(args, { cwd: directory.path, ...surroundings });
  })
  .extend("shell", ({ directory }): Run<string> => {
    return (command, { env, ...rest } = {}) =>
      runProcess("bash", ["-c", command], { cwd: directory.path, env: { ...COMMAND, ...env }, ...rest });
  })
  // biome-ignore lint/correctness/noEmptyPattern: as above
  .extend("listening", { scope: "file" }, async ({}, { onCleanup }) => {
    const server = await startSecretsServer();
    onCleanup(() => server.close());
    return server;
  })
  /** A Secrets Manager on loopback, without a secret until the test gives it some. */
  .extend("server", ({ listening }) => {
    listening.reset([]);
    return listening;
  });
