/** An ISO 8601 date-time in UTC, as in the public contract. */
export type Instant = string;

/** The greatest epoch milliseconds of a `Date`, positive or negative. */
export const maxDateMs = 8.64e15;

// An ISO date-time. Without an offset it is read as UTC: APIs that omit the offset mean UTC.
const isoDateTimePattern = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/** Converts an ISO 8601 date-time with any offset to UTC. `undefined` for any other text. */
export function parseInstant(text: string): Instant | undefined {
  const match = isoDateTimePattern.exec(text);
  const [, date = "", offset] = match ?? [];
  if (!isCalendarDate(date)) return undefined;
  const atMs = Date.parse(offset ? text : `${text.replace(" ", "T")}Z`);
  const instant = Number.isNaN(atMs) ? "" : instantOf(atMs);
  // An offset may lead to a year without four digits, which could not be parsed again.
  return isoDateTimePattern.test(instant) ? instant : undefined;
}

// `Date.parse` reads 30 February as 2 March.
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
