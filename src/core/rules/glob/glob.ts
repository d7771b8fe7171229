/**
 * Matches paths with globs, by a nondeterministic automaton (Thompson's construction) that reads each path once. A regular
 * expression for `*a*a*a*c` takes half a minute for a name of a thousand characters, so that a change of the config could
 * stop every check.
 */

import { type Glob, type GlobPart, parseGlob } from "./parse.js";

/** A state of the automaton. One without `matches` is passed without reading a character. */
interface State {
  readonly matches?: (character: string) => boolean;
  readonly next: State[];
  /** The states that read the next character. Computed on first use. */
  readers?: readonly State[];
  /** The last step that reached it. */
  reachedIn: number;
}

/** Whether one of the patterns matches a path or one of its directories. The path is relative and has slashes. */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  const end = reading(() => false);
  const globs = patterns.map(parseGlob).flatMap((parsed) => ("glob" in parsed ? [parsed.glob] : []));
  const start = readersFrom(globs.map((glob) => build(glob, end)));
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
        if (!state.matches?.(character)) continue;
        state.readers ??= readersFrom(state.next);
        reach(state.readers, reached);
      }
      last = character;
    }
    return end.reachedIn === step;
  };
}

/** The first states that read a character, from these on. */
function readersFrom(states: readonly State[], seen = new Set<State>()): readonly State[] {
  return states.flatMap((state) => {
    if (seen.has(state)) return [];
    seen.add(state);
    return state.matches === undefined ? readersFrom(state.next, seen) : [state];
  });
}

/** The start state of a glob that leads to `then`. */
function build(glob: Glob, then: State): State {
  return glob.reduceRight((next, part) => stateOf(part, next), then);
}

function stateOf(part: GlobPart, then: State): State {
  switch (part.kind) {
    case "one":
      return reading(part.matches, then);
    case "star":
      return repeated((character) => character !== "/", then);
    case "everything":
      return repeated(() => true, then);
    case "directories":
      return stateTo(
        then,
        repeated(
          () => true,
          reading((character) => character === "/", then),
        ),
      );
    case "either":
      return stateTo(...part.alternatives.map((each) => build(each, then)));
  }
}

function repeated(matches: (character: string) => boolean, then: State): State {
  const entry = stateTo(then);
  entry.next.push(reading(matches, entry));
  return entry;
}

function reading(matches: (character: string) => boolean, ...next: State[]): State {
  return { matches, next, reachedIn: 0 };
}

function stateTo(...next: State[]): State {
  return { next, reachedIn: 0 };
}
