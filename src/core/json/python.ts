/** JSON values written as Python writes them, for what Mage's Jinja would have rendered: `str()` and `json.dumps()`. */

import { isList, isNumber, isObject, type JsonValue, parseJson, STRING } from "./text.js";

const STRING_OR_NUMBER = new RegExp(`${STRING}|NaN|-?Infinity`, "gs");

/** As `str()` has it. */
export function pythonText(value: JsonValue): string {
  return typeof value === "string" ? value : representation(value);
}

/** As `repr()` has it. */
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
/** All that Python does not call printable, the space apart. */
const TO_ESCAPE = /\\|(?! )[\p{C}\p{Z}]/gu;

/** Double quotes only where they spare an escape. */
function quoted(text: string): string {
  const pattern = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = text.replace(TO_ESCAPE, (character) => ESCAPES[character] ?? codePointEscape(character));
  return pattern + (pattern === "'" ? inside.replaceAll("'", "\\'") : inside) + pattern;
}

function codePointEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, "0");
}

/** An integer keeps its digits; anything else becomes a double. */
function numberText(digits: string): string {
  if (!/[.eE]/.test(digits)) return digits === "-0" ? "0" : digits;
  const double = Number(digits);
  if (!Number.isFinite(double)) return double < 0 ? "-inf" : "inf";
  const sign = double < 0 || Object.is(double, -0) ? "-" : "";
  const [mantissa = "", exponent = ""] = Math.abs(double).toExponential().split("e");
  return sign + positional(mantissa.replace(".", ""), Number(exponent));
}

/** The shortest digits that mean the double, with an exponent below 0.0001 and from 1e16 on. */
function positional(digits: string, exponent: number): string {
  if (exponent < -4 || exponent >= 16) {
    const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
    return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${whole}.${digits.slice(exponent + 1) || "0"}`;
}

/** As `json.dumps()` has it with sorted keys: spaces behind the separators, and no character beyond ASCII. */
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

/** JavaScript compares halves of surrogate pairs, which puts characters beyond U+FFFF before some below. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const differing = left.findIndex((character, at) => character !== right[at]);
  if (differing < 0) return left.length - right.length;
  return (left[differing]?.codePointAt(0) ?? 0) - (right[differing]?.codePointAt(0) ?? -1);
}

/** Whether Python takes for JSON what is none: it reads `NaN` and `Infinity` as numbers. */
export function onlyPythonReads(text: string): boolean {
  const strict = text.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : "0"));
  return strict !== text && parseJson(strict) !== undefined;
}
