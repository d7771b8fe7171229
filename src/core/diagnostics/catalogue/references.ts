/** What is wrong with a reference, or with what stands around an ARN that may be one. */

import { type Description, quoted, said } from "../words.js";
import { entry } from "./entry.js";

/** Why YAML takes it for a key: a colon at its end, braces around it, or because it is written as one. */
type WhyKey = "colon" | "braces" | "expression" | "written";

export const referenceEntries = {
  "reference-unterminated": entry<{
    /** What opens it, and what is missing. */
    opening: string;
    closing: string;
    /** Set where the text itself ends too early, by quotes in it. */
    cut?: true;
  }>({
    severity: "error",
    title: "A reference is opened and never closed",
    wrong: "`${arn:` without `}`, or `{{` without `}}`",
    help: "Put a } after the ARN; where ${arn: is meant as text, write $${arn:.",
    describe: ({ opening, closing, cut }) =>
      said(
        `${opening} is opened and never closed`,
        closing === "}"
          ? "put a } after the ARN; where ${arn: is meant as text, write $${arn:"
          : cut
            ? "quotes like those around the text have ended it here: use the other ones inside, as in \"{{ aws_secret_var('prod/db') }}\""
            : `put ${closing} at its end`,
      ),
  }),
  /** Of one of the forms. `reason` and `write` are parts of sentences: why it cannot be read, and what to write. */
  "expression-malformed": entry<{ reason: string; write: string }>({
    severity: "error",
    title: "An expression that names a secret cannot be read",
    wrong: "an expression such as `{{ aws_secret_var() }}` that names a secret and is not as its form has it",
    help: "Write it as the message says.",
    describe: ({ reason, write }) => said(reason, write),
  }),
  "expression-mixed": entry<{ found: string }>({
    severity: "error",
    title: "An expression does more than naming a secret",
    wrong: "an expression that joins a secret with what only another program knows",
    help: "Let the secret have an expression of its own.",
    describe: ({ found }) =>
      said(
        `${quoted(found)} stands in one expression with a secret, and only its reader can work that out`,
        hintForMixed(found),
      ),
  }),
  "reference-in-key": entry<{
    because: WhyKey;
    /** Empty where it is written as a key: a key is never replaced. */
    fixed: string;
  }>({
    severity: "error",
    title: "An ARN is a mapping key",
    wrong: "an ARN as a mapping key, perhaps because it ends with an unquoted colon",
    help: "Keys are never replaced. Quote an ARN that ends with a colon, and write ${arn:…} with $ and quotes.",
    describe: ({ because, fixed }) => describeInKey(because, fixed),
  }),
  "reference-hidden": entry<{ found: string }>({
    severity: "error",
    title: "A reference cannot be replaced in place",
    wrong: "visible only after YAML has undone escapes or joined lines",
    help: "Write it on one line and without escapes.",
    describe: ({ found }) =>
      said(
        `${quoted(found)} is visible only after YAML has undone escapes or joined lines, so it cannot be replaced in place`,
        "write it on one line and without escapes",
      ),
  }),
  "reference-equals": entry<{ sign: "=" | ":"; fixed: string }>({
    severity: "error",
    title: "A key and an ARN are joined to one text",
    wrong: "`KEY = arn:…` or `KEY:arn:…`, which is not a mapping: write `KEY: arn:…`",
    help: "Write KEY: arn:…, with a colon and a space.",
    describe: ({ sign, fixed }) =>
      said(
        `a key and an ARN joined by ${sign}${sign === ":" ? " without a space" : ""} are one text to YAML, not a key and its value`,
        `write ${fixed}`,
      ),
  }),
  "reference-unmarked": entry<{
    found: string;
    /** What to write in its place, together with what stands around it. */
    fixed: string;
    /** What keeps it, where it is not just other text: `by` is that very text, of characters their number. */
    because?: "quotes" | "invisible" | "prefix" | "variable";
    by?: string;
  }>({
    severity: "warning",
    title: "An ARN within a longer text is kept",
    wrong:
      "a warning: an ARN that is kept for what stands around it, and nobody else reads it so: brackets, quotes in quotes, `${secret:arn:…}`, `password=arn:…`, a URL's password, an invisible character: write `${arn:…}`",
    help: "To have it replaced write ${arn:…}; to keep it end the line with # arnsubst: literal.",
    describe({ because, by = "", fixed }) {
      const kept = {
        quotes: "the quotes around this ARN are a part of the value, so it stays as it is",
        invisible: `an invisible character (${by}) beside this ARN is a part of the value, so it stays as it is`,
        prefix: `${quoted(by)} in front of this ARN makes it a part of a longer text, which stays as it is`,
        variable: `this ARN is a part of a longer text, behind ${quoted(by)}, and stays as it is`,
        text: "this ARN is a part of a longer text and stays as it is",
      }[because ?? "text"];
      return said(
        kept,
        `to have it replaced write ${fixed}; to keep it end the line with # arnsubst: literal`,
      );
    },
  }),
  "alias-conflict": entry<{
    /** What becomes of the ARN where it is written, at `line`; here it would be the other, for `reason`. */
    kept: boolean;
    line: number;
    reason: string;
  }>({
    severity: "warning",
    title: "An alias stands for an ARN that its own place would treat otherwise",
    wrong:
      "a warning: an anchored ARN is kept where it is written, and one of its aliases stands where it would be replaced, or the other way round",
    help: "Write the ARN out in one of the places, or say for both what is meant: # arnsubst: literal or # arnsubst: resolve at the end of its line.",
    describe({ kept, line, reason }) {
      const [there, here] = kept ? ["kept", "replaced"] : ["replaced", "kept"];
      return said(
        `the ARN behind this alias is ${there} on line ${line}, and here it would be ${here}: ${reason}`,
        "write the ARN out here, or end its line with # arnsubst: literal or # arnsubst: resolve to say it for both",
      );
    },
  }),
  "literal-selector": entry<{
    found: string;
    reason: string;
    /** Set where `${arn:…}` needs quotes: between brackets or braces, without any. */
    quote?: '"';
  }>({
    severity: "warning",
    title: "An ARN with a selector is kept for a word",
    wrong:
      "a warning: an ARN that is kept for a word such as `resources` or `secrets`, which other files use for other things too, and its selector looks as if a value is meant",
    help: "To have it replaced write ${arn:…}, or end the line with # arnsubst: resolve; to keep it end the line with # arnsubst: literal.",
    describe: ({ found, reason, quote = "" }) =>
      said(
        `this ARN is kept as it stands (${reason}), though its selector looks as if a value is meant`,
        `to have it replaced write ${quote}\${${found}}${quote}, or end the line with # arnsubst: resolve; where the ARN is ` +
          "meant end it with # arnsubst: literal",
      ),
  }),
  /** A whole secret below a name that may be meant for its ARN. */
  "reference-doubtful": entry<{ name: string; id: string }>({
    severity: "note",
    title: "A whole secret is put where its ARN may be meant",
    wrong:
      "a note: a whole secret below a key that sounds like a secret's name, such as `rds_secret`, where a program may want the ARN",
    help: "To keep the ARN end the line with # arnsubst: literal; where the value is meant end it with # arnsubst: resolve, or select a JSON key.",
    describe: ({ name, id }) =>
      said(
        `the whole secret takes the place of this ARN, though ${quoted(name)} may be for a program that looks ` +
          "the secret up by its ARN",
        "to keep the ARN end the line with # arnsubst: literal; where the value is meant end it with " +
          `# arnsubst: resolve, or select a JSON key: ${id}:key`,
      ),
  }),
};

