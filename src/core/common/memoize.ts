/** The same function, which computes a result once for each name and its options. For few of them: none is forgotten. */
export function memoize<Options extends readonly unknown[], Result>(
  compute: (name: string, ...options: Options) => Result,
): (name: string, ...options: Options) => Result {
  const results = new Map<string, Result>();
  return (name, ...options) => {
    const key = `${name} ${JSON.stringify(options)}`;
    const result = results.get(key) ?? compute(name, ...options);
    results.set(key, result);
    return result;
  };
}
