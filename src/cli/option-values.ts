/** Parsers of option values, which check them while the command line is read. */

import { constants } from "node:os";
import { InvalidArgumentError } from "commander";

/** What `--on-change` asks for. */
export type OnChange = "none" | "restart" | NodeJS.Signals;

/** Not empty: an empty text is mostly a variable that is not set. */
export function named(text: string): string {
  if (text === "") throw new InvalidArgumentError("It is empty.");
  return text;
}

/** Of files with values: nothing for others, and nothing to execute. */
export const FILE_MODES: readonly string[] = ["0400", "0440", "0600", "0640", "0660"];

export function fileMode(text: string): number {
  if (FILE_MODES.includes(text.padStart(4, "0"))) return Number.parseInt(text, 8);
  throw new InvalidArgumentError(
    `It has to be one of ${FILE_MODES.join(", ")}: a file with values is for its owner and group only.`,
  );
}

/** For options that can be repeated. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, named(text)];
}

/** Checked here, because the SDK accepts anything and sends a signed request there. */
export function httpUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return text;
  throw new InvalidArgumentError("It has to be a URL with http:// or https://, as in http://localhost:4566");
}

export function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It has to be a whole number from 1 to 9999.");
}

export function bytes(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It has to be a whole number of bytes, 1 or more, as in 100000000.");
}

const UNITS = { s: 1, m: 60, h: 3_600 } as const;
const SHORTEST = 10;

/** `30s`, `5m`, `1h` → seconds. At most a day. */
export function duration(text: string): number {
  const [, count = "", unit = ""] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  const seconds = Number(count) * (UNITS[unit as keyof typeof UNITS] ?? 0);
  if (seconds >= SHORTEST && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError("It has to be a time from 10s to 24h, as in 30s, 5m or 1h.");
}

/** At most a day, which is longer than anybody waits, and short enough for a timer. */
export function seconds(text: string): number {
  const number = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
  if (number > 0 && number <= 86_400) return number;
  throw new InvalidArgumentError("It has to be a number of seconds above 0, up to 86400.");
}

/** `none`, `restart`, or the name of a signal with or without SIG. */
export function onChange(text: string): OnChange {
  if (text === "none" || text === "restart") return text;
  const signal = `SIG${text.toUpperCase().replace(/^SIG/, "")}`;
  if (Object.hasOwn(constants.signals, signal)) return signal as NodeJS.Signals;
  throw new InvalidArgumentError("It has to be none, restart, or the name of a signal, as in HUP or USR1.");
}
