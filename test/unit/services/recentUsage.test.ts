import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { defined } from "../../../src/core/common/defined.ts";
import { dayMs, hourMs } from "../../../src/core/time/durations.ts";
import { RecentUsage } from "../../../src/services/recentUsage.ts";
import { meterOf, snapshotOf, statusOf } from "../../helpers/accountStatus.ts";
import { FakeClock } from "../../helpers/fakeClock.ts";
import { historyAt } from "../../helpers/historyAt.ts";
import { tempFile } from "../store/database/helpers/tempHistory.ts";

/** An account that spent one credit an hour for a number of days, read every hour until now. */
async function createHarness(days: number, pause?: () => Promise<void>) {
  const clock = new FakeClock();
  const history = historyAt(tempFile(), clock);
  const hours = days * 24;
  await history.write("poof", (store) => {
    for (let hour = 0; hour <= hours; hour += 1) {
      const readAtMs = clock.now() - (hours - hour) * hourMs;
      store.recordReading("poof", [meterOf(String(10_000 - hour))], readAtMs, 3 * hourMs);
    }
  });
  let readCount = 0;
  const usage = new RecentUsage({
    clock,
    timeZone: () => "UTC",
    history: {
      read: (query) => {
        readCount += 1;
        return history.read(query);
      },
    },
    ...defined({ pause }),
  });
  const statusAt = (readAtMs: number) => {
    const status = statusOf({ id: "poof", snapshot: snapshotOf([meterOf("1")]) });
    return { ...status, ...(status.reading ? { reading: { ...status.reading, readAtMs } } : {}) };
  };
  return { clock, usage, statusAt, readCount: () => readCount };
}

describe("RecentUsage", () => {
  it("the consumption of seven days is known, the last of them today's", async () => {
    const { clock, usage, statusAt } = await createHarness(20);
    await usage.update([statusAt(clock.now())]);
    const recent = usage.get("poof");
    assert.equal(recent?.days.length, 7);
    assert.deepEqual(
      recent?.days.slice(0, 6).map(({ consumed }) => consumed),
      Array(6).fill("24"),
    );
    assert.equal(recent?.today, recent?.days.at(-1));
    assert.equal(recent?.today?.day, new Date(clock.now()).toISOString().slice(0, 10));
  });

  it("an account is queried once per reading, and again on another day", async () => {
    const { clock, usage, statusAt, readCount } = await createHarness(2);
    const status = statusAt(clock.now());
    await usage.update([status]);
    await usage.update([status]);
    assert.equal(readCount(), 1);
    await usage.update([statusAt(clock.now() + 1)]);
    assert.equal(readCount(), 2);
    await clock.advance(dayMs);
    await usage.update([status]);
    assert.equal(readCount(), 3);
    // The last reading was yesterday's: what was used today is not known, and not zero.
    assert.equal(usage.get("poof")?.today, undefined);
    await usage.update([]);
    assert.equal(usage.get("poof"), undefined);
  });

  it("other work goes before the query of each account, as long as it takes", async () => {
    const { promise: otherWork, resolve: endOtherWork } = Promise.withResolvers<void>();
    const { clock, usage, statusAt, readCount } = await createHarness(2, () => otherWork);
    const status = statusAt(clock.now());
    const other = { ...status, account: { ...status.account, id: "other" } };
    const update = usage.update([status, other]);
    await setImmediate();
    assert.equal(readCount(), 0);
    endOtherWork();
    await update;
    assert.equal(readCount(), 2);
  });

  it("an account without readings has no usage, and listeners hear of changes only", async () => {
    const { usage } = await createHarness(1);
    let changes = 0;
    usage.onDidChange(() => {
      changes += 1;
    });
    await usage.update([statusOf({ id: "unread" })]);
    assert.equal(usage.get("unread"), undefined);
    assert.equal(changes, 0);
  });
});
