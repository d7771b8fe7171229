/**
 * Has Node keep what V8 compiles of the program (Node 22.8 and later), which makes a start a tenth shorter. What is kept there is
 * run by the next start, so it is kept only where nobody but the user can put anything.
 */

import { lstatSync, mkdirSync, realpathSync } from "node:fs";
import module from "node:module";
import { dirname, isAbsolute, join } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

const NODE = module as { enableCompileCache?(directory: string): unknown; flushCompileCache?(): void };

/** Does nothing, and never throws, where there is no such place or no such Node. */
export function keepCompiled(env: Env): void {
  const { enableCompileCache } = NODE;
  const caches = cacheHome(env);
  if (enableCompileCache === undefined || caches === undefined || env["NODE_DISABLE_COMPILE_CACHE"]) return;
  try {
    const directory = realDirectory(join(caches, "arnsubst")) ?? madeDirectory(caches);
    if (directory !== undefined && isPrivate(directory)) enableCompileCache(directory);
  } catch {}
}

/** Node does so when it ends; for a process that another program is to take the place of. */
export function flushCompiled(): void {
  NODE.flushCompileCache?.();
}

/** https://specifications.freedesktop.org/basedir-spec: a relative path is to be ignored. */
function cacheHome({ XDG_CACHE_HOME: caches = "", HOME: home = "" }: Env): string | undefined {
  if (isAbsolute(caches)) return caches;
  return isAbsolute(home) ? join(home, ".cache") : undefined;
}

/** The home of a user who has none is not made; and nothing in what is another user's, as HOME may be with sudo. */
function madeDirectory(caches: string): string | undefined {
  const directory = join(caches, "arnsubst");
  for (const path of [caches, directory]) {
    if (!isOursAlone(realpathSync.native(dirname(path)))) return undefined;
    if (realDirectory(path) === undefined) mkdirSync(path, { mode: 0o700 });
  }
  return realDirectory(directory);
}

function realDirectory(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** Node makes a directory in it that anybody may write to whom the umask lets. */
function isPrivate(directory: string): boolean {
  return (lstatSync(directory).mode & 0o077) === 0 && isOursAlone(directory);
}

/** Whether only the user, or root, can change what stands at this real path: it or any directory above it. */
function isOursAlone(path: string): boolean {
  const { uid, mode } = lstatSync(path);
  const isSticky = uid === 0 && (mode & 0o1000) !== 0;
  const isOurs = (uid === 0 || uid === process.geteuid?.()) && (isSticky || (mode & 0o022) === 0);
  return isOurs && (dirname(path) === path || isOursAlone(dirname(path)));
}
