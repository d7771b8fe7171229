/** How far a link in a folder may lead: to what is in that folder, or in the git repository around it. */

import { lstatSync, realpathSync, type Stats } from "node:fs";
import { dirname, isAbsolute, relative, sep } from "node:path";
import { findUpwards } from "./find-upwards.js";

export interface LinkScope {
  /** Whether a path without links is in the scope. */
  contains(realPath: string): boolean;
  /** Whether a link leads to what is in the folder itself, where it is met without the link. */
  isSeen(path: string): boolean;
}

/** The system is asked when there is a first link. */
export function linkScopeOf(folder: string): LinkScope {
  let known: readonly [folder: string, ...repository: string[]] | undefined;
  const roots = () => {
    known ??= rootsOf(realpathSync(folder));
    return known;
  };
  return {
    contains: (realPath) => roots().some((root) => isBelow(root, realPath)),
    isSeen(path) {
      try {
        const real = realpathSync(path);
        return real === roots()[0] || isBelow(roots()[0], real);
      } catch {
        return false;
      }
    },
  };
}

function rootsOf(folder: string): readonly [folder: string, ...repository: string[]] {
  const git = findUpwards(".git", folder);
  return typeof git === "string" && isTrusted(git, folder) ? [folder, dirname(git)] : [folder];
}

/** Anybody can make a `.git` in /tmp, and it must not open all of /tmp. */
function isTrusted(git: string, folder: string): boolean {
  const owner = ownerOf(git);
  return owner === process.getuid?.() || owner === 0 || owner === ownerOf(folder);
}

function ownerOf(path: string): Stats["uid"] | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.uid;
}

/** What git itself keeps is never meant: its config can hold a token. */
function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  const steps = way.split(sep);
  return (
    way !== "" &&
    !isAbsolute(way) &&
    steps[0] !== ".." &&
    !steps.some((step) => step.toLowerCase() === ".git")
  );
}
