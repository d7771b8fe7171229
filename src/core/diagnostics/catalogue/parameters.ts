/** What is wrong with the parts of a parameter's ARN that no other ARN has. */

import { counted } from "../../text/count.js";
import { type Description, quoted, said } from "../words.js";
import type { ArnPart } from "./arn.js";
import { entry } from "./entry.js";

type NameFault =
  | { fault: "empty" }
  | { fault: "character"; character: string }
  | {
      fault: "slash";
      /** The name without the slash that is too many. */
      write: string;
      /** The whole ARN with that name. */
      fixed?: string;
    }
  | { fault: "levels"; levels: number }
  | { fault: "long"; length: number };

const EXAMPLE = "arn:aws:ssm:us-west-2:123456789012:parameter/prod/db/password";
const SHAPE = "arn:partition:ssm:region:account-id:parameter/name";

export const parameterEntries = {
  "parameter-parts": entry<{ found: number; missing?: ArnPart; fixed?: string }>({
    severity: "error",
    title: "The ARN of a parameter has too few or too many parts",
    wrong: "The ARN has too few or too many parts.",
    why: "The ARN of a parameter has six parts: `arn`, partition, `ssm`, region, account id and `parameter/name`. A selector adds at most two: the version or label, then the JSON key.",
    help: "Write arn:partition:ssm:region:account-id:parameter/name, and after it at most :version-or-label:json-key.",
    describe: ({ found, missing, fixed }) =>
      found > 8
        ? said(
            `the ARN has ${counted(found, "part")}, but a parameter's ARN has 6, and a selector adds up to 2: the version or label, then the JSON key`,
            `write ${fixed ?? `${SHAPE}, and after it at most :version-or-label:json-key`}`,
          )
        : said(
            missing === undefined
              ? `the ARN has ${counted(found, "part")}, and the sixth is not "parameter/" and a name`
              : `the ARN is not complete: the ${missing} is missing`,
            `write ${SHAPE}, as in ${EXAMPLE}`,
          ),
  }),
  "parameter-resource": entry<{ found: string; suggestion?: string; fixed?: string }>({
    severity: "error",
    title: "The resource type of an ARN is not parameter",
    wrong:
      "The part after the account id is almost `parameter/`, but not quite: `parameters/`, or a colon in place of the slash.",
    why: "The ARN of a parameter always has `parameter/` before the name. With anything else there, AWS rejects the ARN.",
    help: "After the account id, write parameter/ and then the name.",
    describe: ({ found, fixed = EXAMPLE }) =>
      said(
        found === "parameter"
          ? 'the name of a parameter follows "parameter/", with a slash'
          : `the resource type is ${found === "" ? "empty" : quoted(found)}; for a parameter it is "parameter"`,
        `write ${fixed}`,
      ),
  }),
  "parameter-name": entry<NameFault>({
    severity: "error",
    title: "The name of a parameter is not valid",
    wrong:
      "The name is empty, has a slash too many, a character that AWS does not allow, more than 15 levels, or more than 1,011 characters.",
    why: "AWS has no parameter with such a name, so the fetch would fail.",
    help: "A name has letters, digits and _ . - characters, and one slash between its levels. It has at most 15 levels.",
    describe: describeName,
  }),
  "parameter-version": entry<{ found: string }>({
    severity: "error",
    title: "The version of a parameter is neither a number nor a label",
    wrong: "The field after the name is not a version number, and no label can have this text.",
    why: "AWS numbers the versions of a parameter from 1. A label has up to 100 letters, digits and _ . - characters, and does not start with a digit, `aws` or `ssm`.",
    help: "Write the number of the version or its label. For a JSON key, write two colons before it.",
    describe: ({ found }) =>
      said(
        `${quoted(found)} is neither a version of a parameter nor a label`,
        "write a number from 1, or a label, which has up to 100 letters, digits and _ . - characters and does not start with a digit, aws or ssm; for a JSON key, write two colons before it",
      ),
  }),
};

function describeName(details: NameFault): Description {
  switch (details.fault) {
    case "empty":
      return said("the parameter's name is empty", `write the name after parameter/, as in ${EXAMPLE}`);
    case "character":
      return said(
        `a parameter's name cannot have the character ${quoted(details.character)}`,
        "use letters, digits and _ . - only, and slashes between levels; a version, and then a JSON key, come after colons",
      );
    case "slash":
      return said(
        "a parameter's name has one slash between its levels, and none at its end",
        `write ${details.fixed ?? details.write}`,
      );
    case "levels":
      return said(`the parameter's name has ${details.levels} levels; AWS allows 15`);
    case "long":
      return said(`the parameter's name has ${details.length} characters; AWS allows 1,011 in an ARN`);
  }
}
