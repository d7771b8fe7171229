/** `arnsubst explain`: the parts of one ARN, each with its verdict. */

import { explain, isWrong } from "../core/explain.js";
import { explanationText } from "../report/explain.js";
import { CONFIG_WRONG, DONE, type ExitStatus } from "./exit-status.js";
import type { CommonFlags } from "./flags.js";
import { print, tell, type World, wantsColor } from "./world.js";

const EXAMPLE = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";

export async function explainCommand(text: string, options: CommonFlags, world: World): Promise<ExitStatus> {
  const explanation = explain(text);
  if (explanation === undefined) {
    // Not quoted: what somebody takes for an ARN may be the value that has replaced it.
    await tell(world, "this is not an ARN: one starts with arn:", `a secret's looks like this: ${EXAMPLE}`);
    return CONFIG_WRONG;
  }
  if (typeof explanation === "number") {
    await tell(world, `there are ${explanation} references in this text`, "give one at a time");
    return CONFIG_WRONG;
  }
  const color = wantsColor(world, options, world.stdout);
  await print(world, explanationText(explanation, { color, quiet: options.quiet === true }));
  return isWrong(explanation) ? CONFIG_WRONG : DONE;
}
