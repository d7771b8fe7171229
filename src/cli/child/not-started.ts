/** What is told of a command that could not be started. */

import { NOT_FOUND, NOT_STARTED } from "../exit-status.js";

export interface NotStarted {
  readonly status: number;
  readonly message: string;
  readonly hint?: string;
}

/** `code` is the system's: ENOENT, EACCES. On Windows Node starts no `.cmd` and `.bat` files, and says EINVAL of them. */
export function notStarted(name: string, code: string, platform = process.platform): NotStarted {
  const windows = platform === "win32";
  const hint = windows
    ? "what is behind -- is started without a shell, which .cmd and .bat files need: write -- cmd /c …"
    : "what is behind -- is started without a shell: sh -c '…' is one";
  if (code === "ENOENT") return { status: NOT_FOUND, message: `${name}: command not found`, hint };
  const message = `${name}: cannot be started (${code})`;
  return windows && code === "EINVAL"
    ? { status: NOT_STARTED, message, hint }
    : { status: NOT_STARTED, message };
}
