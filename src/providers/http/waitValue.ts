import { dayMs, hourMs, minuteMs, secondMs } from "../../core/time/durations.ts";
import { parseInstant } from "../../core/time/instant.ts";

/** The unit of a number that is too small to be a Unix time. */
export type WaitUnit = "second" | "millisecond";

/**
 * The instants of a header that says when to come back, in epoch milliseconds: a number (of seconds or milliseconds
 * from now, or a Unix time in s, ms, µs or ns, told apart by size), a duration (`6m0s`, `30 seconds`, `PT30S`), an HTTP
 * date or an RFC 3339 date. A header that was sent several times has its values joined by commas. Empty when nothing can be read.
 */
export function parseWaitValues(text: string, unit: WaitUnit, nowMs: number): readonly number[] {
  const dates: number[] = [];
  const rest = text.replace(httpDatePattern, (date) => {
    // The oldest form of an HTTP date names no time zone and is in GMT.
    dates.push(Date.parse(/(GMT|UTC|[+-]\d{4})$/.test(date) ? date : `${date} GMT`));
    return "";
  });
  const others = rest.split(",").map((part) => parsePart(unquote(part.trim()), unit, nowMs));
  return [...dates, ...others].filter((atMs) => atMs !== undefined && !Number.isNaN(atMs)) as number[];
}

// The three forms of RFC 9110, also without a weekday. `Date.parse` alone would read "-5" as a year.
const httpDatePattern =
  /\b(?:(?:[A-Za-z]{3,9},? )?\d{1,2}[ -][A-Za-z]{3}[ -]\d{2,4} \d{2}:\d{2}:\d{2}(?: (?:GMT|UTC|[+-]\d{4}))?|[A-Za-z]{3,9} [A-Za-z]{3} +\d{1,2} \d{2}:\d{2}:\d{2} \d{4}(?: GMT)?)/gi;
const numberPattern = /^\d+(?:\.\d*)?$|^\.\d+$/;
/** The names of each unit, as a regular expression, and its milliseconds. */
const durationUnits = [
  ["ns|nanoseconds?", 1e-6],
  ["[uµμ]s|microseconds?", 1e-3],
  ["ms|milliseconds?", 1],
  ["s|secs?|seconds?", secondMs],
  ["m|mins?|minutes?", minuteMs],
  ["h|hrs?|hours?", hourMs],
  ["d|days?", dayMs],
] as const;
const unitNames = durationUnits.map(([names]) => names).join("|");
const durationPattern = new RegExp(`^(?:\\d+(?:\\.\\d+)? ?(?:${unitNames}) ?)+$`, "i");
const durationPartPattern = new RegExp(`(\\d+(?:\\.\\d+)?) ?(${unitNames})(?![a-z])`, "gi");
/** What ISO 8601 has before the time of a duration: `PT1M30S`, `P1DT2H`. `P1M` is a month, which nothing asks for. */
const isoPrefixPattern = /^P(\d+D)?(?:T(?=\d)|$)/i;

function parsePart(text: string, unit: WaitUnit, nowMs: number): number | undefined {
  if (numberPattern.test(text)) return parseNumber(Number(text), unit, nowMs);
  const durationMs = parseDuration(text.replace(isoPrefixPattern, "$1"));
  if (durationMs !== undefined) return nowMs + durationMs;
  const instant = parseInstant(text);
  return instant === undefined ? undefined : Date.parse(instant);
}

function parseDuration(text: string): number | undefined {
  if (!durationPattern.test(text)) return undefined;
  let durationMs = 0;
  for (const [, count = "", name = ""] of text.matchAll(durationPartPattern)) {
    const [, unitMs = 0] =
      durationUnits.find(([names]) => new RegExp(`^(?:${names})$`, "i").test(name)) ?? [];
    durationMs += Number(count) * unitMs;
  }
  return durationMs;
}

/** Three years in seconds: nothing asks for a longer wait, and Unix times in seconds are far above. */
const minUnixSeconds = 1e8;
const unixScales = [
  { below: 1e11, toMs: 1e3 },
  { below: 1e14, toMs: 1 },
  { below: 1e17, toMs: 1e-3 },
  { below: 1e20, toMs: 1e-6 },
] as const;

function parseNumber(value: number, unit: WaitUnit, nowMs: number): number {
  const minUnix = unit === "second" ? minUnixSeconds : minUnixSeconds * 1e3;
  if (value < minUnix) return nowMs + value * (unit === "second" ? secondMs : 1);
  const scale = unixScales.find(({ below }) => value < below);
  return scale ? value * scale.toMs : Number.POSITIVE_INFINITY;
}

function unquote(text: string): string {
  return /^".*"$/.test(text) ? text.slice(1, -1) : text;
}
