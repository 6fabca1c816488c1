import { dayMs, hourMs } from "../../core/time/durations.ts";
import { activityInSlot, activityOfDay, slotsPerDay } from "../simulation/activity.ts";
import { type FixedPoint, toFixedPoint } from "../simulation/fixedPoint.ts";
import { randomAt } from "../simulation/randomAt.ts";
import type { SampleEntry } from "./ledgerEntry.ts";

/** An event of a day before it is booked: it has no id and no balance yet. */
export type LedgerEvent = Omit<SampleEntry, "id" | "balanceAfter">;

const stream = 300;
const slotsPerHour = slotsPerDay / 24;
const work = [
  { endpoint: "/v2/ocr", words: "OCR", unit: "page", price: toFixedPoint("0.25") },
  { endpoint: "/v2/pdf/merge", words: "Merge PDF", unit: "file", price: toFixedPoint("0.175") },
  { endpoint: "/v2/images/resize", words: "Resize images", unit: "image", price: toFixedPoint("0.0425") },
  { endpoint: "/v2/pdf/convert", words: "Convert to PDF", unit: "file", price: toFixedPoint("0.3125") },
  { endpoint: "/v2/translate", words: "Translate", unit: "page", price: toFixedPoint("0.6") },
] as const;
const corrections: readonly (readonly [string, FixedPoint])[] = [
  ["Rounding correction", toFixedPoint("-0.0021")],
  ["Rounding correction", toFixedPoint("0.0037")],
  ["Refund for a failed batch", toFixedPoint("2.55")],
  ["Price correction", toFixedPoint("-1.2")],
];

/**
 * The debits and adjustments of a day, counted from 1970, in order of time; `perDay` is the average of
 * debits.
 */
export function simulateLedgerDay(seed: number, day: number, perDay: number): readonly LedgerEvent[] {
  const random = (index: number) => randomAt(seed, stream, day * 4096 + index);
  const count = Math.round((perDay * activityOfDay(seed, stream, day)) / 1000);
  const times = busyTimes(
    seed,
    day,
    Array.from({ length: count }, (_, index) => random(index * 4)),
  );
  const events = times.map(
    (atMs, index): LedgerEvent => debit(atMs, random(index * 4 + 1), random(index * 4 + 2)),
  );
  if (random(4000) > 0.06) return events;
  const [description, amount] = corrections[Math.floor(random(4001) * corrections.length)] ?? ["", 0n];
  const atMs = day * dayMs + 23 * hourMs;
  const correction = {
    type: "adjustment",
    amount,
    description,
    reference: null,
    metadata: {},
    atMs,
  } as const;
  return [...events, correction].sort((a, b) => a.atMs - b.atMs);
}

function debit(atMs: number, kind: number, size: number): LedgerEvent {
  const item = work[Math.floor(kind ** 1.6 * work.length)] ?? work[0];
  const requests = 1 + Math.floor(size ** 3 * 24);
  const failed = size * 1000 - Math.floor(size * 1000) > 0.96 ? 1 : 0;
  return {
    type: "debit",
    amount: -item.price * BigInt(requests),
    description: `${item.words}, ${requests} ${item.unit}${requests === 1 ? "" : "s"}`,
    reference: `job_${Math.floor(size * 2 ** 32)
      .toString(16)
      .padStart(8, "0")}`,
    metadata: { endpoint: item.endpoint, requests: requests + failed, failed },
    atMs,
  };
}

// Spreads random numbers over the day so that busy hours have more events; whole seconds, in order.
function busyTimes(seed: number, day: number, randomNumbers: readonly number[]): readonly number[] {
  let sum = 0;
  const running = Array.from({ length: 24 }, (_, hour) => {
    sum += activityInSlot(seed, stream, day * slotsPerDay + hour * slotsPerHour) + 1;
    return sum;
  });
  const at = (random: number) => {
    const hour = running.findIndex((weight) => weight > random * sum);
    const second = Math.floor(((random * 1e6) % 1) * 3600);
    return day * dayMs + (hour * 3600 + second) * 1000;
  };
  return randomNumbers.map(at).sort((a, b) => a - b);
}
