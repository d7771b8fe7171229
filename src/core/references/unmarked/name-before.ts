/** The name that stands in front of an ARN within a text, and speaks for it as a key would: `DB_SECRET_ARN=arn:…`. */

import { INVISIBLE } from "../../text/invisible.js";
import { type KeyKind, kindOfKey } from "../literals/key-words.js";

export interface NameBefore {
  readonly name: string;
  /** `argument --secret-arn`, `name DB_SECRET_ARN`: as a reason. */
  readonly reason: string;
  /** What joins it with the ARN; a shell's `:-` and `:=` count as `=`. */
  readonly sign: "=" | ":" | " ";
  /** The name and the sign as written, with an opening quote. */
  readonly text: string;
  /** Whether they stand at the start of a line. */
  readonly startsLine: boolean;
  /** A word that can be anything speaks as a key only: right in front of an ARN, `secrets:arn:…`, it is a prefix. */
  readonly kind: KeyKind | undefined;
}

const LINE_START =
  /(?:^|\n)[ \t]*(?:-[ \t]+)?(?:(?:export|set|env|declare|local|readonly)[ \t]+)?(?:\$env:)?$/i;
/** One that shows, or one of typography. */
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
  // Two words of a sentence are no argument.
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
