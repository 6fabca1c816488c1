import { hourMs } from "./durations.ts";

/** An IANA time zone such as `Europe/Berlin`. */
export type TimeZone = string;

const formats = new Map<TimeZone, Intl.DateTimeFormat>();

/** The zone of this machine: in a webview the reader's, in an extension host that of the server. */
export function systemTimeZone(): TimeZone {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Whether this machine knows the zone. */
export function isTimeZone(name: string): boolean {
  try {
    return formatOf(name) !== undefined;
  } catch {
    return false;
  }
}

/** The years that a calendar of four digits can name, with a day to spare at both ends. */
const minMs = utcMs(1, 1, 2);
const maxMs = utcMs(9999, 12, 30);

/**
 * Local time minus UTC in a zone at an instant, in milliseconds. Throws a RangeError for an unknown zone. Before the
 * year 1 and after 9999 the offset of the nearest instant between.
 */
export function utcOffsetMs(atMs: number, timeZone: TimeZone): number {
  const seconds = Math.floor(Math.min(maxMs, Math.max(minMs, atMs)) / 1000);
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(seconds * 1000)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return utcMs(year, month, day) + ((hour * 60 + minute) * 60 + second - seconds) * 1000;
}

/** The start of a day in UTC. Unlike `Date.UTC`, it takes the years 0 to 99 for what they are. */
export function utcMs(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

/**
 * The instant at which clocks of a zone show `localMs`, a local time written as if it were UTC. Of two such instants
 * the earlier one; of a time that the clocks skip, the end of the gap.
 */
export function instantOfLocalMs(localMs: number, timeZone: TimeZone): number {
  // No zone changes its offset twice within this time.
  const before = utcOffsetMs(localMs - 24 * hourMs, timeZone);
  const after = utcOffsetMs(localMs + 24 * hourMs, timeZone);
  const candidates = [localMs - before, localMs - after].sort((a, b) => a - b);
  return candidates.find((atMs) => atMs + utcOffsetMs(atMs, timeZone) === localMs) ?? localMs - before;
}

function formatOf(timeZone: TimeZone): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(timeZone, format);
  }
  return format;
}
