import { Numeral } from "./numeral.ts";

/**
 * Parses JSON keeping every number as the digits of its source (`Numeral`), with the `hidden` texts
 * blotted out of its strings, keys included.
 * Throws a SyntaxError for what is not JSON and a RangeError for nesting beyond the stack.
 */
export function parseExactJson(text: string, hidden: readonly string[] = []): unknown {
  const blot = blotter(hidden);
  return (JSON.parse as SourceAwareParse)(blot(text), (_key, value, context) => {
    if (typeof value === "number") return new Numeral(context.source ?? String(value));
    // A second time: escapes in the source may have hidden it from the first.
    return typeof value === "string" ? blot(value) : value;
  });
}

// A shorter text would tear holes into innocent words.
const shortestHidden = 8;

function blotter(hidden: readonly string[]): (text: string) => string {
  const texts = hidden.filter((text) => text.length >= shortestHidden);
  return (text) => texts.reduce((rest, secret) => rest.replaceAll(secret, "•••"), text);
}

// TypeScript's own declaration does not know the third argument yet (ES2026, Node 21).
type SourceAwareParse = (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;
