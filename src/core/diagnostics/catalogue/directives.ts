/** Comments `# arnsubst: …` that do nothing. */

import { quoted, said } from "../words.js";
import { entry } from "./entry.js";

export const directiveEntries = {
  "directive-unknown": entry<{ found: string; suggestion: string }>({
    severity: "warning",
    title: "A directive is misspelled",
    wrong: "A comment `# arnsubst: …` has a misspelled directive.",
    why: "arnsubst ignores a comment that it does not know. It could replace an ARN that you meant to keep, or the other way round.",
    help: "The directives are # arnsubst: literal, # arnsubst: resolve and # arnsubst: ignore CODE, at the end of the line.",
    describe: ({ found, suggestion }) =>
      said(`there is no directive ${quoted(found)}`, `did you mean ${quoted(suggestion)}?`),
  }),
  "directive-unused": entry<{ found: string }>({
    severity: "warning",
    title: "A directive has no effect",
    wrong: "A directive is at a place where it has no effect.",
    why: "You may expect that the directive keeps or replaces an ARN, or silences a finding. Here it does nothing.",
    help: "Put literal and resolve at the end of the line with the bare ARN, and ignore at the end of the line with the finding. To keep a ${arn:…}, write $${arn:…}.",
    describe: ({ found }) =>
      said(
        `# arnsubst: ${found} has no effect here`,
        found.startsWith("ignore")
          ? "it silences the codes that you write after it, on its own line, as in # arnsubst: ignore arn-partial; remove it if there is no such finding"
          : "put it at the end of the line with the bare ARN; arnsubst always replaces ${arn:…}: to keep that, write $${arn:…}",
      ),
  }),
};
