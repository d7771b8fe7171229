/**
 * Which paths a set of globs matches. A path is walked once, with all the places in the patterns that it could have come
 * to, as a Thompson automaton does: a regular expression made of `*a*a*a*c` takes half a minute for a name of a thousand
 * characters, and whoever may change the config could so stop every check.
 */

import { type Glob, type GlobPart, parseGlob } from "./parse.js";

/** A place in the patterns; one without `takes` is passed without taking a character. */
interface State {
  readonly takes?: (character: string) => boolean;
  readonly next: State[];
  /** What a character that it takes leads to, once that was asked for: states that take one. */
  behind?: readonly State[];
  /** The step in which it was reached last. */
  reachedIn: number;
}

/** Whether one of the patterns matches a path, or a directory that it is in. The path has slashes, and none in front. */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  const end = taking(() => false);
  const globs = patterns.map(parseGlob).flatMap((parsed) => ("glob" in parsed ? [parsed.glob] : []));
  const start = takers(globs.map((glob) => build(glob, end)));
  let step = 0;
  const reach = (states: readonly State[], reached: State[]) => {
    for (const state of states) {
      if (state.reachedIn === step) continue;
      state.reachedIn = step;
      reached.push(state);
    }
  };
  return (path) => {
    let reached: State[] = [];
    step += 1;
    reach(start, reached);
    let last = "";
    for (const character of path) {
      if (end.reachedIn === step && (character === "/" || last === "/")) return true;
      if (reached.length === 0) return false;
      const before = reached;
      reached = [];
      step += 1;
      for (const state of before) {
        if (!state.takes?.(character)) continue;
        state.behind ??= takers(state.next);
        reach(state.behind, reached);
      }
      last = character;
    }
    return end.reachedIn === step;
  };
}

/** The states that take a character, from these on. */
function takers(states: readonly State[], seen = new Set<State>()): readonly State[] {
  return states.flatMap((state) => {
    if (seen.has(state)) return [];
    seen.add(state);
    return state.takes === undefined ? takers(state.next, seen) : [state];
  });
}

/** The state from which what is left of the pattern leads to `then`. */
function build(glob: Glob, then: State): State {
  return glob.reduceRight((behind, part) => stateOf(part, behind), then);
}

function stateOf(part: GlobPart, then: State): State {
  switch (part.kind) {
    case "one":
      return taking(part.takes, then);
    case "star":
      return repeated((character) => character !== "/", then);
    case "everything":
      return repeated(() => true, then);
    case "directories":
      return stateTo(
        then,
        repeated(
          () => true,
          taking((character) => character === "/", then),
        ),
      );
    case "either":
      return stateTo(...part.alternatives.map((each) => build(each, then)));
  }
}

function repeated(takes: (character: string) => boolean, then: State): State {
  const entry = stateTo(then);
  entry.next.push(taking(takes, entry));
  return entry;
}

function taking(takes: (character: string) => boolean, ...next: State[]): State {
  return { takes, next, reachedIn: 0 };
}

function stateTo(...next: State[]): State {
  return { next, reachedIn: 0 };
}
