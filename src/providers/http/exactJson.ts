import { createRedactor } from "./redact.ts";

/** A JSON number with the digits of its source: `12.50` stays `12.50`. */
export class Numeral {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  /** The text that logs and template strings show. */
  toString(): string {
    return this.source;
  }
}

/** Whether parsed JSON is an object: not an array, and not a `Numeral`. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Numeral);
}

/**
 * Parses JSON. Every number keeps the digits of its source (`Numeral`), and the `secrets` are redacted in
 * strings, numbers and names.
 * Throws a SyntaxError for what is not JSON and a RangeError for nesting beyond the stack.
 */
export function parseExactJson(text: string, secrets: readonly string[] = []): unknown {
  const redact = createRedactor(secrets);
  return (JSON.parse as SourceAwareParse)(text, (_key, value, context) => {
    if (typeof value === "number") {
      const source = context.source ?? String(value);
      // A key may consist of digits only.
      return redact(source) === source ? new Numeral(source) : redact(source);
    }
    if (typeof value === "string") return redact(value);
    return secrets.length > 0 && isRecord(value) ? redactNames(value, redact) : value;
  });
}

function redactNames(
  record: Record<string, unknown>,
  redact: (name: string) => string,
): Record<string, unknown> {
  const hasSecretName = Object.keys(record).some((name) => redact(name) !== name);
  if (!hasSecretName) return record;
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [redact(name), value]));
}

// TypeScript does not declare the third argument yet (ES2026, Node 21).
type SourceAwareParse = (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;
