/** The message and the exit status for a command that could not be started. */

import { NOT_FOUND, NOT_STARTED } from "../exit-status.js";

/** `code` is the system's: ENOENT, EACCES. On Windows it is EINVAL for `.cmd` and `.bat` files, which Node does not start. */
export function describeStartFailure(name: string, code: string, platform = process.platform) {
  const windows = platform === "win32";
  const hint = windows
    ? "exec starts the command without a shell, which .cmd and .bat files need: write -- cmd /c …"
    : "exec starts the command without a shell; to use one, write -- sh -c '…'";
  if (code === "ENOENT") return { status: NOT_FOUND, message: `${name}: command not found`, hint };
  const message = `${name}: cannot be started (${code})`;
  return { status: NOT_STARTED, message, hint: windows && code === "EINVAL" ? hint : undefined };
}
