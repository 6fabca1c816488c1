import { numberFormat } from "../common/intlFormats.ts";
import { dayMs, hourMs } from "./durations.ts";

export type DurationUnit = "hour" | "day" | "week" | "month";

/** A range of durations in whole units, rounded outward. `to` is absent when the range has no end. */
export interface RoundedDuration {
  readonly unit: DurationUnit;
  readonly from: number;
  readonly to?: number;
}

/** The units, each with the length up to which it is used. */
const units = [
  { unit: "hour", ms: hourMs, upToMs: 2 * dayMs },
  { unit: "day", ms: dayMs, upToMs: 21 * dayMs },
  { unit: "week", ms: 7 * dayMs, upToMs: 70 * dayMs },
  { unit: "month", ms: 30.44 * dayMs, upToMs: Number.POSITIVE_INFINITY },
] as const;

/** Rounds a range of milliseconds, so that it does not look more precise than it is. */
export function roundDuration(fromMs: number, toMs: number | undefined): RoundedDuration {
  const maxMs = toMs ?? fromMs;
  const { unit, ms } = units.find(({ upToMs }) => maxMs < upToMs) ?? units[3];
  const from = Math.max(0, Math.floor(fromMs / ms));
  return toMs === undefined ? { unit, from } : { unit, from, to: Math.max(1, Math.ceil(toMs / ms)) };
}

/** "6–9 days" or "7 hours" in the display language, or short: "2–5 wks". A range without an end shows its start. */
export function formatDuration(
  { unit, from, to = from }: RoundedDuration,
  locale: string,
  unitDisplay: "long" | "short" = "long",
): string {
  const format = numberFormat(locale, { style: "unit", unit, unitDisplay });
  return from === to ? format.format(from) : format.formatRange(from, to);
}
