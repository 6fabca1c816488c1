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

/** Where a chart ends that begins at `fromMs` and would end at `toMs` without its forecast. */
export function chartEndMs(band: ChartBand | undefined, fromMs: number, toMs: number): number {
  if (!band) return toMs;
  return Math.max(toMs, Math.min(band.latest.atMs, toMs + maxForecastFraction * (toMs - fromMs)));
}

/** The lowest value of the band up to an instant. */
export function minOfBand({ start, earliest }: ChartBand, toMs: number): number {
  if (earliest.atMs <= toMs) return earliest.remaining;
  const fraction = (toMs - start.atMs) / (earliest.atMs - start.atMs);
  return start.remaining + fraction * (earliest.remaining - start.remaining);
}
