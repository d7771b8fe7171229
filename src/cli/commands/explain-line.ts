/** `arnsubst explain FILE:LINE`: why the ARNs on that line are kept or replaced, by the rules of the team too. */

import { isError } from "../../core/diagnostics/diagnostics.js";
import { explainLine } from "../../core/explain/line.js";
import { counted } from "../../core/text/count.js";
import { linesOf } from "../../core/text/source.js";
import { explainedLineText } from "../../report/explain-line.js";
import { visibleName } from "../../report/visible.js";
import { print, tell, type World, wantsColor } from "../context/context.js";
import { CONFIG_WRONG, DONE, type ExitStatus } from "../exit-status.js";
import type { CommonFlags } from "../flags.js";
import { loadConfig } from "../inputs/config.js";
import { gatherFiles } from "../inputs/sources.js";

export async function explainLineCommand(
  file: string,
  line: number,
  options: CommonFlags,
  world: World,
): Promise<ExitStatus> {
  const config = await loadConfig(options, world);
  if (typeof config === "number") return config;
  const { sources, status } = await gatherFiles([file], options, world);
  const [source] = sources;
  if (source === undefined) return status;
  const explained = explainLine(source, line, config.rules);
  if (explained.places.length + explained.diagnostics.length === 0) {
    const { text } = source;
    const last = linesOf(text).positionAt(Math.max(0, text.length - 1)).line;
    const what =
      line > last ? `the file has ${counted(last, "line")}` : "no ARN of a secret stands on this line";
    await tell(world, `${visibleName(file)}:${line}: ${what}`, "arnsubst list shows where they stand");
    return CONFIG_WRONG;
  }
  const color = wantsColor(world, options, world.stdout);
  const { columns } = world.stdout;
  await print(world, explainedLineText(explained, { color, quiet: options.quiet === true, columns }));
  return explained.diagnostics.some(isError) ? CONFIG_WRONG : DONE;
}
