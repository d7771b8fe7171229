/** Time grows with the input, and not with its square: every row works on n pieces and on 4n, and asserts what comes out. */

import { expect, test } from "vitest";
import { joinDocuments } from "../../src/cli/outputs/join-documents.js";
import { matchesResource } from "../../src/core/policy/match.js";
import { analyse } from "../../src/core/references/analyse.js";
import { check, list, resolve } from "../../src/index.js";
import { fileProvider } from "../../src/providers/file.js";
import { format } from "../../src/report/list-formats/table.js";
import { prettyDiagnostics } from "../../src/report/pretty-diagnostics.js";
import { expectLinear, type Work } from "../support/growth.js";
import { ARN, codesWith, resolveWith, textWith } from "../support/resolve-with.js";

const PARTIAL = ARN.slice(0, -7);

/** Of a row: some seconds, and more where other processes have the processor. */
const TIMEOUT = 120_000;

type Row = readonly [what: string, work: Work];

/** What is found wrong in a text made of n pieces. */
function codes(what: string, textOf: (n: number) => string, expected: readonly string[]): Row {
  return [
    what,
    (n) => {
      const text = textOf(n);
      return () => {
        const found = analyse([{ name: "t.yaml", text }]).diagnostics.map(({ problem }) => problem.code);
        expect([...new Set(found)]).toEqual(expected);
      };
    },
  ];
}

/** As many diagnostics as pieces. */
function counted(what: string, textOf: (n: number) => string): Row {
  return [
    what,
    (n) => {
      const text = textOf(n);
      return () => expect(analyse([{ name: "t", text }]).diagnostics).toHaveLength(n);
    },
  ];
}

/** A YAML text of n pieces and the value for each of its references, and what it resolves to. */
function resolved(what: string, of: (n: number) => readonly [yaml: string, value: string, to: string]): Row {
  return [
    what,
    (n) => {
      const [yaml, value, to] = of(n);
      return async () => expect((await textWith(yaml, value)) === to).toBe(true);
    },
  ];
}

function lines(n: number, line: (index: number) => string): string {
  return Array.from({ length: n }, (_, index) => line(index)).join("");
}

const OTHER = "- \"{{ env_var('X') }}\"\n";

test.each<Row>([
  resolved("references in one scalar", (n) => [`a: "${"${@} ".repeat(n)}"`, "v", `a: "${"v ".repeat(n)}"`]),
  [
    "references in one file, and as many entries in the secrets file",
    (n) => {
      const arns = Array.from({ length: n }, (_, index) => ARN.replace("db", `db${index}`));
      const [secrets, text] = [
        lines(n, (at) => `${arns[at]}: v${at}\n`),
        lines(n, (at) => `- ${arns[at]}\n`),
      ];
      return async () => {
        const provider = fileProvider({ name: "s", text: secrets });
        const { texts } = await resolve([{ name: "t", text }], provider);
        expect(texts?.[0] === lines(n, (at) => `- v${at}\n`)).toBe(true);
      };
    },
  ],
  resolved("scalars in one document", (n) => [`${"- x\n".repeat(n)}- @\n`, "v", `${"- x\n".repeat(n)}- v\n`]),
  [
    "places in a listing",
    (n) => {
      const text = `- ${ARN}\n`.repeat(n);
      return () => {
        const { plan, analysis } = list([{ name: "t", text }]);
        expect(format({ plan, literals: analysis.literals, remaps: [], color: false })).toContain(
          `${n} references to 1 secret: 1 call`,
        );
      };
    },
  ],
  resolved("references beside as many templates", (n) => [
    `${OTHER}- @\n`.repeat(n),
    "v",
    `${OTHER}- v\n`.repeat(n),
  ]),
  ...[
    `${PARTIAL} # arnsubst: ignore arn-partial`,
    `${ARN} # arnsubst: literal`,
    `"{{ aws_secret_var('x') }}" # arnsubst: literal`,
  ].map(
    (value): Row => [
      `comments: ${value}`,
      (n) => {
        const text = `- ${value}\n`.repeat(n);
        return () => expect(check([{ name: "t", text }]).diagnostics).toEqual([]);
      },
    ],
  ),
  counted("keys that name a secret, on lines", (n) => `- ${ARN}:k::\n`.repeat(n)),
  counted("keys that name a secret, on one line", (n) => `[${`{${ARN}}, `.repeat(n)}]`),
  resolved("keys in one mapping", (n) => {
    const keys = lines(n, (at) => `key${at}: value\n`);
    return [`${keys}a: @\n`, "v", `${keys}a: v\n`];
  }),
  [
    "line breaks of a value",
    (n) => {
      const value = `x${"\n".repeat(n)}y`;
      return async () => {
        for (const yaml of ["a: @\n", "a: |\n  ${@}\n"])
          expect((await textWith(yaml, value)).length).toBeGreaterThan(n);
      };
    },
  ],
  resolved("digits of a value that is a number", (n) => ["a: @\n", "1".repeat(n), `a: '${"1".repeat(n)}'\n`]),
  resolved("digits of a value that is none", (n) => [
    "a: @\n",
    `${"1".repeat(n)}x`,
    `a: ${"1".repeat(n)}x\n`,
  ]),
  resolved("spaces behind the header of a block scalar", (n) => [
    `a: |${" ".repeat(n)}\n  \${@}\n`,
    "\0",
    'a: "\\0\\n"\n',
  ]),
  ...['\\"', "[", "{"].map(
    (token): Row => [
      `a value that is no JSON, of many ${token}`,
      (n) => {
        const value = `{"a":"${token.repeat(n)}`;
        return async () => expect(await codesWith("a: @:k\n", value)).toEqual(["secret-not-json"]);
      },
    ],
  ),
  [
    "keys of a JSON secret",
    (n) => {
      const json = JSON.stringify(Object.fromEntries(Array.from({ length: n }, (_, at) => [`k${at}`, at])));
      const yaml = `a: @:k${n - 1}`;
      return async () => expect((await resolveWith(yaml, json)).texts).toEqual([`a: ${n - 1}`]);
    },
  ],
  [
    "texts that become one stream",
    (n) => {
      const texts = Array.from({ length: n }, () => "key: value\n".repeat(20));
      return () => expect(joinDocuments(texts) === texts.join("---\n")).toBe(true);
    },
  ],
])("%s", (_, work) => expectLinear(work), TIMEOUT);

