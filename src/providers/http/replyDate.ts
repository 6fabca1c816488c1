import { type Instant, instantOf, parseInstant } from "../../core/time/instant.ts";

/** Dates outside these years mean "never": zero, the year 1, the end of the year 9999. */
const firstYearMs = Date.UTC(2000, 0);
const lastYearMs = Date.UTC(9000, 0);
/** An ISO 8601 year has four digits. */
const year10000Ms = Date.UTC(10_000, 0);

const neverPattern = /^(?:never|none|null|n\/a|unlimited|infinit[ey]|∞|0000-00-00.*)$/i;
const isoPattern =
  /^(\d{4})([-/])(\d{2})\2(\d{2})(?:[T ]+(\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?) *(Z|UTC|GMT|\(Etc\/UTC\)|[+-]\d{2}(?::?\d{2})?)?(?: *(?:UTC|GMT))?)?$/i;
/** RFC 2822, with or without the weekday. */
const rfcPattern =
  /^(?:[a-z]{3,9}, *)?(\d{1,2}) +([a-z]{3}) +(\d{4})(?: +(\d{2}:\d{2}(?::\d{2})?) *(GMT|UTC?|Z|[+-]\d{4})?)?(?: *\([\w ]*\))?$/i;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const compactPattern = /^(20\d{2})(\d{2})(\d{2})$/;

/**
 * A date of a reply: ISO 8601 (without a zone: UTC; a day alone: its start), RFC 2822, or a Unix time in s, ms or µs,
 * told apart by size. `null` for a date that means never; `undefined` for text that is no date.
 */
export function parseReplyDate(value: string): Instant | null | undefined {
  const instant = parseAnyDate(value);
  if (instant === undefined || instant === null) return instant;
  const atMs = Date.parse(instant);
  return atMs >= firstYearMs && atMs < lastYearMs ? instant : null;
}

/** The same for dates of the past, which may be in any year. */
export function parseAnyDate(value: string): Instant | null | undefined {
  const text = value.trim();
  if (neverPattern.test(text)) return null;
  return parseText(text) ?? parseUnixTime(text);
}

function parseText(text: string): Instant | undefined {
  const [, year, , month, day, time = "00:00", zone] = isoPattern.exec(text) ?? [];
  if (year !== undefined)
    return parseInstant(`${year}-${month}-${day}T${time.replace(",", ".")}${offset(zone)}`);
  const [, rfcDay = "", rfcMonth = "", rfcYear, rfcTime = "00:00", rfcZone] = rfcPattern.exec(text) ?? [];
  const monthNumber = String(months.indexOf(rfcMonth.toLowerCase()) + 1).padStart(2, "0");
  if (rfcYear !== undefined) {
    return parseInstant(`${rfcYear}-${monthNumber}-${rfcDay.padStart(2, "0")}T${rfcTime}${offset(rfcZone)}`);
  }
  const [, compactYear, compactMonth, compactDay] = compactPattern.exec(text) ?? [];
  return compactYear === undefined
    ? undefined
    : parseInstant(`${compactYear}-${compactMonth}-${compactDay}T00:00Z`);
}

function offset(zone: string | undefined): string {
  if (zone === undefined || !/^[+-]/.test(zone)) return "Z";
  return zone.length === 3 ? `${zone}:00` : zone;
}

// Seconds are below the first bound until the year 5138, and milliseconds are below the second one.
function parseUnixTime(text: string): Instant | null | undefined {
  if (!/^-?\d+(\.\d+)?(e\+?\d+)?$/i.test(text)) return undefined;
  const value = Number(text);
  const atMs = Math.floor(value < 1e11 ? value * 1000 : value < 1e14 ? value : value / 1000);
  return Math.abs(atMs) < year10000Ms ? instantOf(atMs) : null;
}
