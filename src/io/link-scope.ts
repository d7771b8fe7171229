/** How far a link in a folder may lead: to what is in that folder, or in the git repository around it. */

import { realpathSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";
import { repositoryRoot } from "./repository.js";

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
  const root = repositoryRoot(folder);
  return root === undefined ? [folder] : [folder, root];
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
