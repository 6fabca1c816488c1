import type { ChartPoint } from "../../core/history/chart.ts";

export interface ChartLine {
  readonly xs: readonly number[];
  /** `null`: the line breaks here. */
  readonly ys: readonly (number | null)[];
  /** Indexes of the points with a gap on both sides, which need a dot to be seen. */
  readonly isolated: readonly number[];
}

/**
 * The points as a line for drawing: level while a value was seen unchanged, sloping between two values, as the
 * time of the change is not known, and broken in gaps without readings.
 */
export function chartLine(points: readonly ChartPoint[]): ChartLine {
  const xs: number[] = [];
  const ys: (number | null)[] = [];
  const isolated: number[] = [];
  for (const [index, { fromMs, toMs, remaining, isAfterGap }] of points.entries()) {
    const previous = points[index - 1];
    if (previous && isAfterGap) {
      xs.push((previous.toMs + fromMs) / 2);
      ys.push(null);
    }
    const next = points[index + 1];
    if ((!previous || isAfterGap) && (!next || next.isAfterGap)) isolated.push(xs.length);
    const y = Number(remaining);
    xs.push(fromMs);
    ys.push(y);
    if (toMs > fromMs) {
      xs.push(toMs);
      ys.push(y);
    }
  }
  return { xs, ys, isolated };
}
