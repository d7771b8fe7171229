/** A function that computes its result for each argument only once. */

interface Cache<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

/** @param cache pass a `WeakMap` for results that may go when their arguments do */
export function memoized<K, V extends {}>(
  make: (key: K) => V,
  cache: Cache<K, V> = new Map(),
): (key: K) => V {
  return (key) => {
    const cached = cache.get(key);
    if (cached !== undefined) return cached;
    const made = make(key);
    cache.set(key, made);
    return made;
  };
}
