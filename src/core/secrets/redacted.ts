/**
 * The wrapper of a secret value. Printing, joining, serialising or inspecting it shows `[secret]`. Only selection and
 * encoding may unwrap it: a test checks the importers of `unwrap`.
 */

declare const content: unique symbol;

/** A wrapped secret value of type `T`. The wrapper has no property with the value, and only this package can unwrap it. */
export interface Redacted<T> {
  readonly [content]: T;
}

const REDACTED = "[secret]";
const values = new WeakMap<object, unknown>();

const PROTOTYPE = Object.freeze({
  toString: () => REDACTED,
  toJSON: () => REDACTED,
  [Symbol.toPrimitive]: () => REDACTED,
  [Symbol.for("nodejs.util.inspect.custom")]: () => REDACTED,
});

/**
 * Wraps a secret value. A provider has to wrap every value that it returns. As text, in JSON and in `util.inspect` the
 * wrapper is `[secret]`; `structuredClone` and workers get an empty object. Does not copy the value. Never throws.
 */
export function redact<T>(value: T): Redacted<T> {
  const wrapper = Object.freeze(Object.create(PROTOTYPE) as object);
  values.set(wrapper, value);
  return wrapper as Redacted<T>;
}

/** Whether two wrappers hold equal data: text, numbers, and objects and lists of them. */
export function isEqualRedacted<T>(one: Redacted<T>, other: Redacted<T>): boolean {
  return JSON.stringify(values.get(one)) === JSON.stringify(values.get(other));
}

/** The last wrapper of each value, by the same measure. */
export function distinctRedacted<T>(wrappers: readonly Redacted<T>[]): readonly Redacted<T>[] {
  return [...new Map(wrappers.map((each) => [JSON.stringify(values.get(each)), each])).values()];
}

/** @throws TypeError where {@link redact} of this copy of the package did not make the wrapper: a provider's bare value */
export function unwrap<T>(wrapper: Redacted<T>): T {
  if (!values.has(wrapper))
    throw new TypeError("the provider returned a value that is not from redact() of this copy of arnsubst");
  return values.get(wrapper) as T;
}
