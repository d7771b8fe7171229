/** The name in front of an ARN inside a text, which counts like a key: `DB_SECRET_ARN=arn:…`. */

import { INVISIBLE } from "../../text/invisible.js";
import { type KeyKind, kindOfKey } from "../ownership/key-words.js";

export interface NameBefore {
  readonly name: string;
  /** `argument --secret-arn`, `name DB_SECRET_ARN`. */
  readonly reason: string;
  /** What stands between the name and the ARN; a shell's `:-` and `:=` count as `=`. */
  readonly sign: "=" | ":" | " ";
  /** The name and the sign as written, and the opening quote after them. */
  readonly text: string;
  /** Whether the name is the first on its line, but for `export` and the like. */
  readonly startsLine: boolean;
  /** Undefined also for a generic word right in front of the ARN: in `secrets:arn:…` it is a prefix, not a key. */
  readonly kind: KeyKind | undefined;
}

const LINE_START =
  /(?:^|\n)[ \t]*(?:-[ \t]+)?(?:(?:export|set|env|declare|local|readonly)[ \t]+)?(?:\$env:)?$/i;
/** Of any width, but no line break. */
const SPACE = "[^\\S\\r\\n]";
const NAME = new RegExp(
  [
    `(?<![\\w.-])(?<dashes>--?)?(?<quote>["']?)(?<name>[A-Za-z_][\\w.-]*)\\k<quote>`,
    `(?<sign>${SPACE}*=${SPACE}*|${SPACE}*:[-=]?${SPACE}*|${SPACE}+)(?<opening>["']?)[${INVISIBLE}]*$`,
  ].join(""),
  "u",
);

export function nameBefore(before: string): NameBefore | undefined {
  const match = NAME.exec(before);
  if (match === null) return undefined;
  const { dashes = "", name = "", sign = "", opening = "" } = match.groups ?? {};
  const trimmed = sign.trim();
  const joined = trimmed === "" ? " " : trimmed === ":" ? ":" : "=";
  // Two words of a sentence are not an argument.
  if (joined === " " && dashes === "") return undefined;
  const kind = kindOfKey(name);
  return {
    name,
    reason: dashes === "" ? `name ${name}` : `argument ${dashes}${name}`,
    sign: joined,
    text: match[0].slice(0, match[0].lastIndexOf(sign) + sign.length) + opening,
    startsLine: LINE_START.test(before.slice(0, match.index)),
    kind: kind === "generic" && sign === ":" ? undefined : kind,
  };
}
