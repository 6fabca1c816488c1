import type { Chart, ChartPoint } from "../../../src/core/history/chart.ts";
import { amountOf } from "../../../src/core/money/amount.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/time/durations.ts";

/** Two weeks of a balance that falls, is topped up once, and was not read for most of a day. */
export function chartOf(endMs: number): Chart {
  const points: ChartPoint[] = [];
  let remaining = 5480;
  const topUpMs = endMs - 4 * dayMs;
  const gap = { fromMs: endMs - 2.5 * dayMs, toMs: endMs - 1.8 * dayMs };
  let isAfterGap = false;
  for (let atMs = endMs - 14 * dayMs; atMs < endMs - 20 * minuteMs; atMs += 3 * hourMs) {
    remaining -= (atMs / hourMs) % 7 < 3 ? 12.125 : 61.5;
    if (atMs - 3 * hourMs < topUpMs && atMs >= topUpMs) remaining += 2000;
    if (atMs > gap.fromMs && atMs < gap.toMs) {
      isAfterGap = true;
      continue;
    }
    const toMs = atMs + 3 * hourMs - 5 * minuteMs;
    points.push({ fromMs: atMs, toMs, remaining: amountOf(String(remaining)), isAfterGap });
    isAfterGap = false;
  }
  return {
    points,
    marks: [
      { atMs: endMs - 11 * dayMs, amount: amountOf("250"), type: "reset" },
      { atMs: topUpMs, amount: amountOf("2000"), type: "topUp" },
    ],
  };
}
