/** A logger for the SDK that prints nothing. The SDK's own logger prints advice to stderr. */

const silence = (): void => {};

export const SILENT = {
  trace: silence,
  debug: silence,
  info: silence,
  warn: silence,
  error: silence,
} as const;
