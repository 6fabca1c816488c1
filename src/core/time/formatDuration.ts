import { dayMs, hourMs } from "./durations.ts";

export type DurationUnit = "hour" | "day" | "week" | "month";

/** A range of time in whole units, rounded outward; `to` is absent when it is open. */
export interface RoundedDuration {
  readonly unit: DurationUnit;
  readonly from: number;
  readonly to?: number;
}

/** The unit, and up to which length it says enough. */
const units = [
  { unit: "hour", ms: hourMs, upToMs: 2 * dayMs },
  { unit: "day", ms: dayMs, upToMs: 21 * dayMs },
  { unit: "week", ms: 7 * dayMs, upToMs: 70 * dayMs },
  { unit: "month", ms: 30.44 * dayMs, upToMs: Number.POSITIVE_INFINITY },
] as const;

/** Rounds a range of milliseconds: false precision helps nobody. */
export function roundDuration(fromMs: number, toMs: number | undefined): RoundedDuration {
  const maxMs = toMs ?? fromMs;
  const { unit, ms } = units.find(({ upToMs }) => maxMs < upToMs) ?? units[3];
  const from = Math.max(0, Math.floor(fromMs / ms));
  return toMs === undefined ? { unit, from } : { unit, from, to: Math.max(1, Math.ceil(toMs / ms)) };
}

/** "6–9 days", "7 hours", in the reader's language, or short: "2–5 wks". An open range by its beginning. */
export function formatDuration(
  { unit, from, to = from }: RoundedDuration,
  locale: string,
  unitDisplay: "long" | "short" = "long",
): string {
  const format = new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay });
  return from === to ? format.format(from) : format.formatRange(from, to);
}
