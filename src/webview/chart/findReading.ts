import type { ChartPoint } from "../../core/history/chart.ts";

/**
 * The reading for an instant: the one whose span contains it, else the nearer of its neighbours. In a gap, and
 * before the first or after the last reading, only one within the tolerance is found.
 */
export function findReading(
  points: readonly ChartPoint[],
  atMs: number,
  toleranceMs: number,
): ChartPoint | undefined {
  const nextIndex = points.findIndex(({ toMs }) => toMs >= atMs);
  const next = points[nextIndex];
  const previous = nextIndex < 0 ? points.at(-1) : points[nextIndex - 1];
  if (next && next.fromMs <= atMs) return next;
  const toNextMs = next ? next.fromMs - atMs : Number.POSITIVE_INFINITY;
  const toPreviousMs = previous ? atMs - previous.toMs : Number.POSITIVE_INFINITY;
  const nearest = toNextMs < toPreviousMs ? next : previous;
  const isBetweenReadings = next !== undefined && previous !== undefined && !next.isAfterGap;
  return isBetweenReadings || Math.min(toNextMs, toPreviousMs) <= toleranceMs ? nearest : undefined;
}
