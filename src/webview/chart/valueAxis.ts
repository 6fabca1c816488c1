import { minOfBand } from "./band.ts";
import type { ChartView } from "./chartView.ts";
import { type ValueTick, valueTicks } from "./ticks.ts";

export interface ValueAxis {
  readonly ticks: readonly ValueTick[];
  /** It does not begin at zero, although all values are above it. */
  readonly isBroken: boolean;
}

/** Where the values differ by less than this part of the highest, an axis from zero would draw them as a level line. */
const minVisibleShare = 0.15;

/** The axis of everything that is drawn. It begins at zero, unless that would hide how the values differ. */
export function valueAxis({
  chart,
  others,
  band,
  floor,
  toMs,
}: Pick<ChartView, "chart" | "others" | "band" | "floor" | "toMs">): ValueAxis {
  const values = [chart, ...others.map((other) => other.chart)].flatMap(({ points }) =>
    points.map(({ remaining }) => Number(remaining)),
  );
  const drawn = [...values, ...(band ? [minOfBand(band, toMs)] : [])];
  const [min, max] = [Math.min(...drawn), Math.max(...drawn)];
  if (min < 0) return { ticks: valueTicks(min, Math.max(max, 0)), isBroken: false };
  const isBroken = min < max && max - min < minVisibleShare * max;
  // A floor far below a broken axis is left out.
  const low = Math.min(min, floor === undefined ? min : Number(floor));
  const start = isBroken ? (max - low < 2 * minVisibleShare * max ? low : min) : 0;
  return { ticks: valueTicks(start, max), isBroken: isBroken && start > 0 };
}
