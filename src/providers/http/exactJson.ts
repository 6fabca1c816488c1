import { createRedactor } from "./redact.ts";

/** A JSON number as its source wrote it: `12.50` stays `12.50`. */
export class Numeral {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  /** What logs and template strings show. */
  toString(): string {
    return this.source;
  }
}

/** Whether parsed JSON is an object: no list, and no number either, which `parseExactJson` makes an object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Numeral);
}

/**
 * Parses JSON keeping every number as the digits of its source (`Numeral`), with the `hidden` texts
 * blotted out of its strings, numbers and names.
 * Throws a SyntaxError for what is not JSON and a RangeError for nesting beyond the stack.
 */
export function parseExactJson(text: string, hidden: readonly string[] = []): unknown {
  const blot = createRedactor(hidden);
  return (JSON.parse as SourceAwareParse)(text, (_key, value, context) => {
    if (typeof value === "number") {
      const source = context.source ?? String(value);
      // A key may be all digits.
      return blot(source) === source ? new Numeral(source) : blot(source);
    }
    if (typeof value === "string") return blot(value);
    return hidden.length > 0 && isRecord(value) ? blotNames(value, blot) : value;
  });
}

function blotNames(record: Record<string, unknown>, blot: (name: string) => string): Record<string, unknown> {
  const isNamed = Object.keys(record).some((name) => blot(name) !== name);
  if (!isNamed) return record;
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [blot(name), value]));
}

// TypeScript's own declaration does not know the third argument yet (ES2026, Node 21).
type SourceAwareParse = (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;
