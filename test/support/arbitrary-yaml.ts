/**
 * YAML made by chance: mappings and lists in block and flow style, every kind of scalar, comments, anchors, tags, space
 * lines, indentation, line ends, a BOM, directives and several documents. `@` stands for a bare reference, `${@}`
 * for an embedded one.
 */

import fc from "fast-check";

interface Shape {
  readonly step: number;
  readonly newline: string;
  /** Whether lines in brackets, braces and quotes may stand in any column, and comments right behind these. */
  readonly loose: boolean;
}

type Render = (indent: number, shape: Shape, inFlow: boolean) => string;

const word = fc.constantFrom("alpha", "beta", "x1", "it", "be-ta", "日本", "a:b", "c#d", "é", "42", "😀");
const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(" "));
const reference = fc.constantFrom("@", "${@}");
/** Text with a reference in it, or without. */
const content = fc.oneof(
  { weight: 3, arbitrary: reference },
  {
    weight: 2,
    arbitrary: fc
      .tuple(words, fc.constantFrom("", " "), words)
      .map(([a, space, b]) => `${a}${space}\${@}${space}${b}`),
  },
  { weight: 1, arbitrary: fc.constant("${@}${@}") },
  { weight: 3, arbitrary: words },
);
const comment = fc.option(
  words.map((text) => ` # ${text}`),
  { nil: "", freq: 3 },
);
const props = fc.constantFrom("", "", "", "", "!!str ", "! ", "&anchor ");

/** Each begins behind `key:` or `-`, with its space, and ends before the line break. */
const quotedComment = fc.constantFrom("", "", "#c", "# c: d", "#'");
const column = fc.nat({ max: 6 });

const plain: fc.Arbitrary<Render> = fc.tuple(props, content, comment).map(
  ([before, text, note]) =>
    (_, __, inFlow) =>
      inFlow
        ? ` ${text.includes("{") ? `'${text}'` : text.replace(/[:#]/g, "")}`
        : ` ${before}${text}${note}`,
);
const quoted: fc.Arbitrary<Render> = fc
  .tuple(props, content, fc.constantFrom("'", '"'), comment, quotedComment)
  .map(
    ([before, text, pattern, note, close]) =>
      (_, { loose }, inFlow) =>
        ` ${inFlow ? "" : before}${pattern}${text}${pattern}${inFlow ? "" : loose ? close : note}`,
  );
