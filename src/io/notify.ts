/** Tells systemd that a service of `Type=notify` is ready. Node cannot write to its socket, so `systemd-notify` does. */

import { spawn } from "node:child_process";

/** Does nothing where nobody waits for it. The unit needs `NotifyAccess=all`. */
export function notifyReady(env: Readonly<Record<string, string | undefined>>): void {
  if (!env["NOTIFY_SOCKET"]) return;
  spawn("systemd-notify", ["--ready"], { env, stdio: "ignore" }).on("error", () => {});
}
