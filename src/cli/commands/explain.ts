/** `arnsubst explain`: the parts of one ARN, each with its verdict; or why the ARNs on a line are kept or replaced. */

import { explain, isWrong } from "../../core/explain/explain.js";
import { isFile } from "../../io/find-upwards.js";
import { explanationText } from "../../report/explain.js";
import { type CliContext, logMessage, wantsColor, writeStdout } from "../context/context.js";
import { EXIT_FINDINGS, EXIT_OK, EXIT_USAGE, type ExitStatus } from "../exit-status.js";
import type { CommonFlags } from "../flags.js";

const EXAMPLE = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";
/** `io_config.yaml:7`, and with a column, as messages have it. */
const FILE_AND_LINE = /^(?<file>.+?):(?<line>[1-9]\d{0,9})(?::\d+)?$/s;

export async function explainCommand(
  text: string,
  options: CommonFlags,
  context: CliContext,
): Promise<ExitStatus> {
  const { file = "", line } = FILE_AND_LINE.exec(text)?.groups ?? {};
  if (line !== undefined && isFile(file)) {
    const { explainLineCommand } = await import("./explain-line.js");
    return explainLineCommand(file, Number(line), options, context);
  }
  const explanation = explain(text);
  if (explanation === undefined && line !== undefined && /\.ya?ml$/i.test(file)) {
    await logMessage(context, `${file}: no such file`);
    return EXIT_USAGE;
  }
  if (explanation === undefined) {
    // Not quoted: what somebody takes for an ARN may be the value that has replaced it.
    await logMessage(
      context,
      "this is not an ARN: one starts with arn:",
      `a secret's looks like this: ${EXAMPLE}`,
    );
    return EXIT_FINDINGS;
  }
  if (typeof explanation === "number") {
    await logMessage(context, `there are ${explanation} references in this text`, "give one at a time");
    return EXIT_FINDINGS;
  }
  const color = wantsColor(context, options, context.stdout);
  await writeStdout(context, explanationText(explanation, { color, quiet: options.quiet === true }));
  return isWrong(explanation) ? EXIT_FINDINGS : EXIT_OK;
}
