/** What is not YAML, and what YAML 1.2 forbids though its readers accept it. */

import { said } from "../words.js";
import { entry } from "./entry.js";

const ADVICE = {
  "line-ends": "save the file with LF or CRLF line ends; in a value write \\r, in double quotes",
  "indent-with-spaces": "indent with spaces: YAML takes no tab there",
  "list-on-lines":
    "write each item on a line of its own below the key, or all of them in brackets, as in [a, b]; a text that starts with a dash needs quotes",
  "quote-selector": "a text that ends with a colon is a mapping key to YAML: put the whole ARN in quotes",
  "quote-expression": "YAML reads an unquoted {{ as the start of a mapping: put the whole text in quotes",
  "quote-index": "inside [ ] and { } the [ of a path is one of YAML's own: put the whole ARN in quotes",
  "quote-value": "a colon with a space behind it ends a key to YAML: put the whole value in quotes",
  "quote-embedded": 'inside [ ] and { } a ${arn:…} has to stand in quotes: "${arn:…}"',
} as const;

/** What to do, where that is likely to be all that is wrong: what to put in quotes, how to indent, the line ends to save. */
export type YamlAdvice = keyof typeof ADVICE;

/** Where the line stands, what it is indented with, or what is not before a comment; and what to do. */
const INDENTATION = {
  column: [
    "inside brackets, braces and quotes this line stands no further right than its key",
    "indent it more than its key",
  ],
  tab: [
    "inside brackets, braces and quotes this line is indented with a tab",
    "indent it with spaces, more than its key",
  ],
  comment: ["this comment has no space before its #", "put a space before the #"],
} as const;

export const yamlEntries = {
  "yaml-syntax": entry<{ reason: string; advice?: YamlAdvice }>({
    severity: "error",
    title: "The file is not YAML",
    wrong: "not YAML, at this place; not UTF-8; nested deeper than 256 levels",
    help: "Correct the YAML at this place. Text that ends with a colon, and ${arn:…} inside [ ] or { }, needs quotes.",
    describe: ({ reason, advice }) =>
      said(
        `${advice === "line-ends" ? "YAML readers disagree on where the lines end" : "this is not YAML"}: ${reason}`,
        advice && ADVICE[advice],
      ),
  }),
  "yaml-indentation": entry<{ because: keyof typeof INDENTATION }>({
    severity: "warning",
    title: "A line is not indented as YAML wants it",
    wrong:
      "a warning: a line inside brackets, braces or quotes that stands no further right than its key, or `#` without a space before it",
    help: "Inside [ ], { } and quotes indent each line more than its key, with spaces; put a space before the # of a comment.",
    describe({ because }) {
      const [wrong, hint] = INDENTATION[because];
      return said(`${wrong}; YAML 1.2 forbids that, though most programs read it`, hint);
    },
  }),
};
