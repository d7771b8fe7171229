/** Comments `# arnsubst: …` that do nothing. */

import { quoted, said } from "../words.js";
import { entry } from "./entry.js";

export const directiveEntries = {
  "directive-unknown": entry<{ found: string; suggestion: string }>({
    severity: "warning",
    title: "A directive that does not exist",
    wrong: "a warning: `# arnsubst:` with a misspelled directive",
    help: "The directives are # arnsubst: literal, # arnsubst: resolve and # arnsubst: ignore CODE, at the end of the line.",
    describe: ({ found, suggestion }) =>
      said(`there is no directive ${quoted(found)}`, `did you mean ${quoted(suggestion)}?`),
  }),
  "directive-unused": entry<{ found: string }>({
    severity: "warning",
    title: "A directive has no effect",
    wrong: "a warning: a directive where it has no effect",
    help: "literal and resolve work at the end of the line on which a bare ARN stands, ignore on that of a finding; write $${arn:…} to keep a ${arn:…}.",
    describe: ({ found }) =>
      said(
        `# arnsubst: ${found} has no effect here`,
        found.startsWith("ignore")
          ? "it silences findings of the codes behind it, on its own line: # arnsubst: ignore arn-partial; take it out where there is none"
          : "it works at the end of the line on which a bare ARN stands; ${arn:…} is always replaced, write $${arn:…} to keep it",
      ),
  }),
};
