import { observe } from "../../src/core/ledger/observation.ts";
import type { MeterReading } from "../../src/core/readings/snapshot.ts";
import { hourMs } from "../../src/core/time/durations.ts";
import { startSampleServer } from "../../src/startSampleServer.lazy.ts";
import type { ForecastCase, TimedReading } from "./backtest.ts";

interface TimedMeterReading extends TimedReading {
  readonly values: MeterReading;
}

const pollMs = hourMs;
const pollsPerDay = 24;
const startMs = Date.UTC(2026, 5, 1);
const historyDays = 42;
const futureDays = 100;
const caseCount = 24;
const daysApart = 3;

/** Cases from the history of a sample account's main meter. */
export async function sampleCases(providerId: string): Promise<ForecastCase[]> {
  const readings = await sampleReadings(providerId, historyDays + daysApart * caseCount + futureDays);
  return Array.from({ length: caseCount }, (_, index) => historyDays + daysApart * index).flatMap(
    (day) => caseAt(readings, day * pollsPerDay) ?? [],
  );
}

async function sampleReadings(providerId: string, days: number): Promise<TimedMeterReading[]> {
  const server = await startSampleServer(undefined);
  try {
    const readings: TimedMeterReading[] = [];
    for (let poll = 0; poll < days * pollsPerDay; poll += 1) {
      const atMs = startMs + poll * pollMs;
      const [values] = await server.metersAt(providerId, atMs);
      if (values) readings.push({ atMs, values });
    }
    return readings;
  } finally {
    await server.close();
  }
}

/** The case at a reading; `undefined` when the account is empty, or never becomes empty. */
function caseAt(readings: readonly TimedMeterReading[], now: number): ForecastCase | undefined {
  const { remaining: balance, resetsAt } = readings[now]?.values ?? { remaining: null };
  const remaining = Number(balance);
  if (remaining <= 0) return undefined;
  const resetsAtMs = resetsAt === undefined ? undefined : Date.parse(resetsAt);
  const past = readings.slice(now - historyDays * pollsPerDay, now + 1);
  let left = remaining;
  let leftAtReset: number | undefined;
  let emptyAtMs = Number.POSITIVE_INFINITY;
  for (const [index, { atMs, values }] of readings.entries()) {
    const before = readings[index - 1];
    if (index <= now || !before) continue;
    if (resetsAtMs !== undefined && atMs > resetsAtMs) leftAtReset ??= left;
    const observed = observe(before.values, values, { sinceMs: before.atMs, nowMs: atMs });
    if (observed?.type === "debit") left += Number(observed.amount);
    if (left <= 0) {
      emptyAtMs = atMs;
      break;
    }
  }
  if (emptyAtMs === Number.POSITIVE_INFINITY && resetsAtMs === undefined) return undefined;
  return {
    past,
    remaining,
    emptyAtMs,
    ...(resetsAtMs === undefined ? {} : { resetsAtMs }),
    ...(leftAtReset === undefined ? {} : { leftAtReset }),
  };
}
