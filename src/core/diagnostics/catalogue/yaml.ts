/** What is not YAML, and what YAML 1.2 forbids though its readers accept it. */

import { said } from "../words.js";
import { entry } from "./entry.js";

const ADVICE = {
  "line-ends": "save the file with LF or CRLF line ends; in a value write \\r, in double quotes",
  "indent-with-spaces": "indent with spaces: YAML allows no tab there",
  "indent-alike":
    "indent it like the line above, or remove the value above it: a key has a value or lines below it, not both",
  "line-up": "start it in the same column as the lines that it belongs to",
  "dash-or-indent":
    "start a new item with a dash and a space, or line it up with the text after the dash above",
  "list-on-lines":
    "write each item on a line of its own below the key, or all of them in brackets, as in [a, b]; put a text that starts with a dash in quotes",
  "item-below-key": "write the list below a key of its own, or indent it more than the key it belongs to",
  "quote-selector": "YAML reads a text that ends with a colon as a key: put the whole ARN in quotes",
  "join-selector": "write the JSON key right after the colon, without a space: arn:…:password",
  "join-parameter":
    "write the JSON key of a parameter right after two colons, without a space: arn:…::password; after one colon comes a version or label",
  "quote-expression": "YAML reads an unquoted {{ as the start of a mapping: put the whole text in quotes",
  "quote-index": "YAML reads the [ of the selector as the start of a list: put the whole ARN in quotes",
  "quote-value":
    "YAML reads a colon with a space after it as the end of a key: put the whole value in quotes",
  "quote-embedded": 'put it in quotes: "${arn:…}"',
  "quote-all": "put the whole text in quotes",
  "comma-or-quotes": "put a comma between the entries, or the whole value in quotes",
  "add-comma": "put a comma between the two entries",
  "drop-comma": "remove it, or write the entry that is missing",
  "close-list": "put a ] after the last item",
  "close-mapping": "put a } after the last entry",
  "close-quote": "put the same quote at the end of the text",
  "drop-closer": "remove it, or write the bracket that it closes",
  "double-quote-inside": "put the whole value in quotes, and write each ' inside them twice",
  "escape-quote-inside": 'put the whole value in quotes, and write each " inside them as \\"',
  "double-backslash": "write \\\\ for a backslash, or use single quotes",
  "space-after-colon": "write a space after the colon",
  "space-after-dash": "write a space after the dash",
  "space-before-comment": "put a space before the #",
  "space-after-tag": "put a space after it",
  "add-colon": "write key: value; to continue the text above, indent the line more than its key",
  "colon-for-equals": "write KEY: value, with a colon and a space",
  "drop-tag": "remove it",
  "text-below": "start the text on the next line, indented more than its key",
  "empty-lines": "remove the spaces from the empty line",
  "add-marker": "write a line --- before this one",
  "below-marker": "move it to the next line",
  "add-marker-before": "to start another document, write a line --- before this one",
  "resolve-conflict": "merge the two versions, and delete the lines with <<<<<<<, ======= and >>>>>>>",
  "render-first":
    "a file that is YAML only after rendering has to be rendered first; otherwise put the tag in quotes or in a comment",
} as const;

/** What to do about it. */
export type YamlAdvice = keyof typeof ADVICE;

/** What is wrong with the line, and what to do. */
const INDENTATION = {
  column: [
    "this line is inside brackets, braces or quotes, and is not indented more than its key",
    "indent it more than its key",
  ],
  tab: [
    "this line is inside brackets, braces or quotes, and is indented with a tab",
    "indent it with spaces, more than its key",
  ],
  comment: ["this comment has no space before its #", "put a space before the #"],
} as const;

export const yamlEntries = {
  "yaml-syntax": entry<{ reason: string; advice?: YamlAdvice }>({
    severity: "error",
    title: "The file is not YAML",
    wrong: "The file is not valid YAML at this place, is not UTF-8, or is nested more than 256 levels deep.",
    why: "arnsubst cannot tell where a value starts and ends in a broken file, so it does not replace anything. The program that reads the file would fail as well.",
    help: "Correct the YAML at this place. Put text that ends with a colon, and ${arn:…} inside [ ] or { }, in quotes.",
    describe: ({ reason, advice }) =>
      said(
        `${advice === "line-ends" ? "YAML readers disagree on where lines end" : "this is not YAML"}: ${reason}`,
        advice && ADVICE[advice],
      ),
  }),
  "yaml-indentation": entry<{ because: keyof typeof INDENTATION }>({
    severity: "warning",
    title: "A line is not indented as YAML 1.2 requires",
    wrong:
      "A line inside brackets, braces or quotes is not indented more than its key, or a `#` has no space before it.",
    why: "YAML 1.2 forbids this. PyYAML and most other programs accept it, but a strict reader rejects the file.",
    help: "Inside [ ], { } and quotes, indent each line with spaces, more than its key. Put a space before the # of a comment.",
    describe({ because }) {
      const [wrong, hint] = INDENTATION[because];
      return said(`${wrong}; YAML 1.2 forbids that, though most programs accept it`, hint);
    },
  }),
};
