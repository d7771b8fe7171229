/** A logger that says nothing. Left to itself the SDK writes advice of its own to stderr. */

const silence = (): void => {};

export const SILENT = {
  trace: silence,
  debug: silence,
  info: silence,
  warn: silence,
  error: silence,
} as const;