const escaped: fc.Arbitrary<Render> = content.map(
  (text) => () => ` "\\t${text === "@" ? "${@}" : text}\\u00e9"`,
);
const manyLines: fc.Arbitrary<Render> = fc
  .tuple(
    fc.array(fc.oneof(words, fc.constant("${@}"), fc.constant("x${@}")), { minLength: 2, maxLength: 3 }),
    fc.constantFrom("", "'", '"'),
    column,
    fc.constantFrom("", "\n", "\n\n"),
  )
  .map(([lines, pattern, left, last]) => (indent, { newline, step, loose }, inFlow) => {
    const kept = pattern === "" ? lines.map((line) => line.replace(/[:#]/g, "")) : lines;
    if (loose && pattern !== "") {
      const pad = " ".repeat(left);
      return ` ${pattern}${kept.join(newline + pad)}${last === "" ? "" : last.replaceAll("\n", newline) + pad}${pattern}`;
    }
    if (inFlow) return ` '${kept[0]}'`;
    return ` ${pattern}${kept.join(newline + " ".repeat(Math.max(indent, 0) + step))}${pattern}`;
  });
const block: fc.Arbitrary<Render> = fc
  .tuple(
    fc.constantFrom("|", "|-", "|+", ">", ">-"),
    comment,
    fc.array(fc.oneof(content, fc.constant("")), { minLength: 1, maxLength: 4 }),
  )
  .map(([header, note, lines]) => (indent, { newline, step }, inFlow) => {
    if (inFlow) return ' "${@}"';
    const pad = " ".repeat(Math.max(indent, 0) + step);
    // The first line shows the indentation, the last one belongs to the scalar.
    const body = ["first", ...lines, "last ${@}"].map((line) => (line === "" ? "" : pad + line));
    return ` ${header}${note}${newline}${body.join(newline)}`;
  });
const scalar: fc.Arbitrary<Render> = fc.oneof(plain, quoted, escaped, manyLines, block);

/** The inside of a flow collection, and what closes it. */
function inLines(
  entries: readonly string[],
  [left, note, behind]: readonly [column: number, note: string, behind: string],
  { newline, loose }: Shape,
  inFlow: boolean,
  close: string,
): string {
  if (!loose || left === 6) return `${entries.join(",")} ${close}`;
  const pad = `${note}${newline}${" ".repeat(left)}`;
  return `${pad}${entries.join(`,${pad}`)}${newline}${" ".repeat(left)}${close}${inFlow ? "" : behind}`;
}

const { node } = fc.letrec<{ node: Render }>((tie) => {
  const children = fc.array(fc.tuple(tie("node"), comment, fc.nat({ max: 5 })), {
    minLength: 1,
    maxLength: 3,
  });
  const gap = fc.tuple(column, fc.constantFrom("", "", "#c", " # c: ]"), quotedComment);
  const mapping = fc.tuple(children, fc.boolean(), gap).map(
    ([items, flow, between]): Render =>
      (indent, shape, inFlow) => {
        const { newline, step } = shape;
        if (flow || inFlow) {
          const entries = items.map(([item], at) => `k${at}:${item(indent, shape, true)}`);
          return ` {${inLines(entries, between, shape, inFlow, "}")}`;
        }
        const inner = indent + (indent < 0 ? 1 : step);
        const lines = items.map(([item, note, gap], at) => {
          const before = gap === 0 ? `${newline}${" ".repeat(inner)}#${note}` : gap === 1 ? newline : "";
          return `${before}${newline}${" ".repeat(inner)}k${at}:${item(inner, shape, false)}`;
        });
        return lines.join("");
      },
  );
  const list = fc.tuple(children, fc.boolean(), gap).map(
    ([items, flow, between]): Render =>
      (indent, shape, inFlow) => {
        const { newline, step } = shape;
        if (flow || inFlow) {
          const entries = items.map(([item]) => item(indent, shape, true));
          return ` [${inLines(entries, between, shape, inFlow, "]")}`;
        }
        const inner = indent + (indent < 0 ? 1 : step);
        return items.map(([item]) => `${newline}${" ".repeat(inner)}-${item(inner, shape, false)}`).join("");
      },
  );
  return {
    node: fc.oneof({ depthSize: "small", withCrossShrink: true }, scalar, mapping, list),
  };
});

const document = fc.tuple(
  node,
  fc.constantFrom("---", "--- # a document"),
  fc.constantFrom("", "", "%YAML 1.2"),
);

const textOf = (loose: boolean): fc.Arbitrary<string> =>
  fc
    .record({
      documents: fc.array(document, { minLength: 1, maxLength: 2 }),
      shape: fc.record({
        step: fc.integer({ min: 1, max: 4 }),
        newline: fc.constantFrom("\n", "\n", "\r\n"),
        loose: fc.constant(loose),
      }),
      bom: fc.constantFrom("", "", "\uFEFF"),
      last: fc.boolean(),
    })
    .map(({ documents, shape, bom, last }) => {
      const texts = documents.map(([root, marker, directive], at) => {
        const start =
          directive === "" ? "" : `${at > 0 ? `...${shape.newline}` : ""}${directive}${shape.newline}`;
        return `${start}${marker === "---" ? "---" : "---"}${root(-1, shape, false)}`;
      });
      return bom + texts.join(shape.newline) + (last ? shape.newline : "");
    });

/** A whole text; parts of it may by chance be no YAML, and are for the caller to leave out. */
export const arbitraryYaml = textOf(false);

/** The same with what YAML 1.2 forbids and PyYAML, libyaml and go-yaml read. */
export const looseYaml = textOf(true);

const tempting = fc.constantFrom(
  ...[
    "---",
    "...",
    "- ",
    "yes",
    "Off",
    "null",
    "~",
    "0x1F",
    "0o17",
    "017",
    "1_000",
    "1e3",
    ".inf",
    "12:30:45",
    "2024-01-01",
  ],
  ...[
    "=",
    "<<",
    "\n",
    "\r",
    "\t",
    " ",
    "x",
    "#",
    ": ",
    "'",
    '"',
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    "%",
    "@",
    "`",
    "|",
    ">",
    "&",
    "*",
    "!",
    "?",
  ],
  ...[
    "\u0000",
    "\u0007",
    "\u001b[2J",
    "\u0085",
    "\u00a0",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\uffff",
    "😀",
    "日本",
    "arn",
    "$",
  ],
);

/** Values: any text, and texts made of what tempts a writer of YAML to go wrong. No half surrogate pairs. */
export const arbitraryValue: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
    { weight: 4, arbitrary: fc.array(tempting, { maxLength: 5 }).map((parts) => parts.join("")) },
    {
      weight: 1,
      arbitrary: fc.array(words, { minLength: 2, maxLength: 4 }).map((lines) => `${lines.join("\n")}\n`),
    },
  )
  .filter((text) => !/\p{Surrogate}/u.test(text));
