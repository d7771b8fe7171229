/** The entries of an object that are set, for optional properties that must not be `undefined`. */
export function omitUndefined<T extends object>(
  entries: T,
): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as T;
}
