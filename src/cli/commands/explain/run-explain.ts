/** The work of `arnsubst explain`: shows the parts of one ARN, or why the ARNs on a line are kept or replaced. */

import { explain, isWrong } from "../../../core/explain/explain.js";
import { isFile } from "../../../io/place.js";
import { explanationText } from "../../../report/explain.js";
import { failWith, wantsColor, writeStdout } from "../../context/context.js";
import { EXIT_FINDINGS, EXIT_OK, EXIT_USAGE, type ExitStatus } from "../../exit-status.js";
import type { CommonFlags } from "../../shared-options.js";
import type { Invocation } from "../definition.js";

const EXAMPLE = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";
/** `io_config.yaml:7`, and with a column, as messages have it. */
const FILE_AND_LINE = /^(?<file>.+?):(?<line>[1-9]\d{0,9})(?::\d+)?$/s;

export async function run(text: string, options: CommonFlags, { context }: Invocation): Promise<ExitStatus> {
  const { file = "", line } = FILE_AND_LINE.exec(text)?.groups ?? {};
  if (line !== undefined && isFile(file)) {
    const { explainLineAt } = await import("./line.js");
    return explainLineAt(file, Number(line), options, context);
  }
  const explanation = explain(text);
  if (explanation === undefined && line !== undefined && /\.ya?ml$/i.test(file)) {
    return failWith(EXIT_USAGE, context, `${file}: no such file`);
  }
  if (explanation === undefined) {
    // The text is not quoted: it may be a secret value that has replaced an ARN.
    return failWith(
      EXIT_FINDINGS,
      context,
      "this is not an ARN; an ARN starts with arn:",
      `the ARN of a secret looks like this: ${EXAMPLE}`,
    );
  }
  if (typeof explanation === "number") {
    return failWith(
      EXIT_FINDINGS,
      context,
      `there are ${explanation} references in this text`,
      "explain them one at a time",
    );
  }
  const color = wantsColor(context, options, context.stdout);
  await writeStdout(context, explanationText(explanation, { color, quiet: options.quiet === true }));
  return isWrong(explanation) ? EXIT_FINDINGS : EXIT_OK;
}
