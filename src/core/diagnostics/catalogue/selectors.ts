/** What is wrong with the selector of an ARN: JSON key, version and filters. */

import { counted } from "../../text/count.js";
import { meant, quoted, said } from "../words.js";
import type { ArnPart } from "./arn.js";
import { entry } from "./entry.js";

export const selectorEntries = {
  "version-conflict": entry<{ stage: string; id: string; fixed?: string }>({
    severity: "error",
    title: "A selector has a version stage and a version id",
    wrong: "The selector has both a version stage and a version id.",
    why: "Each of them names a version, and they can name different ones. arnsubst does not guess which one you mean.",
    help: "Keep one of them and leave the other field empty.",
    describe: ({ stage, id, fixed }) =>
      said(
        `the selector has both a version stage (${quoted(stage)}) and a version id (${quoted(id)})`,
        fixed === undefined ? "keep one of them and leave the other field empty" : `write ${fixed}`,
      ),
  }),
  "version-misplaced": entry<{
    found: string;
    /** The part in whose place it is. */
    at: ArnPart;
    /** What it is; `cloudformation` is the word `SecretString`, which CloudFormation alone has. */
    is: "stage" | "key" | "cloudformation";
    fixed: string;
  }>({
    severity: "warning",
    title: "A field of a selector is in the place of another",
    wrong:
      "The JSON key and the version seem to be in the wrong order, or the JSON key is the word `SecretString`, which only CloudFormation uses.",
    why: "After a secret the order is JSON key, version stage, version id; after a parameter it is version or label, JSON key. arnsubst would look for a JSON key with the name of a version, or the other way round.",
    help: "After a secret the order is :json-key:version-stage:version-id, after a parameter :version-or-label:json-key. Leave a field empty that you do not need.",
    describe({ found, at, is, fixed }) {
      const [what, hint] = {
        stage: ["is the name of a version stage", `to get that version, write ${fixed}`],
        key: ["looks like a JSON key", `to select that key, write ${fixed}`],
        cloudformation: ["is a word that only CloudFormation uses", `write ${fixed}`],
      }[is];
      return said(`${quoted(found)} is in the place of the ${at}, but ${what}`, hint);
    },
  }),
  "version-malformed": entry<{
    part: "version stage" | "version id";
    length: number;
    fixed?: string;
  }>({
    severity: "error",
    title: "AWS does not allow such a version",
    wrong: "The version id does not have 32 to 64 characters, or the stage has more than 256.",
    why: "AWS has no version with such an id or stage, so the fetch would fail.",
    help: "Copy the version id (32 to 64 characters) or the stage (up to 256). Leave a field empty that you do not need.",
    describe: ({ part, length, fixed }) =>
      part === "version stage"
        ? said(`the version stage has ${counted(length, "character")}; AWS allows 256`)
        : said(
            `the version id has ${counted(length, "character")}; it must have 32 to 64`,
            fixed === undefined
              ? "the order is :json-key:version-stage:version-id; leave a field empty that you do not need"
              : `write ${fixed}`,
          ),
  }),
  "filter-unknown": entry<{ found: string; suggestion?: string }>({
    severity: "error",
    title: "A filter does not exist",
    wrong: "The filter does not exist.",
    why: "arnsubst cannot apply a filter that it does not know. Without the filter, the value could break the text around it.",
    help: "The filters are urlencode, b64encode, tojson, fromjson and string.",
    describe: (details) =>
      said(
        details.found === "" ? "there is no filter after |" : `there is no filter ${quoted(details.found)}`,
        meant(details, "the filters are urlencode, b64encode, tojson, fromjson and string"),
      ),
  }),
  "filter-misplaced": entry<{ found: string; fixed: string }>({
    severity: "error",
    title: "A filter after a bare ARN",
    wrong: "A filter follows an ARN without `${…}`. Filters work only in `${…}`.",
    why: "Without `${…}`, the filter is part of the JSON key, and no secret has such a key.",
    help: "Put the ARN and the filter in ${…}.",
    describe: ({ found, fixed }) =>
      said(
        `${quoted(found)} is part of the JSON key here, because filters work only in \${…}`,
        `write ${fixed}`,
      ),
  }),
};
