import type { ChartPoint } from "../../core/history/chart.ts";

/**
 * The reading that tells the balance at an instant: the one whose span holds it, else the nearer of its
 * neighbours; `undefined` in a gap and outside of what was read.
 */
export function readingAt(
  points: readonly ChartPoint[],
  atMs: number,
  slackMs: number,
): ChartPoint | undefined {
  const after = points.findIndex(({ toMs }) => toMs >= atMs);
  const next = points[after];
  const before = after < 0 ? points.at(-1) : points[after - 1];
  if (next && next.fromMs <= atMs) return next;
  const toNextMs = next ? next.fromMs - atMs : Number.POSITIVE_INFINITY;
  const toBeforeMs = before ? atMs - before.toMs : Number.POSITIVE_INFINITY;
  const nearest = toNextMs < toBeforeMs ? next : before;
  const isBetween = next !== undefined && before !== undefined && !next.isAfterGap;
  return isBetween || Math.min(toNextMs, toBeforeMs) <= slackMs ? nearest : undefined;
}
