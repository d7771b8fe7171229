/**
 * Configuration as people write it, nested block mappings and sequences above all, and what a slip of the hand makes of
 * it: a character too many or too few, a line moved, lost or there twice. Much of it is YAML no longer.
 */

import fc from "fast-check";

/** What stands behind `key:` or `-`, and the lines below it, indented against the collection they stand in. */
type Lines = readonly [string, ...string[]];

const word = fc.constantFrom(
  ..."a one arn:e é 😀 a.b/c $o a,b it's w#h u:v -x ?e 1 x\u00a0y \u2028 日本".split(" "),
);
const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(" "));
const key = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom("a", "be", "two words", "<<", '"q e"', "'s e'", "arn:x", "/p/{id}"),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "é",
      "-1",
      "&x a",
      "!t a",
      "*x ",
      "[a]",
      '"a\\"b"',
      "'it''s'",
      "a  b",
      "",
      "? a",
    ),
  },
);
const comment = fc.constantFrom("", "", "", "", " # c", " #e: e", "  ", "\t# c");
const before = fc.constantFrom("", "", "", "", "", "&x ", "!t ", "&x !t ", "!!str ");
const value = fc.oneof(
  { weight: 4, arbitrary: words },
  { weight: 1, arbitrary: words.map((text) => `"${text}"`) },
  { weight: 1, arbitrary: words.map((text) => `'${text.replaceAll("'", "''")}'`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...'*x|[a, \'e\']|[]|{}|{a: e}|[a: e]|[[e]]|\'a\'b|"\\n"|"\\x61"|"a\\|\'|"|- e|? e|: e|-|?|@|a: b|a:|#|%|&x|!t|---|... e|~|a #|\ta'.split(
        "|",
      ),
    ),
  },
);
const onLine = fc
  .tuple(before, value, comment)
  .map(([props, text, note]): Lines => [` ${props}${text}${note}`]);

const block = fc
  .tuple(
    fc.constantFrom("|", ">", "|-", ">+", "|2", ">1-"),
    comment,
    fc.array(
      fc.oneof(words, fc.constantFrom("", " ", "    ", " e", "# c", "a: b", "- x", "---", "\t", "%")),
      {
        maxLength: 4,
      },
    ),
    fc.constantFrom("", "", "   ", " # c"),
  )
  .map(
    ([header, note, lines, last]): Lines => [
      ` ${header}${note}`,
      ...lines.map((line) => (line === "" ? "" : `  ${line}`)),
      last,
    ],
  );
const manyLines = fc
  .tuple(
    fc.constantFrom("", "'", '"', "[", "{"),
    fc.array(words, { minLength: 2, maxLength: 3 }),
    // What is not indented against its collection stands no further right than its key.
    fc.constantFrom("  ", "  ", "", "\t"),
    fc.constantFrom("", "", "#c", " # c"),
  )
  .map(([open, lines, indent, note]): Lines => {
    const close = open === "[" ? "]" : open === "{" ? "}" : open;
    const [first = "", ...rest] =
      open === "" ? lines : [...lines.slice(0, -1), `${lines.at(-1)}${close}${note}`];
    return [` ${open}${first}`, ...rest.map((line) => `${indent}${line}`)];
  });

function indented(lines: readonly string[], by: number): readonly string[] {
  return lines.map((line) => (line === "" ? line : " ".repeat(by) + line));
}

const { mapping, sequence } = fc.letrec<{
  node: Lines;
  mapping: readonly string[];
  sequence: readonly string[];
}>((tie) => {
  const between = fc.constantFrom<readonly string[]>(
    [],
    [],
    [],
    [],
    [],
    [],
    [""],
    ["# c"],
    ["  #e"],
    ["#x"],
    [" "],
  );
  const step = fc.constantFrom(2, 2, 2, 1, 4);
  const entry = fc
    .tuple(between, key, tie("node"))
    .map(([above, name, [first, ...rest]]) => [...above, `${name}:${first}`, ...rest]);
  const item = fc.oneof(
    fc.tuple(between, tie("node")).map(([above, [first, ...rest]]) => [...above, `-${first}`, ...rest]),
    fc
      .tuple(fc.oneof(tie("mapping"), tie("sequence")), fc.constantFrom(1, 1, 3))
      .map(([lines, gap]) => [`-${" ".repeat(gap)}${lines[0]}`, ...indented(lines.slice(1), 1 + gap)]),
  );
  const some = (one: fc.Arbitrary<readonly string[]>) =>
    fc.array(one, { minLength: 1, maxLength: 3 }).map((all) => all.flat());
  const below = (lines: fc.Arbitrary<readonly string[]>, by: fc.Arbitrary<number>) =>
    fc
      .tuple(fc.constantFrom("", "", "", " # c", " &x", " !t"), lines, by)
      .map(([head, own, width]): Lines => [head, ...indented(own, width)]);
  return {
    mapping: some(entry),
    sequence: some(item),
    node: fc.oneof(
      { maxDepth: 3, depthSize: "small", withCrossShrink: true },
      { weight: 4, arbitrary: onLine },
      { weight: 1, arbitrary: block },
      { weight: 1, arbitrary: manyLines },
      { weight: 3, arbitrary: below(tie("mapping"), step) },
      { weight: 2, arbitrary: below(tie("sequence"), fc.constantFrom(0, 2)) },
    ),
  };
});

const text = fc
  .record({
    documents: fc.array(fc.oneof(mapping, mapping, sequence), { minLength: 1, maxLength: 2 }),
    marker: fc.constantFrom("---", "---", "--- # c", "--- ", "---\t", "---\u00a0", "--- |", "..."),
    newline: fc.constantFrom("\n", "\n", "\n", "\r\n"),
    ended: fc.boolean(),
  })
  .map(
    ({ documents, marker, newline, ended }) =>
      documents.map((lines) => lines.join(newline)).join(newline + marker + newline) + (ended ? newline : ""),
  );

const PIECES = [
  ..." \t\n:#-?,[]{}&*!|>'\"%@\\~ae\u00a0\uFEFF",
  ": ",
  " #",
  "- ",
  "\n  ",
  "\n---\n",
  "\n#x\n",
  "''",
  "\r",
];

/** Where it happens is a number, so that it gets smaller together with the text. */
const slip = fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 500 }), fc.constantFrom(...PIECES));

function slipped(from: string, [kind, number, token]: readonly [number, number, string]): string {
  const at = number % (from.length + 1);
  if (kind < 2) return from.slice(0, at) + token + from.slice(at);
  if (kind === 2) return from.slice(0, at) + from.slice(at + 1);
  const lines = from.split(/(?<=\n)/);
  const index = number % lines.length;
  const line = lines[index] ?? "";
  if (kind === 3) return lines.with(index, ` ${line}`).join("");
  if (kind === 4) return lines.with(index, line.replace(/^ /, "")).join("");
  if (kind === 5) return lines.toSpliced(index, 1).join("");
  if (kind === 6) return lines.toSpliced((index * 7) % lines.length, 0, line).join("");
  return lines.with(index, line.replace(/\r?\n$/, "")).join("");
}

export const nearlyYaml: fc.Arbitrary<string> = fc
  .tuple(text, fc.array(slip, { maxLength: 2 }))
  .map(([whole, slips]) => slips.reduce(slipped, whole));

const LONG_COMMENT = `# ${" ".repeat(2_000)}\n`;

/** With so much in each document that needs no reader that the rest of it is read in parts. */
export function withRoom(text: string): string {
  return LONG_COMMENT + text.replace(/^---[ \t]*\r?\n/gm, `$&${LONG_COMMENT}`);
}
