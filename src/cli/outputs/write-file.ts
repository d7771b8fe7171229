/** Writes a file that the user names: keeps it from overwriting an input, and logs why it cannot be written. */

import { existsSync, promises, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { placeOf } from "../../io/place.js";
import { type CliContext, failWith, type Misuse } from "../context/context.js";
import { EXIT_ENVIRONMENT, EXIT_OK, type ExitStatus } from "../exit-status.js";

/** Where a path leads. One with an error gets its message when it is read or written. */
export function placeIn(path: string): Promise<string> {
  return placeOf(path).catch(() => resolve(path));
}

/** The error where the output is one of the paths, links followed. */
export async function overwriteMisuse(
  output: string,
  paths: readonly (string | undefined)[],
): Promise<Misuse | undefined> {
  const target = await promises.realpath(output).catch(() => undefined);
  if (target === undefined) return undefined;
  for (const path of paths) {
    if (path !== undefined && target === (await promises.realpath(path).catch(() => undefined)))
      return overwriteMessage(output, path);
  }
  return undefined;
}

export function overwriteMessage(output: string, path: string): Misuse {
  return [`-o ${output} would overwrite ${path}`, "name another file; this one stays as it is"];
}

/** Runs `write`, and logs why it fails. */
export async function writeOrLog(
  output: string,
  write: (path: string) => Promise<void>,
  context: CliContext,
): Promise<ExitStatus> {
  try {
    await write(output);
    return EXIT_OK;
  } catch (thrown) {
    const code = String((thrown as NodeJS.ErrnoException).code ?? "unknown");
    return failWith(EXIT_ENVIRONMENT, context, writeErrorMessage(output, code), "nothing was changed");
  }
}

/** Names the file that is in the place of a directory, too. */
export function writeErrorMessage(output: string, code: string): string {
  const message = `${output}: cannot be written (${writeErrorReason(output, code)})`;
  const inTheWay = code === "EEXIST" || code === "ENOTDIR" ? notDirectoryAt(dirname(output)) : undefined;
  return inTheWay === undefined ? message : `${message}: ${inTheWay} is a file, not a directory`;
}

/** An error of the file system, in words where they help more than its code. */
export function writeErrorReason(output: string, code: string, platform = process.platform): string {
  const directory = dirname(output);
  if (code === "ENOENT" && !existsSync(directory)) return `there is no directory ${directory}`;
  if (code === "EACCES") return `EACCES: you may not write to ${directory}`;
  if (code === "EFOREIGN") return "a link in its path, or the pipe, belongs to another user";
  if (code === "EISDIR") return "it is a directory, not a file";
  if (code === "EGROUP") return "its group cannot be set: you have to be in the group (id -G), or be root";
  // As after docker run -v FILE:FILE.
  if (code === "EBUSY") return "EBUSY: in use, or a mount point; mount its directory instead";
  if (code === "EPERM" && platform === "win32") return "EPERM: read-only, or open in another program";
  return code;
}

/** The file that is in the place of a directory, or of one above it. */
function notDirectoryAt(directory: string): string | undefined {
  try {
    return statSync(directory).isDirectory() ? undefined : directory;
  } catch {
    return dirname(directory) === directory ? undefined : notDirectoryAt(dirname(directory));
  }
}
