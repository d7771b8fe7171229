/**
 * The wrapper in which a secret travels. Printing, joining, serialising or inspecting it shows `[secret]`.
 * Only selecting and encoding may unwrap it; a test holds the importers of `unwrap` to that.
 */

declare const content: unique symbol;

/**
 * Something that must not be seen, of type `T`: a box with no property that leads to what is in it. Outside of this
 * package nothing opens it.
 */
export interface Redacted<T> {
  readonly [content]: T;
}

const REDACTED = "[secret]";
const kept = new WeakMap<object, unknown>();

const LID = Object.freeze({
  toString: () => REDACTED,
  toJSON: () => REDACTED,
  [Symbol.toPrimitive]: () => REDACTED,
  [Symbol.for("nodejs.util.inspect.custom")]: () => REDACTED,
});

/**
 * Puts a value into a box: what a provider answers a secret with. As text, in JSON and in `util.inspect` the box is
 * `[secret]`; `structuredClone` and workers get an empty object. The value is kept as it is, not copied. Never throws.
 */
export function redact<T>(value: T): Redacted<T> {
  const box = Object.freeze(Object.create(LID) as object);
  kept.set(box, value);
  return box as Redacted<T>;
}

/** @throws TypeError of what is no box of this copy of the package: a provider's bare value, for one */
export function unwrap<T>(box: Redacted<T>): T {
  if (!kept.has(box)) throw new TypeError("a value that was not made by redact() of this copy of arnsubst");
  return kept.get(box) as T;
}
