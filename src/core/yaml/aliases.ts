/** The scalars that the aliases of a source stand for. */

import type { Alias } from "yaml";
import type { Source, Span } from "../text/source.js";
import { composeDocuments, spanOf } from "./compose.js";
import { type Context, collectScalars, directivesByLine, type ScannedScalar } from "./scalars.js";

interface AliasedScalar {
  /** The place of the alias. */
  readonly alias: Span;
  /** The scalar with the path and context of the alias. Its span is that of the anchored text. */
  readonly scalar: ScannedScalar;
}

/** One alias can stand for many scalars, and a file can have many aliases. */
const MOST_SCALARS = 100_000;

/** The scalars of all aliases, up to the first error. Does not follow aliases within what an alias stands for. */
export function aliasedScalars({ text }: Source): readonly AliasedScalar[] {
  const composed = composeDocuments(text);
  if ("reason" in composed) return [];
  const directiveOn = directivesByLine(text, composed.directives);
  const aliased: AliasedScalar[] = [];
  for (const { contents, errors } of composed.documents) {
    if (errors.length > 0) break;
    const anchors = new Map<string, unknown>();
    const onAlias = (node: Alias, context: Context) => {
      const into: ScannedScalar[] = [];
      const target = anchors.get(node.source);
      if (aliased.length < MOST_SCALARS) collectScalars(target, { text, directiveOn, into }, merged(context));
      for (const scalar of into) aliased.push({ alias: spanOf(node), scalar });
    };
    collectScalars(contents, { text, directiveOn, into: [], anchors, onAlias });
  }
  return aliased;
}

/** The merge key `<<` puts entries into the mapping that holds it. */
function merged(context: Context): Context {
  const { path, parent } = context;
  return path.at(-1) === "<<" ? { ...context, path: path.slice(0, -1), parent: parent?.parent } : context;
}
