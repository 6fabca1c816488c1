import { dayMs, hourMs, minuteMs, secondMs } from "./durations.ts";

const unitMs: Readonly<Record<string, number>> = { s: secondMs, m: minuteMs, h: hourMs, d: dayMs };

/** A length of time as people type it, such as `90s`, `10m`, `1.5h` or `2d`, in milliseconds; `undefined` for other text. */
export function parseAge(text: string): number | undefined {
  const [, count, unit = ""] = /^(\d{1,9}(?:\.\d{1,9})?)([smhd])$/.exec(text.trim()) ?? [];
  const ms = unitMs[unit];
  return count === undefined || ms === undefined ? undefined : Number(count) * ms;
}
