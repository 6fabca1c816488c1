import { statSync } from "node:fs";
import { seededRandom } from "../../src/core/common/seededRandom.ts";
import { amountOf } from "../../src/core/money/amount.ts";
import { openHistory } from "../../src/store/database/openHistory.lazy.ts";
import { decimal } from "../helpers/decimal.ts";
import { pollMs } from "../helpers/fillHistory.ts";
import { balanceReading, openOrThrow } from "../helpers/readings.ts";

const readings = 105_120;

export interface Year {
  readonly readings: number;
  readonly bytes: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly worstMs: number;
}

/** Records a year of readings, one by one, as the product does. The size is that of the closed file. */
export async function yearOfPolls(file: string): Promise<Year> {
  const store = openOrThrow(await openHistory(file));
  const random = seededRandom(1);
  const times = new Float64Array(readings);
  let [hundredths, readAtMs] = [1_000_000_000, Date.UTC(2025, 10, 20)];
  for (let index = 0; index < readings; index += 1) {
    hundredths -= 1 + Math.floor(random() * 2000);
    readAtMs += pollMs;
    const reading = balanceReading(decimal(hundredths), {
      used: amountOf(decimal(1_000_000_000 - hundredths)),
      limit: amountOf("10000000"),
    });
    const startMs = performance.now();
    store.recordReading("account", [reading], readAtMs, pollMs * 3);
    times[index] = performance.now() - startMs;
  }
  store.close();
  times.sort();
  const at = (share: number) => times[Math.floor((readings - 1) * share)] ?? 0;
  return { readings, bytes: statSync(file).size, medianMs: at(0.5), p99Ms: at(0.99), worstMs: at(1) };
}
