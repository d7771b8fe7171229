/** A directory with a config and values for it, and ways to run `resolve` in it. */

import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { EXECUTABLE, type Ran, runExecutable, runProcess } from "./run.js";

export const VALUE = "cAnArY7f3b";
export const CONFIG = "a: arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/token-AbCdEf # c\n";
export const RESOLVED = `a: ${VALUE} # c\n`;
/** The beginning of the line that says what was done. */
export const DONE_LINE = "resolved 1 reference to 1 secret from secrets.yaml → ";

export interface Workshop {
  readonly directory: string;
  /** `content`, or the config, in a file; its path. */
  file(name: string, content?: string): string;
  /** All that is there but the secrets file. */
  names(below?: string): readonly string[];
  /** In octal: `600`. */
  modeOf(name: string): string;
  resolve(...args: readonly string[]): Promise<Ran>;
  /** With other settings of Node or its surroundings. */
  resolveWith(
    surroundings: { readonly node?: readonly string[]; readonly env?: Readonly<Record<string, string>> },
    ...args: readonly string[]
  ): Promise<Ran>;
  /** A shell in the directory, in which `$ARNSUBST` is the command. */
  shell(command: string): Promise<Ran>;
  remove(): void;
}

export function openWorkshop(): Workshop {
  const directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  writeFileSync(join(directory, "secrets.yaml"), `prod/token: ${VALUE}\n`);
  const resolveWith: Workshop["resolveWith"] = (surroundings, ...args) =>
    runExecutable(["resolve", "--secrets-file", "secrets.yaml", ...args], {
      cwd: directory,
      ...surroundings,
    });
  return {
    directory,
    file(name, content = CONFIG) {
      const path = join(directory, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    names: (below = ".") =>
      existsSync(join(directory, below))
        ? readdirSync(join(directory, below))
            .filter((name) => name !== "secrets.yaml")
            .sort()
        : [],
    modeOf: (name) => (statSync(join(directory, name)).mode & 0o777).toString(8),
    resolve: (...args) => resolveWith({}, ...args),
    resolveWith,
    shell: (command) =>
      runProcess("/bin/sh", ["-c", command], {
        cwd: directory,
        env: { ARNSUBST: `${process.execPath} ${EXECUTABLE} --secrets-file secrets.yaml` },
      }),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Code of the test's own, run in front of the executable with Node's file system (`fs`) at hand to tamper with. */
export function tampering(code: string): { readonly node: readonly string[] } {
  const module = `import fs from "node:fs/promises";
    import { syncBuiltinESMExports } from "node:module";
    import { readdirSync, statSync } from "node:fs";
    ${code}
    syncBuiltinESMExports();`;
  return { node: ["--import", `data:text/javascript,${encodeURIComponent(module)}`] };
}