const PREFIX = ARN.replace(/(?<=:secret:).*/, "");

test.each<Row>(
  (
    [
      ["of many stars", (n) => `${PREFIX}${"*".repeat(n)}x`, ARN, false],
      ["of stars only", (n) => "*".repeat(n), ARN, true],
      ["of stars between letters", (n) => `${PREFIX}${"*a".repeat(n)}`, `${PREFIX}${"a".repeat(500)}`, false],
    ] as const satisfies readonly (readonly [string, (n: number) => string, string, boolean])[]
  ).map(([what, patternOf, arn, matches]) => [
    what,
    (n) => {
      const pattern = patternOf(n);
      return () => expect(matchesResource(pattern, arn)).toBe(matches);
    },
  ]),
)("a policy %s", (_, work) => expectLinear(work), TIMEOUT);

test.each<Row>([
  codes("open references", (n) => `a: "${`\${${ARN} `.repeat(n)}"`, ["reference-unterminated"]),
  codes("a template opened again and again", (n) => `a: "${ARN}:${"{{".repeat(n)}"`, []),
  codes("a line that is no YAML, of colons and what may follow one", notYaml, ["yaml-syntax"]),
  codes("spaces behind an ARN, and no filter behind them", (n) => `a: "${ARN}${" ".repeat(n)}y"`, [
    "arn-name",
  ]),
  [
    "findings, and what is shown of the line",
    (n) => {
      const text = `[${`${PARTIAL}, `.repeat(n)}]`;
      return () => {
        const { diagnostics } = check([{ name: "t", text }]);
        expect(prettyDiagnostics(diagnostics, false).match(/note arn-partial/g)).toHaveLength(n);
      };
    },
  ],
  literals(
    "ARNs that a comment keeps",
    (n) => `a: [${`${ARN}, `.repeat(n)}] # arnsubst: literal`,
    (n) => n,
  ),
  counted("ARNs that are hidden", (n) => `a: [${`"\\x24{${ARN}}", `.repeat(n)}]`),
  counted("ARNs in lines of a block scalar", (n) => `a: |\n${`  PASSWORD=${ARN}\n`.repeat(n)}`),
  counted("ARNs in braces in a text", (n) => `a: '${`{${ARN}} `.repeat(n)}'`),
  counted("ARNs behind a name in a text", (n) => `a: [${`PASSWORD=${ARN} `.repeat(n)}]`),
  literals("quotation marks around an ARN", quoted, () => 1),
])("on one line: %s", (_, work) => expectLinear(work), TIMEOUT);

test.each([
  " ",
  "# arnsubst: ",
  "KEY = ",
  "- ",
  ": arn:",
  "arn:aws:secretsmanager:",
  "arn:$a",
  "arn:<{",
  "arn:${{",
  "arn:aws:secretsmanager:...",
  "arn:aws:secretsmanager:${",
  "<",
  "${",
  "{%",
  "[,",
  "'",
  "&a ",
  "{{ aws_secret_var(",
  "{{ aws_secret_var('x') | string",
  "{{ aws_secret_var '",
  "aws_secret_var{% raw %}",
])("on one line: many %j", (token) => expectLinear((n) => analysing(token.repeat(n))), TIMEOUT);

test.each([
  ["[", "aws_secret_var(", ")"],
  ["x,", "aws_secret_var(", ")"],
  ["| string", "aws_secret_var('x')", ""],
  ["'a',", "json_value(aws_secret_var('x'), [", "])"],
  ["(", "", "aws_secret_var('x')"],
])(
  "many %j in {{ %s… %s }}",
  (token, before, behind) => expectLinear((n) => analysing(`"{{ ${before}${token.repeat(n)}${behind} }}"`)),
  TIMEOUT,
);

test("what is square is found out", async () => {
  const square: Work = (n) => () => {
    let sum = 0;
    for (let at = 0; at < n * n; at += 1) sum += at;
    return sum;
  };
  await expect(expectLinear(square)).rejects.toThrow("4 × ");
});

function analysing(value: string): () => unknown {
  return () => analyse([{ name: "t.yaml", text: `a: ${value}` }]);
}

function notYaml(n: number): string {
  const of = (token: string, part: number) => token.repeat(Math.ceil(n * part));
  return `a: b: - arn:${of(":secretsmanager:", 0.03)}${of(":,", 0.33)}${of("#", 0.64)}\u2028\n`;
}

function quoted(n: number): string {
  const quotes = "\u201C".repeat(n);
  return `a: ${quotes}x ${quotes}${ARN} x ${quotes}y`;
}

/** As many ARNs left as they stand. */
function literals(what: string, textOf: (n: number) => string, count: (n: number) => number): Row {
  return [
    what,
    (n) => {
      const text = textOf(n);
      return () => expect(analyse([{ name: "t", text }]).literals).toHaveLength(count(n));
    },
  ];
}
