import { statSync } from "node:fs";
import { seededRandom } from "../../src/core/common/seededRandom.ts";
import { dayMs, minuteMs } from "../../src/core/time/durations.ts";
import { openHistory } from "../../src/store/database/openHistory.lazy.ts";
import { decimal } from "../helpers/decimal.ts";
import { balanceReading, openOrThrow } from "../helpers/readings.ts";

const days = 400;
const keepAllMs = 3 * dayMs;

export interface MinuteReadings {
  readonly readings: number;
  readonly bytes: number;
  /** The longest time that the thinning kept the extension host busy. */
  readonly worstThinMs: number;
}

/**
 * Records a new value every minute for 400 days, and thins older samples every day as the product does. `rises`: every
 * second value is higher than the one before, which leaves twice as many samples.
 */
export async function minuteReadings(file: string, rises: boolean): Promise<MinuteReadings> {
  const store = openOrThrow(await openHistory(file));
  const random = seededRandom(1);
  const readings = (days * dayMs) / minuteMs;
  let [hundredths, readAtMs, worstThinMs] = [1_000_000_000, Date.UTC(2025, 10, 20), 0];
  for (let index = 0; index < readings; index += 1) {
    const change = 1 + Math.floor(random() * 2000);
    hundredths += rises && index % 2 === 0 ? change : -change;
    readAtMs += minuteMs;
    store.recordReading("account", [balanceReading(decimal(hundredths))], readAtMs, 3 * minuteMs);
    if (readAtMs % dayMs !== 0) continue;
    for (let isThinned = true; isThinned; ) {
      const startMs = performance.now();
      isThinned = store.thin(readAtMs - keepAllMs);
      worstThinMs = Math.max(worstThinMs, performance.now() - startMs);
    }
  }
  store.close();
  return { readings, bytes: statSync(file).size, worstThinMs };
}
