/** An ISO 8601 instant in UTC, as the public contract shows it. */
export type Instant = string;

// An ISO date-time; without an offset it is taken as UTC, which is what APIs that omit it mean.
const isoDateTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/** Reads an ISO 8601 date-time with any offset into UTC; `undefined` when it is not one. */
export function parseInstant(text: string): Instant | undefined {
  const match = isoDateTime.exec(text);
  if (!match) return undefined;
  const atMs = Date.parse(match[1] ? text : `${text.replace(" ", "T")}Z`);
  return Number.isNaN(atMs) ? undefined : instantOf(atMs);
}

export function instantOf(atMs: number): Instant {
  return new Date(atMs).toISOString();
}

/** The next first of a month, 00:00 UTC, strictly after `nowMs`. */
export function nextMonthStart(nowMs: number): Instant {
  const now = new Date(nowMs);
  return instantOf(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
}
