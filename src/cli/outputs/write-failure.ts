/** What the commands share that write to a file: which input it would overwrite, and what is said where it cannot be written. */

import { existsSync, promises, statSync } from "node:fs";
import { dirname } from "node:path";
import { type CliContext, logMessage } from "../context/context.js";
import { EXIT_ENVIRONMENT, EXIT_OK, type ExitStatus } from "../exit-status.js";

/** The first of the paths that is the same file as the output, whatever links lead to it. */
export async function overwritten(output: string, paths: readonly string[]): Promise<string | undefined> {
  const target = await promises.realpath(output).catch(() => undefined);
  if (target === undefined) return undefined;
  for (const path of paths) {
    if (target === (await promises.realpath(path).catch(() => undefined))) return path;
  }
  return undefined;
}

/** A message and a hint for {@link overwritten}. */
export function wouldOverwrite(output: string, path: string): [message: string, hint: string] {
  return [`-o ${output} would overwrite ${path}`, "name another file; the input stays as it is"];
}

/** Writes, and tells the user where that fails. */
export async function deliverTo(
  output: string,
  write: (path: string) => Promise<void>,
  context: CliContext,
): Promise<ExitStatus> {
  try {
    await write(output);
    return EXIT_OK;
  } catch (thrown) {
    const code = String((thrown as NodeJS.ErrnoException).code ?? "unknown");
    await logMessage(context, notWritten(output, code), "nothing was changed");
    return EXIT_ENVIRONMENT;
  }
}

/** A message, which names what stands in the place of a directory. */
export function notWritten(output: string, code: string): string {
  const message = `${output}: cannot be written (${reasonOf(output, code)})`;
  const inTheWay = code === "EEXIST" || code === "ENOTDIR" ? notDirectoryAt(dirname(output)) : undefined;
  return inTheWay === undefined ? message : `${message}: ${inTheWay} is a file, not a directory`;
}

/** An error of the file system, in words where these help more than its code. */
export function reasonOf(output: string, code: string, platform = process.platform): string {
  const directory = dirname(output);
  if (code === "ENOENT" && !existsSync(directory)) return `there is no directory ${directory}`;
  if (code === "EISDIR") return "it is a directory, not a file";
  // What docker run -v FILE:FILE makes of a file.
  if (code === "EBUSY") return "EBUSY: in use, or mounted by itself; mount its directory";
  if (code === "EPERM" && platform === "win32") return "EPERM: read-only, or open in another program";
  return code;
}

/** What stands in the place of a directory, or of one above it. */
function notDirectoryAt(directory: string): string | undefined {
  try {
    return statSync(directory).isDirectory() ? undefined : directory;
  } catch {
    return dirname(directory) === directory ? undefined : notDirectoryAt(dirname(directory));
  }
}
