/** The exit statuses. Only this directory knows them; everything below speaks of diagnostics and faults. */

export const EXIT_OK = 0;
/** A diagnostic of severity error, or a secret that cannot be had. */
export const EXIT_FINDINGS = 1;
export const EXIT_USAGE = 2;
/** No credentials, no network, a disk or permissions in the way, or a bug of ours. */
export const EXIT_ENVIRONMENT = 3;

/** Of a fetch that a signal has ended, as a shell counts a death by it. */
export const SIGNALLED = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGQUIT: 131 } as const;

/** Of a command that could not be started, and of one that is not there, as a shell has it. */
export const NOT_STARTED = 126;
export const NOT_FOUND = 127;

/** Of a command that the signal of this number has ended, as a shell counts it. */
export function statusOfSignal(number: number): number {
  return 128 + number;
}

export type ExitStatus = typeof EXIT_OK | typeof EXIT_FINDINGS | typeof EXIT_USAGE | typeof EXIT_ENVIRONMENT;

/** The status of a run in which several things went wrong: the gravest. */
export function worst(...statuses: readonly ExitStatus[]): ExitStatus {
  return Math.max(EXIT_OK, ...statuses) as ExitStatus;
}
