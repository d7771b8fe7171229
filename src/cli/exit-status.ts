/** The exit statuses. They are known to `src/cli` only; the other parts return diagnostics and errors. */

export const EXIT_OK = 0;
/** There is a diagnostic of severity error, or a secret cannot be fetched. */
export const EXIT_FINDINGS = 1;
export const EXIT_USAGE = 2;
/** No credentials, no network, a full disk, missing permissions, or a bug of ours. */
export const EXIT_ENVIRONMENT = 3;

/** After a signal has ended a fetch: the status that a shell reports. */
export const SIGNALLED = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGQUIT: 131 } as const;

/** For a command that cannot be started, and for one that is not found, as in a shell. */
export const NOT_STARTED = 126;
export const NOT_FOUND = 127;

/** After a signal has ended a command: the status that a shell reports. */
export function statusOfSignal(number: number): number {
  return 128 + number;
}

export type ExitStatus = typeof EXIT_OK | typeof EXIT_FINDINGS | typeof EXIT_USAGE | typeof EXIT_ENVIRONMENT;

/** The most serious one, for a run in which several things went wrong. */
export function worst(...statuses: readonly ExitStatus[]): ExitStatus {
  return Math.max(EXIT_OK, ...statuses) as ExitStatus;
}
