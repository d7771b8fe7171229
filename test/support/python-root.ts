/**
 * A root of Debian with Python and no Node, and processes in it. `.ci/run` lays it out (ARNSUBST_PYTHON_ROOT), with the wheel,
 * the sdist and what they need in its `/packages`.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Ran, runProcess } from "./run.js";

export const PYTHON_ROOT = process.env["ARNSUBST_PYTHON_ROOT"];
/** Where `chroot` is outside, and the usual programs inside. */
export const PATH = "/usr/local/bin:/usr/sbin:/usr/bin:/bin";
export const OFFLINE = "--quiet --disable-pip-version-check --no-index --find-links /packages";

/** A path of the root, from outside. */
export const at = (path: string): string => join(PYTHON_ROOT ?? "/nonexistent", path);

/** A shell in the root, with nothing of this process's environment; `as` is for `chroot`, as in `--userspec=1000:1000`. */
export function runInRoot(
  command: string,
  env: Readonly<Record<string, string>> = {},
  as: readonly string[] = [],
): Promise<Ran> {
  return runProcess("chroot", [...as, at("/"), "/bin/sh", "-c", command], { env: { PATH, ...env } });
}

/** Puts a file into the root. */
export function put(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text, { mode });
}

/** Installs the wheel into a virtual environment of its own. */
export async function install(directory: string): Promise<void> {
  const done = await runInRoot(
    `python3 -m venv --clear ${directory} && ${directory}/bin/pip install ${OFFLINE} /packages/arnsubst-*.whl`,
  );
  if (done.status !== 0) throw new Error(done.stderr);
}
