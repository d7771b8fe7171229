/** What an option's value has to be, checked while the command line is read. */

import { InvalidArgumentError } from "commander";

/** An empty text mostly comes of a variable that is not set. */
export function named(text: string): string {
  if (text === "") throw new InvalidArgumentError("It is empty.");
  return text;
}

/** An option that may be repeated. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, named(text)];
}

/** Checked here, because the SDK takes what it is given and signs a request to it. */
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
  throw new InvalidArgumentError("It has to be a whole number of bytes from 1 up, as in 100000000.");
}

/** A day is longer than anybody waits, and within what a timer can count. */
export function seconds(text: string): number {
  const number = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
  if (number > 0 && number <= 86_400) return number;
  throw new InvalidArgumentError("It has to be a number of seconds above 0, up to 86400.");
}
