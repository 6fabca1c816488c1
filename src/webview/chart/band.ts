import type { Chart } from "../../core/history/chart.ts";
import type { ForecastBand, ForecastPoint } from "../../protocol/panelState.ts";

/** The forecast takes at most this part of the time before it. */
const maxForecastFraction = 0.4;

/** The triangle of a forecast, from the last reading on. */
export interface ChartBand {
  readonly start: ForecastPoint;
  readonly earliest: ForecastPoint;
  readonly latest: ForecastPoint;
}

/** `undefined` without a forecast, without readings, and where the forecast ends before the last reading. */
export function chartBand(chart: Chart, band: ForecastBand | undefined): ChartBand | undefined {
  const last = chart.points.at(-1);
  if (!band || !last) return undefined;
  const start = { atMs: last.toMs, remaining: Number(last.remaining) };
  const { earliest, latest } = band;
  return latest.atMs > start.atMs ? { start, earliest, latest } : undefined;
}

/** Between which values the forecast lies at an instant; `undefined` outside of it. */
export function bandAt(
  { start, earliest, latest }: ChartBand,
  atMs: number,
): { readonly from: number; readonly to: number } | undefined {
  if (atMs <= start.atMs || atMs > latest.atMs) return undefined;
  return { from: valueAt(start, earliest, atMs), to: valueAt(start, latest, atMs) };
}

/** On the straight line from `start` to `end`; at `end` from then on. */
function valueAt(start: ForecastPoint, end: ForecastPoint, atMs: number): number {
  if (atMs >= end.atMs) return end.remaining;
  return (
    start.remaining + ((atMs - start.atMs) / (end.atMs - start.atMs)) * (end.remaining - start.remaining)
  );
}

/** Where a chart ends that begins at `fromMs` and would end at `toMs` without what is drawn ahead, up to `aheadMs`. */
export function chartEndMs(aheadMs: number | undefined, fromMs: number, toMs: number): number {
  if (aheadMs === undefined) return toMs;
  return Math.max(toMs, Math.min(aheadMs, toMs + maxForecastFraction * (toMs - fromMs)));
}

/** The lowest value of the band up to an instant. */
export function minOfBand({ start, earliest }: ChartBand, toMs: number): number {
  return valueAt(start, earliest, toMs);
}
