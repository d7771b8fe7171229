/** `arnsubst explain`: its operand and help. */

import type { CommandDefinition } from "./definition.js";

export const explain: CommandDefinition = {
  name: "explain",
  operands: "<arn|file:line>",
  usage: "[options] <arn|expression|file:line[:column]>",
  description: "explain an ARN or an expression, or why the ARNs on a line are kept or replaced",
  help: {
    examples: [
      "arnsubst explain \\\n    arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf",
      'arnsubst explain "$(grep -m 1 PASSWORD: io_config.yaml)"   # a whole line',
      "arnsubst explain io_config.yaml:10   # kept or replaced, and why",
    ],
    findings: "the ARN is wrong, or there is no ARN",
    reads: "files",
  },
};
