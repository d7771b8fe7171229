/** Where an output really is: the file at the end of all links, or a stream that only looks like a file. */

import { lstatSync, promises, readlinkSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

const MOST_LINKS = 40;

/** The names of what the shell has opened. One can be a file, which must not be replaced. */
const OPENED = /^\/dev\/(?:stdout|stderr|fd\/\d+)$|^\/proc\/(?:self|\d+)\/fd\/\d+$/;

/**
 * The path that a write has to replace, so that a link stays a link. Neither the file nor its directories need to exist.
 * @throws NodeJS.ErrnoException of the file system: ELOOP, ENOTDIR, EACCES
 */
export async function placeOf(path: string): Promise<string> {
  if (/[\\/]$/.test(path) && dirname(path) !== path) throw failure("EISDIR");
  let here = resolve(path);
  for (let links = 0; links < MOST_LINKS; links += 1) {
    refuseForeignLinks(here);
    const found = await promises.realpath(here).catch(unlessMissing);
    if (found !== undefined) return found;
    if (dirname(here) === here) return here;
    const beside = join(await placeOf(dirname(here)), basename(here));
    const target = await promises.readlink(beside).catch(() => undefined);
    if (target === undefined) return beside;
    here = resolve(dirname(beside), target);
  }
  throw failure("ELOOP");
}

/**
 * As Linux does in `/tmp` (`fs.protected_symlinks`), which `realpath` gets around: a link is followed only where it belongs to us,
 * to root or to the owner of its directory.
 * @throws NodeJS.ErrnoException EFOREIGN
 */
function refuseForeignLinks(path: string, links = { left: MOST_LINKS }): void {
  const us = process.geteuid?.();
  if (us === undefined || OPENED.test(path)) return;
  if (dirname(path) !== path) refuseForeignLinks(dirname(path), links);
  const link = lstatSync(path, { throwIfNoEntry: false });
  if (link?.isSymbolicLink() !== true) return;
  if (![0, us, statSync(dirname(path)).uid].includes(link.uid)) throw failure("EFOREIGN");
  links.left -= 1;
  if (links.left < 0) throw failure("ELOOP");
  refuseForeignLinks(resolve(dirname(path), readlinkSync(path)), links);
}

/** Whether the shell has opened it. */
export function isOpened(path: string): boolean {
  return OPENED.test(resolve(path));
}

/** Whether it is a pipe, a device, or opened by the shell: such a thing is written to, not replaced. */
export async function isStream(path: string): Promise<boolean> {
  if (OPENED.test(resolve(path))) return true;
  const stats = await promises.stat(path).catch(() => undefined);
  return stats !== undefined && !stats.isFile() && !stats.isDirectory();
}

export async function isDirectory(path: string): Promise<boolean> {
  return (await promises.stat(path).catch(() => undefined))?.isDirectory() === true;
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** An error like one of the file system. */
export function failure(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

function unlessMissing(thrown: NodeJS.ErrnoException): undefined {
  if (thrown.code !== "ENOENT") throw thrown;
  return undefined;
}
