/** An ISO 8601 instant in UTC, as the public contract shows it. */
export type Instant = string;

/** What a `Date` holds at most, in epoch milliseconds, in either direction. */
export const maxDateMs = 8.64e15;

// An ISO date-time; without an offset it is taken as UTC, which is what APIs that omit it mean.
const isoDateTimePattern = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/** Reads an ISO 8601 date-time with any offset into UTC; `undefined` when it is not one. */
export function parseInstant(text: string): Instant | undefined {
  const match = isoDateTimePattern.exec(text);
  const [, date = "", offset] = match ?? [];
  if (!isCalendarDate(date)) return undefined;
  const atMs = Date.parse(offset ? text : `${text.replace(" ", "T")}Z`);
  const instant = Number.isNaN(atMs) ? "" : instantOf(atMs);
  // An offset may lead out of the years that have four digits, which nobody could read back.
  return isoDateTimePattern.test(instant) ? instant : undefined;
}

// `Date.parse` turns 30 February into 2 March.
function isCalendarDate(date: string): boolean {
  const atMs = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(atMs) && instantOf(atMs).startsWith(date);
}

export function instantOf(atMs: number): Instant {
  return new Date(atMs).toISOString();
}

/** The next first of a month, 00:00 UTC, strictly after `nowMs`. */
export function nextMonthStart(nowMs: number): Instant {
  const now = new Date(nowMs);
  return instantOf(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
}
