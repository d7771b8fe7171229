/** What is wrong with a reference, or with the text around an ARN that may be one. */

import { beforeKey, nounOf } from "../service-words.js";
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
    title: "A reference is not closed",
    wrong: "`${arn:` has no `}`, or `{{` has no `}}`.",
    why: "arnsubst cannot tell where the reference ends, so it cannot replace it.",
    help: "Put a } after the ARN. If you mean ${arn: as text, write $${arn:.",
    describe: ({ opening, closing, cut }) =>
      said(
        `this ${opening} is never closed`,
        closing === "}"
          ? "put a } after the ARN; if you mean ${arn: as text, write $${arn:"
          : cut
            ? "the same quotes as around the text end it here: use the other quotes inside, as in \"{{ aws_secret_var('prod/db') }}\""
            : `put ${closing} at the end`,
      ),
  }),
  /** Of one of the forms. `reason` and `write` are parts of sentences: why it cannot be read, and what to write. */
  "expression-malformed": entry<{ reason: string; write: string }>({
    severity: "error",
    title: "arnsubst cannot read an expression that names a secret",
    wrong: "An expression such as `{{ aws_secret_var() }}` names a secret, but has an error.",
    why: "The program that usually evaluates the expression would stop with an error here, or ask for another secret.",
    help: "Write it as the message says.",
    describe: ({ reason, write }) => said(reason, write),
  }),
  "expression-mixed": entry<{ found: string }>({
    severity: "error",
    title: "An expression does more than name a secret",
    wrong: "An expression combines a secret with something that only another program knows.",
    why: "arnsubst replaces a whole expression or nothing. It does not know the variables and functions of the program that renders the file.",
    help: "Give the secret an expression of its own.",
    describe: ({ found }) =>
      said(
        `${quoted(found)} is in one expression with a secret, and arnsubst cannot evaluate it`,
        hintForMixed(found),
      ),
  }),
  "reference-in-key": entry<{
    because: WhyKey;
    /** Empty where it is written as a key: a key is never replaced. */
    fixed: string;
    /** What the key names; left out for an expression. */
    noun?: "secret" | "parameter";
  }>({
    severity: "error",
    title: "An ARN is a mapping key",
    wrong: "An ARN is a mapping key, perhaps because it ends with a colon and has no quotes.",
    why: "arnsubst never replaces keys. Usually you meant a value, and YAML reads it as a key because of a colon or braces.",
    help: "Put an ARN that ends with a colon in quotes. Write ${arn:…} with the $ and with quotes.",
    describe: ({ because, fixed, noun }) => describeInKey(because, fixed, noun),
  }),
  "reference-hidden": entry<{ found: string }>({
    severity: "error",
    title: "arnsubst cannot replace a reference in place",
    wrong: "The reference is split over lines or written with escapes.",
    why: "arnsubst replaces the characters of the reference in the file. If they are not together there, it cannot replace them.",
    help: "Write it on one line and without escapes.",
    describe: ({ found }) =>
      said(
        `${quoted(found)} is visible only after YAML has resolved escapes or joined lines, so arnsubst cannot replace it in place`,
        "write it on one line and without escapes",
      ),
  }),
  "reference-equals": entry<{ sign: "=" | ":"; fixed: string }>({
    severity: "error",
    title: "A key and an ARN are one text",
    wrong: "`KEY = arn:…` or `KEY:arn:…` is not a key with a value. Write `KEY: arn:…`.",
    why: "YAML needs a colon and a space between a key and its value. Without them, the whole line is one text, and the key does not exist.",
    help: "Write KEY: arn:…, with a colon and a space.",
    describe: ({ sign, fixed }) =>
      said(
        `YAML reads a key and an ARN with ${sign}${sign === ":" ? " and no space" : ""} between them as one text, not as a key and its value`,
        `write ${fixed}`,
      ),
  }),
  "reference-unmarked": entry<{
    found: string;
    /** What to write in its place, together with the text around it. */
    fixed: string;
    /** What keeps it, where it is not just other text: `by` is that text, or the code point of a character. */
    because?: "quotes" | "invisible" | "prefix" | "variable";
    by?: string;
  }>({
    severity: "warning",
    title: "arnsubst keeps an ARN in a longer text",
    wrong:
      "An ARN is part of a longer text, so arnsubst keeps it, but you probably want the value. Examples: a URL's password, `password=arn:…`, `${secret:arn:…}`, brackets, quotes inside quotes, an invisible character.",
    why: "arnsubst replaces an ARN without `${…}` only if it is the whole value. Here the pipeline would get the ARN instead of the secret.",
    help: "To replace it, write ${arn:…}. To keep it, end the line with # arnsubst: literal.",
    describe({ because, by = "", fixed }) {
      const kept = {
        quotes: "the quotes around this ARN are part of the value, so arnsubst keeps it",
        invisible: `an invisible character (${by}) next to this ARN is part of the value, so arnsubst keeps it`,
        prefix: `${quoted(by)} before this ARN makes it part of a longer text, so arnsubst keeps it`,
        variable: `this ARN is part of a longer text, after ${quoted(by)}, so arnsubst keeps it`,
        text: "this ARN is part of a longer text, so arnsubst keeps it",
      }[because ?? "text"];
      return said(kept, `to replace it, write ${fixed}; to keep it, end the line with # arnsubst: literal`);
    },
  }),
  "alias-conflict": entry<{
    /** What becomes of the ARN where it is written, at `line`; here it would be the other, for `reason`. */
    kept: boolean;
    line: number;
    reason: string;
  }>({
    severity: "warning",
    title: "An alias uses an ARN where it would be treated differently",
    wrong:
      "An ARN has an anchor. At the ARN and at an alias of it, different rules apply: keep it at one place, replace it at the other.",
    why: "Both places get the same text, so one of them gets the wrong one.",
    help: "Write the ARN itself in one of the places, or end its line with # arnsubst: literal or # arnsubst: resolve.",
    describe({ kept, line, reason }) {
      const [there, here] = kept ? ["keeps", "replace"] : ["replaces", "keep"];
      return said(
        `arnsubst ${there} the ARN of this alias on line ${line}, but would ${here} it here (${reason})`,
        "write the ARN itself here, or end the line of the ARN with # arnsubst: literal or # arnsubst: resolve, which counts for both",
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
    title: "arnsubst keeps an ARN with a selector because of a word",
    wrong:
      "arnsubst keeps an ARN because of a word such as `resources` or `secrets`, but its selector suggests that you want the value.",
    why: "Under such a word, many programs want the ARN itself. A JSON key after the ARN makes sense only if you want the value.",
    help: "To replace it, write ${arn:…} or end the line with # arnsubst: resolve. To keep it, end the line with # arnsubst: literal.",
    describe: ({ found, reason, quote = "" }) =>
      said(
        `arnsubst keeps this ARN (${reason}), but its selector suggests that you want the value`,
        `to replace it, write ${quote}\${${found}}${quote} or end the line with # arnsubst: resolve; ` +
          "to keep it, end the line with # arnsubst: literal",
      ),
  }),
  /** A whole secret below a name that may be for its ARN. */
  "reference-doubtful": entry<{ name: string; id: string }>({
    severity: "note",
    title: "A whole secret replaces an ARN that may be wanted",
    wrong:
      "The key sounds like the name of a secret, such as `rds_secret`, so the program may want the ARN. arnsubst puts the whole secret there.",
    why: "Some programs take the ARN of a secret and fetch it themselves. They would get the text of the secret instead.",
    help: "To keep the ARN, end the line with # arnsubst: literal. To replace it, end the line with # arnsubst: resolve or select a JSON key.",
    describe: ({ name, id }) =>
      said(
        `the whole ${nounOf(id)} replaces this ARN, but ${quoted(name)} may be for a program that fetches the ${nounOf(id)} ` +
          "by its ARN",
        "to keep the ARN, end the line with # arnsubst: literal; to replace it, end the line with " +
          `# arnsubst: resolve or select a JSON key: ${id}${beforeKey(id)}key`,
      ),
  }),
};

/** Mostly it is the way to a key that Mage has for other values, or a text without its quotes. */
function hintForMixed(found: string): string {
  const [, ...keys] = /^(?:\.(\w+)|\['([^']*)'\]|\["([^"]*)"\])$/.exec(found) ?? [];
  const key = keys.find((each) => each !== undefined);
  if (key !== undefined)
    return `to select a JSON key, write json_value with its path, as in json_value(aws_secret_var('prod/db'), '${key}')`;
  const separate = "give the secret an expression of its own";
  const text = /^[A-Za-z0-9][\w/+=.@-]*$/.test(found) && !/^(?:not|and|or|in|is|if|else)$/.test(found);
  return text ? `if it is a text, write '${found}'; otherwise ${separate}` : separate;
}

function describeInKey(because: WhyKey, fixed: string, noun = "secret"): Description {
  switch (because) {
    case "colon":
      return said(
        "YAML reads this ARN as a key, because it ends with a colon and has no quotes; arnsubst never replaces keys",
        `put it in quotes: ${fixed}`,
      );
    case "braces":
      return said(
        "YAML reads an ARN in braces as a mapping with one key, and arnsubst never replaces keys",
        `write ${fixed}, with $ and quotes, or the ARN without braces`,
      );
    case "expression":
      return said(
        "YAML reads {{ … }} without quotes as a mapping, and arnsubst never replaces keys",
        `write ${fixed}, with quotes`,
      );
    case "written":
      return said(
        `this mapping key names a ${noun}, and arnsubst never replaces keys`,
        "write it as a value; if you want the key as it is, end the line with # arnsubst: literal; if this is a file of values, pass it with --secrets-file",
      );
  }
}
