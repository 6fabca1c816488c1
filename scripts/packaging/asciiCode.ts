const beyondAscii = /[^\0-\x7f]/g;

/**
 * The same JavaScript in ASCII. V8 keeps a script at two bytes for each character when one of them is beyond Latin-1.
 * esbuild escapes such characters except in regular expressions, where an escape means the same; so it does in strings, but not in
 * `String.raw`.
 */
export function asciiCode(code: string): string {
  return code.replace(beyondAscii, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
