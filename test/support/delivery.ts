/** The `test` of where resolved texts go: a directory with values for a config, and `resolve` in it. */

import type { Directory } from "./directory.js";
import { EXECUTABLE, type Ran, type Surroundings } from "./run.js";
import { test as base, type Run } from "./test.js";

export const VALUE = "cAnArY7f3b";
export const CONFIG = "a: arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/token-AbCdEf # c\n";
export const RESOLVED = `a: ${VALUE} # c\n`;
/** The beginning of the line that says what was done. */
export const DONE_LINE = "resolved 1 reference to 1 secret from secrets.yaml → ";
const SECRETS = "secrets.yaml";
const COMMAND = `${process.execPath} ${EXECUTABLE} --secrets-file ${SECRETS}`;

export interface Workplace extends Directory {
  /** The config where no content is given. */
  write(name: string, content?: string | Buffer): string;
}

/** Puts values for the config into a directory, among whose names they are not. */
export function withValues(directory: Directory): Workplace {
  directory.write(SECRETS, `prod/token: ${VALUE}\n`);
  return {
    ...directory,
    write: (name, content = CONFIG) => directory.write(name, content),
    names: (below) => directory.names(below).filter((name) => name !== SECRETS),
  };
}

export const test = base
  .extend("directory", ({ directory }) => withValues(directory))
  .extend("shell", ({ shell }): Run<string> => {
    return (command, { env, ...rest } = {}) =>
      shell(command, { env: { ARNSUBST: COMMAND, ...env }, ...rest });
  })
  /** With other settings of Node or its surroundings. */
  .extend("resolveWith", ({ arnsubst }) => {
    return (surroundings: Surroundings, ...args: readonly string[]): Promise<Ran> =>
      arnsubst(["resolve", "--secrets-file", SECRETS, ...args], surroundings);
  })
  .extend("resolve", ({ resolveWith }) => {
    return (...args: readonly string[]) => resolveWith({}, ...args);
  });

/** Code of the test's own, run in front of the executable with Node's file system (`fs`) at hand to tamper with. */
export function tampering(code: string): { readonly node: readonly string[] } {
  const module = `import fs from "node:fs/promises";
    import { syncBuiltinESMExports } from "node:module";
    import { readdirSync, statSync } from "node:fs";
    ${code}
    syncBuiltinESMExports();`;
  return { node: ["--import", `data:text/javascript,${encodeURIComponent(module)}`] };
}
