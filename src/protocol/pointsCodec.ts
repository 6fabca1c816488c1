import type { ChartPoint } from "../core/history/chart.ts";
import { isAmount } from "../core/money/amount.ts";
import { maxDateMs } from "../core/time/instant.ts";

const separator = ";";
const gapMarker = "gap";

/**
 * A chart's points as one text, a quarter as long as their JSON: a panel that opens waits for hundreds of them.
 * Each is `fromMs spanMs remaining`, followed by `gap` where nothing was read before it.
 */
export function encodePoints(points: readonly ChartPoint[]): string {
  return points
    .map(({ fromMs, toMs, remaining, isAfterGap }) =>
      [fromMs, toMs - fromMs, remaining, ...(isAfterGap ? [gapMarker] : [])].join(" "),
    )
    .join(separator);
}

/** The points in a text of `encodePoints`; malformed ones are left out. */
export function decodePoints(text: string): readonly ChartPoint[] {
  return split(text).flatMap((part) => decodePoint(part) ?? []);
}

export function isEncodedPoints(value: unknown): value is string {
  return typeof value === "string" && split(value).every(decodePoint);
}

function split(text: string): readonly string[] {
  return text === "" ? [] : text.split(separator);
}

function decodePoint(part: string): ChartPoint | undefined {
  const [from = "", span = "", remaining, gap, ...more] = part.split(" ");
  const fromMs = Number.parseInt(from, 10);
  const toMs = fromMs + Number.parseInt(span, 10);
  const isInRange = Math.abs(fromMs) <= maxDateMs && Math.abs(toMs) <= maxDateMs;
  if (!isInRange || !isAmount(remaining) || (gap !== undefined && gap !== gapMarker) || more.length > 0)
    return undefined;
  return { fromMs, toMs, remaining, isAfterGap: gap === gapMarker };
}
