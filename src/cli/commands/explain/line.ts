/** The work of `arnsubst explain FILE:LINE`: shows why the ARNs on that line are kept or replaced. */

import { isError } from "../../../core/diagnostics/diagnostics.js";
import { explainLine } from "../../../core/explain/line.js";
import { counted } from "../../../core/text/count.js";
import { linesOf } from "../../../core/text/source.js";
import { explainedLineText } from "../../../report/explain-line.js";
import { visibleName } from "../../../report/visible.js";
import { type CliContext, failWith, wantsColor, writeStdout } from "../../context/context.js";
import { EXIT_FINDINGS, EXIT_OK, type ExitStatus } from "../../exit-status.js";
import { loadConfig } from "../../inputs/config.js";
import { gatherFiles } from "../../inputs/sources.js";
import type { CommonFlags } from "../../shared-options.js";

export async function explainLineAt(
  file: string,
  line: number,
  options: CommonFlags,
  context: CliContext,
): Promise<ExitStatus> {
  const config = await loadConfig(options, context);
  if (typeof config === "number") return config;
  const { sources, status } = await gatherFiles([file], options, context);
  const [source] = sources;
  if (source === undefined) return status;
  const explained = explainLine(source, line, config.rules);
  if (explained.places.length + explained.diagnostics.length === 0) {
    const { text } = source;
    const last = linesOf(text).positionAt(Math.max(0, text.length - 1)).line;
    const what =
      line > last
        ? `the file has only ${counted(last, "line")}`
        : "there is no ARN of a secret or parameter on this line";
    return failWith(
      EXIT_FINDINGS,
      context,
      `${visibleName(file)}:${line}: ${what}`,
      "arnsubst list shows the lines with such ARNs",
    );
  }
  const color = wantsColor(context, options, context.stdout);
  const { columns } = context.stdout;
  await writeStdout(context, explainedLineText(explained, { color, quiet: options.quiet === true, columns }));
  return explained.diagnostics.some(isError) ? EXIT_FINDINGS : EXIT_OK;
}
