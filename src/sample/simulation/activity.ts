import { dayMs, minuteMs } from "../../core/time/durations.ts";
import { randomAt } from "./randomAt.ts";

export const slotMs = 5 * minuteMs;
export const slotsPerDay = dayMs / slotMs;

// The relative activity of a team in Europe in each hour, UTC.
const byHour = [2, 1, 1, 1, 2, 4, 9, 20, 34, 40, 38, 30, 22, 34, 40, 36, 28, 18, 12, 10, 8, 6, 4, 3];

/**
 * The relative activity in a slot of five minutes, a whole number: high in working hours, low at night, with
 * rare bursts.
 */
export function activityInSlot(seed: number, stream: number, slot: number): number {
  const hour = Math.floor(slot / 12);
  const isBurst = randomAt(seed, stream + 101, hour) > 0.95;
  const ordinary = byHour[((hour % 24) + 24) % 24] ?? 1;
  return Math.floor(ordinary * (isBurst ? 5 : 1) * randomAt(seed, stream + 102, slot) * 16);
}

/** The activity of a day, in thousandths of an ordinary working day. */
export function activityOfDay(seed: number, stream: number, day: number): number {
  const weekday = new Date(day * dayMs).getUTCDay();
  const ordinary = weekday === 0 || weekday === 6 ? 350 : 1200;
  return Math.floor(ordinary * (0.6 + 0.8 * randomAt(seed, stream + 103, day)));
}
