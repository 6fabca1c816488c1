import type { Screen } from "../app/screen.ts";
import { timeText } from "../text/timeText.ts";

const dayMs = 86_400_000;
const monthMs = 28 * dayMs;

/** The labels of the time axis, as fine as the distance between two of them. */
export function timeLabels(screen: Screen, atMs: readonly number[], stepMs: number): readonly string[] {
  if (stepMs >= monthMs) return atMs.map((ms) => timeText(screen, ms, "month"));
  return atMs.map((ms) => {
    const isMidnight = new Date(ms).getHours() === 0 && new Date(ms).getMinutes() === 0;
    return timeText(screen, ms, stepMs >= dayMs || isMidnight ? "day" : "clock");
  });
}