/** A way to a key that Mage has for other values, or a text without its quotes, is most of what is mixed with a secret. */
function hintForMixed(found: string): string {
  const [, ...keys] = /^(?:\.(\w+)|\['([^']*)'\]|\["([^"]*)"\])$/.exec(found) ?? [];
  const key = keys.find((each) => each !== undefined);
  if (key !== undefined)
    return `to select a JSON key write json_value with the path to it, as in json_value(aws_secret_var('prod/db'), '${key}')`;
  const separate = "let the secret have an expression of its own";
  const text = /^[A-Za-z0-9][\w/+=.@-]*$/.test(found) && !/^(?:not|and|or|in|is|if|else)$/.test(found);
  return text ? `where it is a text, write '${found}'; else ${separate}` : separate;
}

function describeInKey(because: WhyKey, fixed: string): Description {
  switch (because) {
    case "colon":
      return said(
        "YAML reads this ARN as a mapping key, because it ends with an unquoted colon; keys are never replaced",
        `quote it: ${fixed}`,
      );
    case "braces":
      return said(
        "YAML reads an ARN in braces as a mapping of one key, and keys are never replaced",
        `write ${fixed}, with $ and quotes, or the ARN without braces`,
      );
    case "expression":
      return said(
        "YAML reads an unquoted {{ … }} as a mapping, and keys are never replaced",
        `write ${fixed}, with quotes`,
      );
    case "written":
      return said(
        "this mapping key names a secret, and keys are never replaced",
        "write it as a value; where it is meant as it stands, end its line with # arnsubst: literal; a file of values goes to --secrets-file",
      );
  }
}
