import { Numeral } from "./numeral.ts";

/**
 * Parses JSON keeping every number as the digits of its source (`Numeral`).
 * Throws a SyntaxError for what is not JSON and a RangeError for nesting beyond the stack.
 */
export function parseExactJson(text: string): unknown {
  return (JSON.parse as SourceAwareParse)(text, (_key, value, context) =>
    typeof value === "number" ? new Numeral(context.source ?? String(value)) : value,
  );
}

// TypeScript's own declaration does not know the third argument yet (ES2026, Node 21).
type SourceAwareParse = (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;
