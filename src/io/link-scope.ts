/** How far a link in a directory may lead: to what is in that directory, or in the git repository around it. */

import { realpathSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";
import { repositoryRoot } from "./repository.js";

export interface LinkScope {
  /** Whether a path without links is in the scope. */
  contains(realPath: string): boolean;
  /** Whether a link leads to what is in the directory itself, where it is met without the link. */
  isSeen(path: string): boolean;
}

/** The system is asked when there is a first link. */
export function linkScopeOf(directory: string): LinkScope {
  let known: readonly [directory: string, ...repository: string[]] | undefined;
  const roots = () => {
    known ??= rootsOf(realpathSync(directory));
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

function rootsOf(directory: string): readonly [directory: string, ...repository: string[]] {
  const root = repositoryRoot(directory);
  return root === undefined ? [directory] : [directory, root];
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
