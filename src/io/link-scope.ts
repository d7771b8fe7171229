/** Where links in a directory may lead: into that directory, or into the git repository around it. */

import { realpathSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";
import { repositoryRoot } from "./repository.js";

export interface LinkScope {
  /** Whether the scope holds a path, which is free of links. */
  contains(realPath: string): boolean;
  /** Whether a link leads into the directory itself, where the walk finds its target anyway. */
  leadsInside(path: string): boolean;
}

/** Looks for the repository only when there is a link. */
export function linkScopeOf(directory: string): LinkScope {
  let known: readonly [directory: string, ...repository: string[]] | undefined;
  const roots = () => {
    known ??= rootsOf(realpathSync(directory));
    return known;
  };
  return {
    contains: (realPath) => roots().some((root) => isBelow(root, realPath)),
    leadsInside(path) {
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

/** Never true of files in `.git`: its config can hold a token. */
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
