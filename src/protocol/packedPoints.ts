import type { ChartPoint } from "../core/history/chart.ts";
import { isAmount } from "../core/money/amount.ts";
import { maxDateMs } from "../core/time/instant.ts";

const between = ";";
const gap = "gap";

/**
 * A chart's points as one text, a quarter as long as their JSON: hundreds of them are on the way to a panel that
 * somebody waits for. Each is `fromMs spanMs remaining`, and `gap` where nobody read before it.
 */
export function packPoints(points: readonly ChartPoint[]): string {
  return points
    .map(({ fromMs, toMs, remaining, isAfterGap }) =>
      [fromMs, toMs - fromMs, remaining, ...(isAfterGap ? [gap] : [])].join(" "),
    )
    .join(between);
}

/** What `packPoints` packed; what it would not have written is left out. */
export function unpackPoints(packed: string): readonly ChartPoint[] {
  return parts(packed).flatMap((part) => pointOf(part) ?? []);
}

export function isPackedPoints(value: unknown): value is string {
  return typeof value === "string" && parts(value).every(pointOf);
}

function parts(packed: string): readonly string[] {
  return packed === "" ? [] : packed.split(between);
}

function pointOf(part: string): ChartPoint | undefined {
  const [from = "", span = "", remaining, before, ...more] = part.split(" ");
  const fromMs = Number.parseInt(from, 10);
  const toMs = fromMs + Number.parseInt(span, 10);
  const isTime = Math.abs(fromMs) <= maxDateMs && Math.abs(toMs) <= maxDateMs;
  if (!isTime || !isAmount(remaining) || (before !== undefined && before !== gap) || more.length > 0)
    return undefined;
  return { fromMs, toMs, remaining, isAfterGap: before === gap };
}
