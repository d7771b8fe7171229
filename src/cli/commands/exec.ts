/** `arnsubst exec`: a command with the resolved files, which are gone when it has ended. */

import { removeLeftovers } from "../../io/private-directory.js";
import { replaceProcess } from "../../io/replace-process.js";
import { type Placeholder, placeholderOf } from "../child/placeholder.js";
import { type ChildCommand, run } from "../child/run.js";
import { readVariables, valuesOf, withVariables } from "../child/variables.js";
import { type CliContext, logMessage } from "../context/context.js";
import { endOnSignals, signalsHeard } from "../context/early-signals.js";
import { withLogging } from "../context/node-debug.js";
import { EXIT_FINDINGS, EXIT_USAGE } from "../exit-status.js";
import type { ExecFlags } from "../flags.js";
import { tellUnmasked } from "../outputs/github-masks.js";
import { misuseOf } from "../outputs/targets.js";
import { resolvePaths } from "./resolve.js";

/** The status is the command's, once it has been started. */
export async function execCommand(
  files: readonly string[],
  command: readonly string[],
  options: ExecFlags,
  context: CliContext,
): Promise<number> {
  // Before the fetch: what is used for it sets variables of its own, and the command must not inherit them.
  const { ARNSUBST_DIR: _, ARNSUBST_FILE: __, ...env } = withLogging(context.env);
  const placeholder = placeholderOf(options.placeholder);
  const fault = misuseOf(files, options) ?? commandFault(command, files.length, placeholder);
  const read = fault === undefined ? readVariables(options.env ?? []) : { misuse: fault };
  if ("misuse" in read) {
    await logMessage(context, ...read.misuse);
    return EXIT_USAGE;
  }
  // The first process of a container is ended by what it listens to only; any other one at once, while nobody listens.
  const unhear = context.pid === 1 ? endOnSignals(context) : () => {};
  removeLeftovers();
  const resolved = await resolvePaths(files, options, context);
  if (typeof resolved === "number") return resolved;
  const { sources, texts, values = [] } = resolved;
  const outputs = sources.map(({ name }, index) => ({ name, text: texts[index] ?? "" }));
  const found = valuesOf(read.variables, outputs);
  if ("misuse" in found) {
    await logMessage(context, ...found.misuse);
    return EXIT_FINDINGS;
  }
  if (options.mask === true) await tellUnmasked(values, options, context);
  const wanted =
    read.variables.length === 0 || command.some((argument) => placeholder(argument) !== undefined);
  const childCommand = {
    command,
    placeholder,
    env: withVariables(env, found.values),
    files: wanted ? outputs : [],
    // What we have read to its end is no input for anybody else.
    stdin: !files.includes("-") && options.secretsFile !== "-",
    ...(options.mask === true ? { hidden: values } : {}),
  };
  return start(childCommand, options, context, unhear);
}

/** Only files and masked output have us wait for the command's end. */
async function start(
  childCommand: ChildCommand,
  { quiet }: ExecFlags,
  context: CliContext,
  unhear: () => void,
): Promise<number> {
  if (
    childCommand.files.length === 0 &&
    childCommand.hidden === undefined &&
    context.handOver !== undefined
  ) {
    await signalsHeard();
    replaceProcess(childCommand, context.handOver);
  }
  if (context.pid === 1 && !quiet) await logMessage(context, ...ORPHANS);
  // It listens from its start.
  const running = run(childCommand, context);
  unhear();
  return running;
}

/** Node asks after its own children only. */
const ORPHANS = [
  "exec is process 1 here and cannot reap what the command leaves running, which stays as zombies",
  "start the container with docker run --init, or write tini -- arnsubst exec …",
] as const;

function commandFault(
  command: readonly string[],
  files: number,
  placeholder: Placeholder,
): [string, string] | undefined {
  if (command.length === 0)
    return ["exec needs a command behind --", "write it as in arnsubst exec io_config.yaml -- mage run {}"];
  const beyond = command.find((argument) => (placeholder(argument) ?? 0) >= files);
  if (beyond === undefined) return undefined;
  return [
    `${beyond}: there is no such file`,
    `they count from {0}, and the last is {${files - 1}}; --placeholder '' leaves every argument as it is`,
  ];
}
