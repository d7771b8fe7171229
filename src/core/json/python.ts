/** JSON values as Python writes them: `str()` and `json.dumps()`, as in templates of Mage. */

import { isList, isNumber, isObject, type JsonValue, parseJson, STRING } from "./text.js";

const STRING_OR_NUMBER = new RegExp(`${STRING}|NaN|-?Infinity`, "gs");

/** Python's `str()`. */
export function pythonText(value: JsonValue): string {
  return typeof value === "string" ? value : representation(value);
}

/** Python's `repr()`. */
function representation(value: JsonValue): string {
  if (typeof value === "string") return quoted(value);
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (isNumber(value)) return numberText(value.value);
  if (isList(value)) return `[${value.map(representation).join(", ")}]`;
  if (!isObject(value)) throw new Error("a JSON value is one of six kinds");
  return `{${Array.from(value, ([key, item]) => `${quoted(key)}: ${representation(item)}`).join(", ")}}`;
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
/** Characters that are not printable in Python, except the space. */
const TO_ESCAPE = /\\|(?! )[\p{C}\p{Z}]/gu;

/** In double quotes only where that avoids an escape. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = text.replace(TO_ESCAPE, (character) => ESCAPES[character] ?? codePointEscape(character));
  return quote + (quote === "'" ? inside.replaceAll("'", "\\'") : inside) + quote;
}

function codePointEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, "0");
}

/** An integer keeps its digits. Any other number becomes a double. */
function numberText(digits: string): string {
  if (!/[.eE]/.test(digits)) return digits === "-0" ? "0" : digits;
  const double = Number(digits);
  if (!Number.isFinite(double)) return double < 0 ? "-inf" : "inf";
  const sign = double < 0 || Object.is(double, -0) ? "-" : "";
  const [mantissa = "", exponent = ""] = Math.abs(double).toExponential().split("e");
  return sign + positional(mantissa.replace(".", ""), Number(exponent));
}

/** With an exponent below 0.0001 and from 1e16 on. */
function positional(digits: string, exponent: number): string {
  if (exponent < -4 || exponent >= 16) {
    const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
    return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${whole}.${digits.slice(exponent + 1) || "0"}`;
}

/** Python's `json.dumps()` with sorted keys: spaces after the separators, and ASCII only. */
export function pythonJson(value: JsonValue): string {
  if (typeof value === "string") return asciiString(value);
  if (isNumber(value)) return numberText(value.value).replace("inf", "Infinity");
  if (isList(value)) return `[${value.map(pythonJson).join(", ")}]`;
  if (!isObject(value)) return String(value);
  const entries = [...value].sort(([a], [b]) => byCodePoint(a, b));
  return `{${entries.map(([key, item]) => `${asciiString(key)}: ${pythonJson(item)}`).join(", ")}}`;
}

function asciiString(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (character) => `\\u${hex(character.charCodeAt(0), 4)}`);
}

/** JavaScript compares UTF-16 units, and so puts characters beyond U+FFFF before some others. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const differing = left.findIndex((character, at) => character !== right[at]);
  if (differing < 0) return left.length - right.length;
  return (left[differing]?.codePointAt(0) ?? 0) - (right[differing]?.codePointAt(0) ?? -1);
}

/** Whether only Python accepts a text as JSON: it reads `NaN` and `Infinity` as numbers. */
export function onlyPythonReads(text: string): boolean {
  const strict = text.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : "0"));
  return strict !== text && parseJson(strict) !== undefined;
}
