/** `arnsubst explain`: the parts of one ARN, each with its verdict; or why the ARNs on a line are kept or replaced. */

import { explain, isWrong } from "../../core/explain/explain.js";
import { isFile } from "../../io/find-upwards.js";
import { explanationText } from "../../report/explain.js";
import { print, tell, type World, wantsColor } from "../context/context.js";
import { CONFIG_WRONG, DONE, type ExitStatus, USAGE_WRONG } from "../exit-status.js";
import type { CommonFlags } from "../flags.js";

const EXAMPLE = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";
/** `io_config.yaml:7`, and with a column, as messages have it. */
const FILE_AND_LINE = /^(?<file>.+?):(?<line>[1-9]\d{0,9})(?::\d+)?$/s;

export async function explainCommand(text: string, options: CommonFlags, world: World): Promise<ExitStatus> {
  const { file = "", line } = FILE_AND_LINE.exec(text)?.groups ?? {};
  if (line !== undefined && isFile(file)) {
    const { explainLineCommand } = await import("./explain-line.js");
    return explainLineCommand(file, Number(line), options, world);
  }
  const explanation = explain(text);
  if (explanation === undefined && line !== undefined && /\.ya?ml$/i.test(file)) {
    await tell(world, `${file}: no such file`);
    return USAGE_WRONG;
  }
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
