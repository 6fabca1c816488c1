import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { defined } from "../../../src/core/common/defined.ts";
import { requests } from "../../../src/core/money/unit.ts";
import type { Snapshot } from "../../../src/core/readings/snapshot.ts";
import { hourMs } from "../../../src/core/time/durations.ts";
import { Runways } from "../../../src/services/runways.ts";
import { meterOf, snapshotOf, statusOf } from "../../helpers/accountStatus.ts";
import { FakeClock } from "../../helpers/fakeClock.ts";
import { historyAt } from "../../helpers/historyAt.ts";
import { tempFile } from "../store/database/helpers/tempHistory.ts";

/** An account that was read every hour for a number of days and spent one credit an hour; it has `left` credits now. */
async function createRunwayHarness(days: number, left: number, pause?: () => Promise<void>) {
  const clock = new FakeClock();
  const history = historyAt(tempFile(), clock);
  const hours = days * 24;
  const startMs = clock.now() - hours * hourMs;
  await history.write("poof", (store) => {
    for (let hour = 0; hour <= hours; hour += 1) {
      const meter = meterOf(String(left + hours - hour));
      store.recordReading("poof", [meter], startMs + hour * hourMs, 3 * hourMs);
    }
  });
  let readCount = 0;
  const runways = new Runways({
    history: {
      read: (ask) => {
        readCount += 1;
        return history.read(ask);
      },
    },
    ...defined({ pause }),
  });
  const statusAt = (readAtMs: number, remaining = String(left)) => {
    const status = statusOf({ id: "poof", snapshot: snapshotOf([meterOf(remaining)]) });
    return { ...status, ...(status.reading ? { reading: { ...status.reading, readAtMs } } : {}) };
  };
  return { clock, history, runways, statusAt, readCount: () => readCount };
}

describe("Runways", () => {
  it("a runway is estimated from the history, and listeners are notified", async () => {
    const { clock, runways, statusAt } = await createRunwayHarness(20, 240);
    let changes = 0;
    runways.onDidChange(() => {
      changes += 1;
    });
    await runways.update([statusAt(clock.now())]);
    const runway = runways.get("poof");
    assert.ok(runway?.kind === "runsOut" && runway.toMs !== undefined);
    const days = [runway.fromMs, runway.toMs].map((atMs) => (atMs - clock.now()) / 24 / hourMs);
    assert.ok((days[0] ?? 0) > 7 && (days[0] ?? 0) < 10 && (days[1] ?? 0) > 10 && (days[1] ?? 0) < 14);
    assert.equal(changes, 1);
  });

  it("a runway ends where the credits of the account expire", async () => {
    const { clock, runways, statusAt } = await createRunwayHarness(20, 240);
    const status = statusAt(clock.now());
    const expiresAt = new Date(clock.now() + 3 * 24 * hourMs).toISOString();
    const snapshot = { ...snapshotOf([meterOf("240")]), expiresAt };
    await runways.update([{ ...status, reading: { snapshot, readAtMs: clock.now() } }]);
    const runway = runways.get("poof");
    assert.ok(runway?.kind === "lastsUntilExpiry" && runway.expiresAtMs === Date.parse(expiresAt));
    assert.ok(runway.remainingFrom < 168 && runway.remainingTo > 168);
  });

  it("a runway is estimated once per reading, and removed with its account", async () => {
    const { clock, runways, statusAt, readCount } = await createRunwayHarness(20, 240);
    for (let times = 0; times < 3; times += 1) await runways.update([statusAt(clock.now())]);
    assert.equal(readCount(), 1);
    await runways.update([statusAt(clock.now() + 1)]);
    assert.equal(readCount(), 2);
    await runways.update([]);
    assert.equal(runways.get("poof"), undefined);
  });

  it("other work goes before the estimate of each account, as long as it takes", async () => {
    const { promise: otherWork, resolve: endOtherWork } = Promise.withResolvers<void>();
    const { clock, runways, statusAt, readCount } = await createRunwayHarness(20, 240, () => otherWork);
    const status = statusAt(clock.now());
    const other = { ...status, account: { ...status.account, id: "other" } };
    const update = runways.update([status, other]);
    await setImmediate();
    assert.equal(readCount(), 0);
    endOtherWork();
    await update;
    assert.equal(readCount(), 2);
  });

  it("a runway says why it is unknown, and is absent for empty, unlimited or unrecorded accounts", async () => {
    const { clock, history, runways, statusAt } = await createRunwayHarness(2, 240);
    await runways.update([statusAt(clock.now())]);
    assert.deepEqual(runways.get("poof"), {
      kind: "notEnoughData",
      reason: "tooShort",
      meterIds: ["credits"],
    });
    await runways.update([statusAt(clock.now() + 1, "0")]);
    assert.equal(runways.get("poof"), undefined);
    history.dispose();
    await runways.update([statusAt(clock.now() + 2)]);
    assert.equal(runways.get("poof"), undefined);
  });

  /** An account whose quota was used up a day ago, and whose balance has paid since, by one an hour. */
  async function createPoolHarness() {
    const clock = new FakeClock();
    const history = historyAt(tempFile(), clock);
    const hours = 20 * 24;
    const meters = (hour: number, left: number): Snapshot["meters"] => [
      meterOf(String(Math.max(0, hours - 24 - hour)), "1000", { id: "quota", unit: requests, role: "pool" }),
      meterOf(String(left + Math.min(24, hours - hour)), undefined, { id: "balance", role: "pool" }),
    ];
    const startMs = clock.now() - hours * hourMs;
    await history.write("coals", (store) => {
      for (let hour = 0; hour <= hours; hour += 1)
        store.recordReading("coals", meters(hour, 50), startMs + hour * hourMs, 3 * hourMs);
    });
    const runways = new Runways({
      history,
    });
    const status = (snapshot: Snapshot) => ({
      ...statusOf({ id: "coals", snapshot }),
      reading: { snapshot, readAtMs: clock.now() },
    });
    return { clock, history, runways, status, meters: meters(hours, 50) };
  }

  it("a runway is that of the balance that pays, not of the quota that is used up", async () => {
    const { runways, status, meters } = await createPoolHarness();
    await runways.update([status(snapshotOf(meters))]);
    const runway = runways.get("coals");
    assert.deepEqual([runway?.kind, runway?.meterIds], ["runsOut", ["balance"]]);
  });

  it("a runway is the earliest of the limits and of what pays", async () => {
    const { clock, history, runways, status } = await createPoolHarness();
    const limits = (week: string, month: string): Snapshot["meters"] => [
      meterOf(month, "9000", { id: "month", role: "limit" }),
      meterOf(week, "9000", { id: "week", role: "limit" }),
    ];
    const startMs = clock.now() - 20 * 24 * hourMs;
    await history.write("coals", (store) => {
      for (let hour = 0; hour <= 20 * 24; hour += 1) {
        const meters = limits(String(1000 - 2 * hour), String(600 - hour));
        store.recordReading("coals", meters, startMs + hour * hourMs, 3 * hourMs);
      }
    });
    await runways.update([status(snapshotOf(limits("40", "120")))]);
    assert.deepEqual(runways.get("coals")?.meterIds, ["week"]);
  });
});
