import type { ChartPoint } from "../../core/history/chart.ts";

export interface ChartLine {
  readonly xs: readonly number[];
  /** `null` breaks the line. */
  readonly ys: readonly (number | null)[];
  /** Readings with a gap on both sides: they need a dot, for there is no line to see. */
  readonly alone: readonly number[];
}

/**
 * The points as a line for drawing: level while a value was seen, sloping between two readings, as nobody
 * knows when in between it changed, and broken where nobody read.
 */
export function chartLine(points: readonly ChartPoint[]): ChartLine {
  const xs: number[] = [];
  const ys: (number | null)[] = [];
  const alone: number[] = [];
  for (const [index, { fromMs, toMs, remaining, isAfterGap }] of points.entries()) {
    const before = points[index - 1];
    if (before && isAfterGap) {
      xs.push((before.toMs + fromMs) / 2);
      ys.push(null);
    }
    const after = points[index + 1];
    if ((!before || isAfterGap) && (!after || after.isAfterGap)) alone.push(xs.length);
    const y = Number(remaining);
    xs.push(fromMs);
    ys.push(y);
    if (toMs > fromMs) {
      xs.push(toMs);
      ys.push(y);
    }
  }
  return { xs, ys, alone };
}
