import assert from "node:assert/strict";
import type { Account } from "../../../src/core/accounts/account.ts";
import type { AccountStatus } from "../../../src/core/accounts/accountStatus.ts";
import { seededRandom } from "../../../src/core/common/seededRandom.ts";
import { amountOf } from "../../../src/core/money/amount.ts";
import { currency, requests } from "../../../src/core/money/unit.ts";
import type { MeterReading, Snapshot } from "../../../src/core/readings/snapshot.ts";
import { dayMs, minuteMs } from "../../../src/core/time/durations.ts";
import { type Alert, Alerts } from "../../../src/services/alerts.ts";
import { NotificationLog } from "../../../src/services/coordination/notificationLog.ts";
import { Snoozes } from "../../../src/services/coordination/snoozes.ts";
import { createAttemptStore } from "../../../src/services/history/attemptStore.ts";
import type { History } from "../../../src/services/history/history.ts";
import { meterOf, snapshotOf, statusOf } from "../../helpers/accountStatus.ts";
import { FakeClock } from "../../helpers/fakeClock.ts";
import { historyAt } from "../../helpers/historyAt.ts";
import { tempFile } from "../store/database/helpers/tempHistory.ts";

/** What every account has consumed today. */
const consumed = { today: amountOf("0") };

/** The alerts of one window; what it shows goes to a list that all windows share. */
function windowOf(history: Pick<History, "coordinate">, clock: FakeClock, shown: string[]) {
  const settings = { isEnabled: true };
  const notifications: (readonly Alert[])[] = [];
  const alerts = new Alerts({
    notificationLog: new NotificationLog(history, clock),
    snoozes: new Snoozes(history, clock),
    clock,
    isEnabled: () => settings.isEnabled,
    consumedToday: async () => ({
      day: new Date(clock.now()).toISOString().slice(0, 10),
      consumed: consumed.today,
    }),
    show: (news) => {
      notifications.push(news);
      shown.push(...news.map(({ kind, status }) => `${status.account.id} ${kind}`));
    },
  });
  return { alerts, settings, notifications };
}

class AlertWindows {
  readonly clock = new FakeClock();
  readonly shown: string[] = [];
  readonly file = tempFile();
  readonly #histories: History[] = [];
  windows: ReturnType<typeof windowOf>[] = [];

  get history(): History {
    const [first] = this.#histories;
    if (!first) throw new Error("no window is open");
    return first;
  }

  open(count: number): void {
    for (let index = 0; index < count; index += 1) {
      const history = historyAt(this.file, this.clock);
      this.#histories.push(history);
      this.windows.push(windowOf(history, this.clock, this.shown));
    }
  }

