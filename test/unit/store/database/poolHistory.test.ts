import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { AccountStatus } from "../../../../src/core/accounts/accountStatus.ts";
import { headlineMeter } from "../../../../src/core/accounts/accountStatus.ts";
import { currency, requests } from "../../../../src/core/money/unit.ts";
import type { MeterReading, Snapshot } from "../../../../src/core/readings/snapshot.ts";
import type { Attempt } from "../../../../src/store/attempt.ts";
import { snapshotOf, statusOf } from "../../../helpers/accountStatus.ts";
import { chartPoints, gapMs, meter, pollMs, readEntries, startMs } from "./helpers/readings.ts";
import { openStore } from "./helpers/tempHistory.ts";

/** A quota, then a balance that pays once it is used up. */
function quotaAndBalance(quota: string, balance: string): Snapshot {
  const pools: readonly [MeterReading, MeterReading] = [
    { ...meter(quota, { id: "quota", unit: requests, limit: "10" }), role: "pool" },
    { ...meter(balance, { id: "balance", unit: currency("USD") }), role: "pool" },
  ];
  return snapshotOf(pools);
}

describe("the history of an account whose paying pool changes", () => {
  // The quota is used up, the balance pays, the quota is filled again.
  const readings = [
    quotaAndBalance("2", "42.5"),
    quotaAndBalance("0", "42.5"),
    quotaAndBalance("0", "41"),
    quotaAndBalance("10", "41"),
    quotaAndBalance("9", "41"),
  ];
  const leaders = readings.map((snapshot) => {
    const status: AccountStatus = statusOf({ id: "poof", snapshot });
    return headlineMeter(status)?.id;
  });

  async function recorded() {
    const store = await openStore();
    readings.forEach((snapshot, index) => {
      const readAtMs = startMs + index * pollMs;
      const attempt: Attempt = {
        source: "coals https://api.example",
        reading: { snapshot, readAtMs },
        failures: 0,
        attemptedAtMs: readAtMs,
      };
      store.saveAttempt("poof", attempt, gapMs);
    });
    return store;
  }

  it("the observed ledger has the changes of each pool, and none for the change of the leader", async () => {
    assert.deepEqual(leaders, ["quota", "balance", "balance", "quota", "quota"]);
    const entries = readEntries(await recorded());
    assert.deepEqual(
      entries.map(
        ({ meterId, type, amount, balanceAfter }) => `${meterId} ${type} ${amount} ${balanceAfter}`,
      ),
      ["quota debit -2 0", "balance debit -1.5 41", "quota credit 10 10", "quota debit -1 9"],
    );
  });

  it("the chart of each pool has its own values, without a gap", async () => {
    const store = await recorded();
    const values = (meterId: string) =>
      chartPoints(store, meterId).map(({ remaining, isAfterGap }) => `${remaining}${isAfterGap ? " !" : ""}`);
    assert.deepEqual(values("quota"), ["2", "0", "10", "9"]);
    assert.deepEqual(values("balance"), ["42.5", "41"]);
  });

  it("the spending of each pool, which a runway is estimated from, is its own", async () => {
    const store = await recorded();
    const spent = (meterId: string) =>
      store.spending("poof", meterId, startMs)?.decreases.reduce((sum, { amount }) => sum + amount, 0);
    assert.deepEqual([spent("quota"), spent("balance")], [3, 1.5]);
    assert.deepEqual(store.spending("poof", "balance", startMs)?.unknownRanges, []);
  });
});
