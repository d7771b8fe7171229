/** What is wrong with the selector behind an ARN: JSON key, version and filters. */

import { counted } from "../../text/count.js";
import { meant, quoted, said } from "../words.js";
import type { ArnPart } from "./arn.js";
import { entry } from "./entry.js";

export const selectorEntries = {
  "version-conflict": entry<{ stage: string; id: string; fixed?: string }>({
    severity: "error",
    title: "Version stage and version id together",
    wrong: "version stage and version id together",
    help: "A version is named by one of them: leave the other field empty.",
    describe: ({ stage, id, fixed }) =>
      said(
        `both a version stage (${quoted(stage)}) and a version id (${quoted(id)}) are asked for`,
        fixed === undefined
          ? "a version is named by one of them: leave the other field empty"
          : `write ${fixed}`,
      ),
  }),
  "version-misplaced": entry<{
    found: string;
    /** In the place of which part it stands. */
    at: ArnPart;
    /** What it is; `cloudformation` is the word `SecretString`, which CloudFormation alone has. */
    is: "stage" | "key" | "cloudformation";
    fixed: string;
  }>({
    severity: "warning",
    title: "A field of a selector stands in the place of another",
    wrong:
      "a warning: the name of a version stage in the place of the JSON key, what looks like a JSON key in that of the stage, or CloudFormation's `SecretString`",
    help: "After the name comes :json-key:version-stage:version-id. A version without a key has two colons before it.",
    describe({ found, at, is, fixed }) {
      const [what, hint] = {
        stage: ["is the name of a version stage", `to get that version write ${fixed}`],
        key: ["looks like a JSON key", `to select that key write ${fixed}`],
        cloudformation: ["is a word of CloudFormation's own references", `write ${fixed}`],
      }[is];
      return said(`${quoted(found)} stands where the ${at} stands, and ${what}`, hint);
    },
  }),
  "version-malformed": entry<{
    part: "version stage" | "version id";
    length: number;
    fixed?: string;
  }>({
    severity: "error",
    title: "A version that AWS cannot have",
    wrong: "a version id that is not 32 to 64 characters long, a stage of more than 256",
    help: "Copy the version id, 32 to 64 characters, or the stage, up to 256; leave a field empty that you do not need.",
    describe: ({ part, length, fixed }) =>
      part === "version stage"
        ? said(`the version stage has ${counted(length, "character")}, AWS allows 256`)
        : said(
            `the version id has ${counted(length, "character")}, AWS gives it 32 to 64`,
            fixed === undefined
              ? "after the name comes :json-key:version-stage:version-id; leave a field empty that you do not need"
              : `write ${fixed}`,
          ),
  }),
  "filter-unknown": entry<{ found: string; suggestion?: string }>({
    severity: "error",
    title: "A filter that does not exist",
    wrong: "no such filter",
    help: "The filters are urlencode, b64encode, tojson, fromjson and string.",
    describe: (details) =>
      said(
        details.found === "" ? "a filter is missing after |" : `there is no filter ${quoted(details.found)}`,
        meant(details, "the filters are urlencode, b64encode, tojson, fromjson and string"),
      ),
  }),
  "filter-misplaced": entry<{ found: string; fixed: string }>({
    severity: "error",
    title: "A filter after a bare ARN",
    wrong: "a filter after a bare ARN; filters work in `${…}` only",
    help: "Put the ARN and the filter into ${…}.",
    describe: ({ found, fixed }) =>
      said(
        `${quoted(found)} is taken for a part of the JSON key, because filters work in \${…} only`,
        `write ${fixed}`,
      ),
  }),
};