  close(): void {
    for (const history of this.#histories.splice(0)) history.dispose();
    this.windows = [];
  }

  /** All windows review a reading, one poll later; returns the alerts that were shown. */
  async review(...statuses: readonly AccountStatus[]): Promise<string[]> {
    this.clock.jump(5 * minuteMs);
    const readAtMs = this.clock.now();
    const fresh = statuses.map((status) => ({
      ...status,
      ...(status.reading && !status.failure ? { reading: { ...status.reading, readAtMs } } : {}),
    }));
    await Promise.all(this.windows.map(({ alerts }) => alerts.review(fresh)));
    return this.shown.splice(0);
  }
}

const credits = (remaining: string, id = "poof", more: Partial<Snapshot> = {}) =>
  statusOf({ id, snapshot: snapshotOf([meterOf(remaining, "1000")], more) });

describe("alerts", () => {
  let windows = new AlertWindows();
  beforeEach(() => {
    windows = new AlertWindows();
    windows.open(3);
  });
  afterEach(() => windows.close());

  it("an alert is shown once by three windows, and not again after a restart", async () => {
    assert.deepEqual(await windows.review(credits("500")), []);
    assert.deepEqual(await windows.review(credits("99")), ["poof low"]);
    assert.deepEqual(await windows.review(credits("98")), []);
    windows.close();
    windows.open(3);
    assert.deepEqual(await windows.review(credits("97")), []);
    assert.deepEqual(await windows.review(credits("0")), ["poof empty"]);
  });

  it("an alert is shown again after two readings past the recovery margin", async () => {
    await windows.review(credits("99"));
    await windows.review(credits("105"));
    await windows.review(credits("105"));
    assert.deepEqual(await windows.review(credits("99")), []);
    await windows.review(credits("500"));
    assert.deepEqual(await windows.review(credits("99")), [], "one good reading is not enough");
    await windows.review(credits("500"));
    await windows.review(credits("500"));
    assert.deepEqual(await windows.review(credits("99")), ["poof low"]);
  });

  const withFloors = (remaining: string, low: Account["low"], more: Partial<MeterReading> = {}) =>
    statusOf({
      id: "poof",
      snapshot: snapshotOf([meterOf(remaining, "1000", more)]),
      account: low ? { low } : {},
    });

  it("each of several floors is told once on the way down, and again after it recovered", async () => {
    const floors = [{ percent: 50 }, { percent: 20 }, { below: "5" }];
    const told = async (...values: string[]) => {
      const counts = [];
      for (const value of values) counts.push((await windows.review(withFloors(value, floors))).length);
      return counts;
    };
    assert.deepEqual(await told("600", "499", "480", "199", "100", "4", "3"), [0, 1, 0, 1, 0, 1, 0]);
    assert.deepEqual(await told("300", "300", "190", "150"), [0, 0, 1, 0], "only the floor that recovered");
    assert.deepEqual(await told("900", "900", "2"), [0, 0, 1], "a fall past all floors is told once");
    assert.deepEqual(await told("1"), [0]);
  });

  it("floors of amounts and percentages are each told on the way down, in whatever order they stand", async () => {
    const orders: Account["low"][] = [
      [{ percent: 50 }, { below: "300" }, { percent: 20 }, { below: "5" }],
      [{ below: "300" }, { percent: 50 }, { below: "5" }, { percent: 20 }],
      [{ below: "300" }, { below: "5" }, { percent: 50 }, { percent: 20 }],
    ];
    for (const low of orders) {
      const told: number[] = [];
      for (const value of ["600", "499", "480", "299", "199", "100", "4", "3"])
        told.push((await windows.review(withFloors(value, low))).length);
      assert.deepEqual(told, [0, 1, 0, 1, 1, 0, 1, 0], JSON.stringify(low));
      for (let round = 0; round < 2; round += 1) await windows.review(withFloors("900", low));
    }
  });

  it("a changed floor is armed anew, also one that returns", async () => {
    assert.deepEqual(await windows.review(withFloors("98", { below: "100" })), ["poof low"]);
    assert.deepEqual(await windows.review(withFloors("95", { below: "90" })), []);
    assert.deepEqual(await windows.review(withFloors("89", { below: "90" })), ["poof low"]);
    assert.deepEqual(await windows.review(withFloors("88", { below: "90" })), []);
    assert.deepEqual(await windows.review(withFloors("88", { below: "100" })), ["poof low"]);
    assert.deepEqual(await windows.review(withFloors("87", undefined)), ["poof low"], "the default floor");
  });

  for (const low of [{ percent: 95 }, { below: "950" }, { below: "1000" }]) {
    it(`a floor near the limit, ${JSON.stringify(low)}, is told once in each period, also over a restart`, async () => {
      const october = { resetsAt: "2026-12-01T00:00:00.000Z" };
      const november = { resetsAt: "2027-01-01T00:00:00.000Z" };
      assert.deepEqual(await windows.review(withFloors("900", low, october)), ["poof low"]);
      for (const value of ["890", "800", "700"]) {
        assert.deepEqual(await windows.review(withFloors(value, low, october)), []);
      }
      windows.close();
      windows.open(3);
      for (const value of ["600", "500", "400"]) {
        assert.deepEqual(await windows.review(withFloors(value, low, october)), []);
      }
      // The first reading of the new period comes when some of it is used already.
      await windows.review(withFloors("990", low, november));
      const shown = [];
      for (const value of ["940", "930", "920", "910"]) {
        shown.push(...(await windows.review(withFloors(value, low, november))));
      }
      assert.deepEqual(shown, ["poof low"]);
    });
  }

  it("a floor near the limit is not told with each reading of a rolling window", async () => {
    const shown = [];
    for (let minute = 0; minute < 10; minute += 1) {
      const resetsAt = new Date(Date.UTC(2026, 11, 1, 0, minute)).toISOString();
      shown.push(...(await windows.review(withFloors("900", { percent: 95 }, { resetsAt }))));
    }
    assert.deepEqual(shown, ["poof low"]);
  });

  const withAlerts = (remaining: string, alerts: Account["alerts"], more: Partial<Snapshot> = {}) =>
    statusOf({
      id: "poof",
      snapshot: snapshotOf([meterOf(remaining, "1000")], more),
      account: alerts ? { alerts } : {},
    });

  it("each kind of alert can be switched off for an account, and is not shown later", async () => {
    assert.deepEqual(await windows.review(withAlerts("99", { low: false })), []);
    assert.deepEqual(await windows.review(withAlerts("98", { low: true })), [], "it counts as shown");
    assert.deepEqual(await windows.review(withAlerts("0", { empty: false })), []);
    const key = (alerts: Account["alerts"], id: string) => ({
      ...statusOf({ id, failure: "keyRejected", account: alerts ? { alerts } : {} }),
    });
    assert.deepEqual(await windows.review(key({ key: false }, "one"), key({ low: false }, "two")), [
      "two keyRejected",
    ]);
  });

  it("a reset or a top-up is told once, only where a person wants it, and a refund is not", async () => {
    assert.deepEqual(await windows.review(withAlerts("100", { refill: true })), []);
    assert.deepEqual(await windows.review(withAlerts("900", { refill: true })), ["poof refilled"]);
    assert.deepEqual(await windows.review(withAlerts("500", { refill: true })), []);
    assert.deepEqual(await windows.review(withAlerts("510", { refill: true })), [], "a refund");
    assert.deepEqual(await windows.review(withAlerts("1000", undefined)), []);
    await windows.review(withAlerts("200", { refill: true }));
    assert.deepEqual(await windows.review(withAlerts("1000", { refill: true })), ["poof refilled"]);
  });

  it("what leaves a rolling window is no refill, until all is left again", async () => {
    const used = (remaining: number) => {
      const meter = { ...meterOf(String(remaining), "1000"), used: amountOf(String(1000 - remaining)) };
      return statusOf({ id: "poof", snapshot: snapshotOf([meter]), account: { alerts: { refill: true } } });
    };
    assert.deepEqual(await windows.review(used(400)), []);
    assert.deepEqual(await windows.review(used(700)), []);
    assert.deepEqual(await windows.review(used(1000)), ["poof refilled"]);
  });

  it("much spending in a day is told once a day, and again for another amount", async () => {
    consumed.today = amountOf("50");
    assert.deepEqual(await windows.review(withAlerts("500", { spentInDay: "50" })), []);
    consumed.today = amountOf("50.01");
    assert.deepEqual(await windows.review(withAlerts("499", { spentInDay: "50" })), ["poof spentInDay"]);
    assert.deepEqual(await windows.review(withAlerts("490", { spentInDay: "50" })), []);
    assert.deepEqual(await windows.review(withAlerts("490", undefined)), []);
    assert.deepEqual(await windows.review(withAlerts("490", { spentInDay: "40" })), ["poof spentInDay"]);
    windows.clock.jump(dayMs);
    assert.deepEqual(await windows.review(withAlerts("480", { spentInDay: "50" })), ["poof spentInDay"]);
    consumed.today = amountOf("0");
  });

  it("spending more than the daily budget is told, unless the alert has an amount of its own", async () => {
    const withBudget = (remaining: string, alerts: Account["alerts"] = {}) =>
      statusOf({
        id: "budgeted",
        snapshot: snapshotOf([meterOf(remaining, "1000")]),
        account: { dailyBudget: "50", alerts },
      });
    consumed.today = amountOf("50");
    assert.deepEqual(await windows.review(withBudget("500")), []);
    consumed.today = amountOf("50.01");
    assert.deepEqual(await windows.review(withBudget("499", { spentInDay: "60" })), []);
    assert.deepEqual(await windows.review(withBudget("498")), ["budgeted spentInDay"]);
    assert.deepEqual(await windows.review(withBudget("497")), []);
    consumed.today = amountOf("0");
  });

  it("a key about to expire is told a week and a day before, once per machine, unless that is switched off", async () => {
    const inDays = (days: number, alerts?: Parameters<typeof withAlerts>[1]) =>
      withAlerts("500", alerts, {
        keyExpiresAt: new Date(windows.clock.now() + days * dayMs).toISOString(),
      });
    assert.deepEqual(await windows.review(inDays(30)), []);
    assert.deepEqual(await windows.review(inDays(6)), ["poof keyExpiresInWeek"]);
    assert.deepEqual(await windows.review(inDays(5)), []);
    assert.deepEqual(await windows.review(inDays(0.5)), ["poof keyExpiresInDay"]);
    assert.deepEqual(await windows.review(inDays(0.4)), []);
    // A new key, which expires too.
    for (const days of [90, 89]) await windows.review(inDays(days));
    assert.deepEqual(await windows.review(inDays(6, { keyExpiry: false })), []);
    assert.deepEqual(await windows.review(inDays(5)), [], "what was switched off counts as shown");
    for (const days of [90, 89]) await windows.review(inDays(days));
  });

  it("an automatic top-up that has not come for a day is told once, also over a restart", async () => {
    const autoTopUp = { threshold: amountOf("100"), amount: amountOf("500") };
    const passed = () => withAlerts("90", undefined, { autoTopUp });
    assert.deepEqual(await windows.review(passed()), []);
    windows.clock.jump(dayMs - 60 * minuteMs);
    assert.deepEqual(await windows.review(passed()), []);
    windows.close();
    windows.open(3);
    windows.clock.jump(60 * minuteMs);
    assert.deepEqual(await windows.review(passed()), ["poof topUpLate"]);
    windows.clock.jump(3 * dayMs);
    assert.deepEqual(await windows.review(passed()), []);
    for (let round = 0; round < 2; round += 1)
      await windows.review(withAlerts("590", undefined, { autoTopUp }));
    assert.deepEqual(await windows.review(passed()), [], "the next one has a day too");
    windows.clock.jump(dayMs);
    assert.deepEqual(await windows.review(passed()), ["poof topUpLate"]);
  });

  it("a clock that jumps days either way loses no alert, doubles none and locks nothing", async () => {
    for (const [index, jumpMs] of [-5 * dayMs, 5 * dayMs].entries()) {
      const id = `jump-${index}`;
      assert.deepEqual(await windows.review(credits("99", id)), [`${id} low`]);
      windows.clock.jump(jumpMs);
      assert.deepEqual(await windows.review(credits("98", id)), []);
      await windows.review(credits("500", id));
      await windows.review(credits("500", id));
      assert.deepEqual(await windows.review(credits("97", id)), [`${id} low`]);
      assert.deepEqual(await windows.review(credits("0", id)), [`${id} empty`]);
    }
  });

  it("an alert recovers by two readings although the clock is set back between them", async () => {
    for (const jumpMs of [-dayMs, -5 * dayMs, -6 * minuteMs]) {
      const id = `jump-${-jumpMs}`;
      assert.deepEqual(await windows.review(credits("99", id)), [`${id} low`]);
      await windows.review(credits("500", id));
      windows.clock.jump(jumpMs);
      await windows.review(credits("500", id));
      assert.deepEqual(await windows.review(credits("98", id)), [], "the first of two is not known any more");
      for (let round = 0; round < 3; round += 1) {
        await windows.review(credits("500", id));
        if (round === 0) windows.clock.jump(jumpMs);
      }
      assert.deepEqual(await windows.review(credits("98", id)), [`${id} low`]);
    }
  });

  it("a clock that is set back by days makes no automatic top-up late, and does not hide one that is", async () => {
    const autoTopUp = { threshold: amountOf("100"), amount: amountOf("500") };
    const passed = () => withAlerts("90", undefined, { autoTopUp });
    assert.deepEqual(await windows.review(passed()), []);
    windows.clock.jump(-3 * dayMs);
    assert.deepEqual(await windows.review(passed()), []);
    windows.clock.jump(dayMs - 30 * minuteMs);
    assert.deepEqual(await windows.review(passed()), []);
    windows.close();
    windows.open(3);
    windows.clock.jump(30 * minuteMs);
    assert.deepEqual(await windows.review(passed()), ["poof topUpLate"]);
    windows.clock.jump(-3 * dayMs);
    assert.deepEqual(await windows.review(passed()), []);
  });

  it("an alert is shown once for a value that jumps up and down, as at resets", async () => {
    await windows.review(credits("500"));
    const shownKinds = [];
    for (let round = 0; round < 10; round += 1) {
      shownKinds.push(...(await windows.review(credits("0"))), ...(await windows.review(credits("1000"))));
    }
    assert.deepEqual(shownKinds, ["poof empty"]);
  });

  it("a failed reading neither shows nor re-arms an alert", async () => {
    await windows.review(credits("99"));
    const failing = { ...credits("500"), failure: { kind: "timeout", seconds: 15 } } as const;
    for (let round = 0; round < 3; round += 1) assert.deepEqual(await windows.review(failing), []);
    assert.deepEqual(await windows.review(statusOf({ id: "poof" })), []);
    assert.deepEqual(await windows.review(credits("99")), []);
    const other = { ...credits("0", "other"), failure: { kind: "timeout", seconds: 15 } } as const;
    assert.deepEqual(await windows.review(other), []);
  });

  it("alerts of one moment are shown together", async () => {
    windows.close();
    windows.open(1);
    const key = { ...statusOf({ id: "coals", failure: "keyRejected" }) };
    await windows.review(credits("99"), credits("0", "depicta"), key);
    assert.deepEqual(
      windows.windows[0]?.notifications.map((news) => news.map(({ kind }) => kind)),
      [["low", "empty", "keyRejected"]],
    );
  });

  it("a snooze postpones the alerts of an account for a day in every window, also over a restart", async () => {
    await windows.review(credits("99"));
    const [first] = windows.windows.flatMap(({ notifications }) => notifications);
    await windows.windows[1]?.alerts.snooze(first ?? []);
    assert.deepEqual(await windows.review(credits("98")), []);
    assert.deepEqual(await windows.review(credits("0")), [], "nothing else of the account either");
    assert.deepEqual(await windows.review(credits("0"), credits("99", "other")), ["other low"]);
    windows.close();
    windows.open(2);
    windows.clock.jump(dayMs - 30 * minuteMs);
    assert.deepEqual(await windows.review(credits("50")), []);
    windows.clock.jump(30 * minuteMs);
    assert.deepEqual(await windows.review(credits("50")), ["poof low"]);
    assert.deepEqual(await windows.review(credits("50")), []);
  });

  it("alerts that the user has turned off are not shown later", async () => {
    for (const { settings } of windows.windows) settings.isEnabled = false;
    assert.deepEqual(await windows.review(credits("99"), credits("0", "other")), []);
    for (const { settings } of windows.windows) settings.isEnabled = true;
    assert.deepEqual(await windows.review(credits("98"), credits("0", "other")), []);
    assert.deepEqual(await windows.review(credits("0"), credits("0", "other")), ["poof empty"]);
  });

  it("a removed account leaves no shown alerts for an account that takes its id", async () => {
    const removed = async (history: "keep" | "delete") => {
      assert.deepEqual(await windows.review(credits("99"), credits("99", "poof-2")), []);
      await createAttemptStore(windows.history, windows.clock).delete("poof", history);
      return await windows.review(credits("99"), credits("99", "poof-2"));
    };
    await windows.review(credits("99"), credits("99", "poof-2"));
    assert.deepEqual(await removed("keep"), ["poof low"]);
    assert.deepEqual(await removed("delete"), ["poof low"]);
  });

  it("an alert is not shown again when the account list was invalid for a while", async () => {
    await windows.review(credits("99"));
    await windows.review();
    assert.deepEqual(await windows.review(credits("99")), []);
  });

  it("a window without a database shows an alert once, and postpones it", async () => {
    const shown: string[] = [];
    const clock = new FakeClock();
    const alone = windowOf({ coordinate: async () => undefined }, clock, shown);
    const review = async (remaining: string) => {
      clock.jump(5 * minuteMs);
      const status = credits(remaining);
      const reading = status.reading && { ...status.reading, readAtMs: clock.now() };
      await alone.alerts.review([{ ...status, ...(reading ? { reading } : {}) }]);
      return shown.splice(0);
    };
    assert.deepEqual(await review("99"), ["poof low"]);
    assert.deepEqual(await review("98"), []);
    await alone.alerts.snooze(alone.notifications[0] ?? []);
    assert.deepEqual(await review("97"), []);
    clock.jump(dayMs);
    assert.deepEqual(await review("97"), ["poof low"]);
  });

  it("in any sequence of values, an alert needs two recovered readings before it is shown again", async () => {
    windows.close();
    windows.open(1);
    const draw = seededRandom(7);
    let [remaining, isArmed, recovered] = [500, true, 0];
    for (let step = 0; step < 400; step += 1) {
      remaining =
        draw() < 0.1 ? Math.floor(300 * draw()) + 1 : Math.max(1, remaining + Math.floor(80 * draw() - 40));
      const shownNow = await windows.review(credits(String(remaining)));
      recovered = remaining >= 110 ? recovered + 1 : 0;
      const expected = remaining < 100 && isArmed ? ["poof low"] : [];
      assert.deepEqual(shownNow, expected, `step ${step}: ${remaining}`);
      if (remaining < 100) isArmed = false;
      else if (recovered >= 2) isArmed = true;
    }
  });

  it("an account of two pools is empty when both are spent, and again the next time", async () => {
    const coals = (quota: string, balance: string) =>
      statusOf({
        id: "coals",
        snapshot: snapshotOf([
          meterOf(quota, "1000", { id: "quota", unit: requests, role: "pool" }),
          meterOf(balance, undefined, { id: "balance", unit: currency("USD"), role: "pool" }),
        ]),
      });
    assert.deepEqual(await windows.review(coals("500", "42.5")), []);
    assert.deepEqual(await windows.review(coals("3", "42.5")), [], "the balance pays after it");
    assert.deepEqual(await windows.review(coals("0", "42.5")), []);
    assert.deepEqual(await windows.review(coals("0", "0")), ["coals empty"]);
    assert.deepEqual(await windows.review(coals("0", "0")), []);
    for (let times = 0; times < 3; times += 1) assert.deepEqual(await windows.review(coals("0", "20")), []);
    assert.deepEqual(await windows.review(coals("0", "0")), ["coals empty"]);
  });
});
