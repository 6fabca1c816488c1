import type { Chart } from "../../core/history/chart.ts";
import type { BandEnd, ForecastBand } from "../../protocol/messages.ts";

/** Of the time that is looked at, how much room what is to come takes at most. */
const mostRoom = 0.4;

/** The corners of what may come, from the last reading on; `undefined` where nothing is foretold. */
export interface ChartBand {
  readonly start: BandEnd;
  readonly soonest: BandEnd;
  readonly latest: BandEnd;
}

export function chartBand(chart: Chart, band: ForecastBand | undefined): ChartBand | undefined {
  const last = chart.points.at(-1);
  if (!band || !last) return undefined;
  const start = { atMs: last.toMs, left: Number(last.remaining) };
  return band.latest.atMs > start.atMs ? { start, soonest: band.soonest, latest: band.latest } : undefined;
}

/** Where the chart ends, so that there is room for what may come. */
export function endWithBand(band: ChartBand | undefined, fromMs: number, toMs: number): number {
  if (!band) return toMs;
  return Math.max(toMs, Math.min(band.latest.atMs, toMs + mostRoom * (toMs - fromMs)));
}

/** The least value of the band until an instant. */
export function leastOfBand({ start, soonest }: ChartBand, toMs: number): number {
  if (soonest.atMs <= toMs) return soonest.left;
  const share = (toMs - start.atMs) / (soonest.atMs - start.atMs);
  return start.left + share * (soonest.left - start.left);
}
