import { dayMs, minuteMs } from "../../core/time/durations.ts";
import { randomAt } from "./randomAt.ts";

export const slotMs = 5 * minuteMs;
export const slotsPerDay = dayMs / slotMs;

// How busy a team in Europe is in each hour, UTC.
const byHour = [2, 1, 1, 1, 2, 4, 9, 20, 34, 40, 38, 30, 22, 34, 40, 36, 28, 18, 12, 10, 8, 6, 4, 3];

/** Relative weight (a whole number) of a five-minute slot: working hours, quiet nights, now and then a burst. */
export function activityInSlot(seed: number, stream: number, slot: number): number {
  const hour = Math.floor(slot / 12);
  const isBurst = randomAt(seed, stream + 101, hour) > 0.95;
  const usual = byHour[((hour % 24) + 24) % 24] ?? 1;
  return Math.floor(usual * (isBurst ? 5 : 1) * randomAt(seed, stream + 102, slot) * 16);
}

/** How busy a day is, in thousandths of an ordinary working day. */
export function activityOfDay(seed: number, stream: number, day: number): number {
  const weekday = new Date(day * dayMs).getUTCDay();
  const usual = weekday === 0 || weekday === 6 ? 350 : 1200;
  return Math.floor(usual * (0.6 + 0.8 * randomAt(seed, stream + 103, day)));
}
