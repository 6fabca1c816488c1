/** Calls `create` on the first call only; every call returns the same value, such as a promise. */
export function lazy<T extends object>(create: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= create();
    return value;
  };
}
