import assert from "node:assert/strict";
import type { AccountStatus } from "../../../src/core/accounts/accountStatus.ts";
import { seededRandom } from "../../../src/core/common/seededRandom.ts";
import type { Snapshot } from "../../../src/core/readings/snapshot.ts";
import { dayMs, minuteMs } from "../../../src/core/time/durations.ts";
import { type Alert, Alerts } from "../../../src/services/alerts.ts";
import { NotificationLog } from "../../../src/services/coordination/notificationLog.ts";
import { Snoozes } from "../../../src/services/coordination/snoozes.ts";
import type { History } from "../../../src/services/history/history.ts";
import { meterOf, snapshotOf, statusOf } from "../../helpers/accountStatus.ts";
import { FakeClock } from "../../helpers/fakeClock.ts";
import { historyAt } from "../../helpers/historyAt.ts";
import { tempFile } from "../store/database/helpers/tempHistory.ts";

/** The alerts of one window; what it tells goes to a list that all share. */
function windowOf(history: Pick<History, "coordinate">, clock: FakeClock, heard: string[]) {
  const wants = { isWanted: true };
  const moments: (readonly Alert[])[] = [];
  const alerts = new Alerts({
    notificationLog: new NotificationLog(history, clock),
    snoozes: new Snoozes(history, clock),
    clock,
    isEnabled: () => wants.isWanted,
    runwayOf: () => undefined,
    show: (news) => {
      moments.push(news);
      heard.push(...news.map(({ kind, status }) => `${status.account.id} ${kind}`));
    },
  });
  return { alerts, wants, moments };
}

class Street {
  readonly clock = new FakeClock();
  readonly heard: string[] = [];
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
      this.windows.push(windowOf(history, this.clock, this.heard));
    }
  }

  close(): void {
    for (const history of this.#histories.splice(0)) history.dispose();
    this.windows = [];
  }

  /** All windows come to know a reading, a poll later; returns what was told. */
  async reads(...statuses: readonly AccountStatus[]): Promise<string[]> {
    this.clock.jump(5 * minuteMs);
    const readAtMs = this.clock.now();
    const fresh = statuses.map((status) => ({
      ...status,
      ...(status.reading && !status.failure ? { reading: { ...status.reading, readAtMs } } : {}),
    }));
    await Promise.all(this.windows.map(({ alerts }) => alerts.review(fresh)));
    return this.heard.splice(0);
  }
}

const credits = (remaining: string, id = "poof", more: Partial<Snapshot> = {}) =>
  statusOf({ id, snapshot: snapshotOf([meterOf(remaining, "1000")], more) });

describe("alerts", () => {
  let street = new Street();
  beforeEach(() => {
    street = new Street();
    street.open(3);
  });
  afterEach(() => street.close());

  it("an alert is shown once by three windows, and not again after a restart", async () => {
    assert.deepEqual(await street.reads(credits("500")), []);
    assert.deepEqual(await street.reads(credits("99")), ["poof low"]);
    assert.deepEqual(await street.reads(credits("98")), []);
    street.close();
    street.open(3);
    assert.deepEqual(await street.reads(credits("97")), []);
    assert.deepEqual(await street.reads(credits("0")), ["poof empty"]);
  });

  it("an alert is shown again after two readings past the recovery margin", async () => {
    await street.reads(credits("99"));
    await street.reads(credits("105"));
    await street.reads(credits("105"));
    assert.deepEqual(await street.reads(credits("99")), []);
    await street.reads(credits("500"));
    assert.deepEqual(await street.reads(credits("99")), [], "one good reading may be a slip");
    await street.reads(credits("500"));
    await street.reads(credits("500"));
    assert.deepEqual(await street.reads(credits("99")), ["poof low"]);
  });

  it("an alert is shown once for a value that jumps up and down, as at resets", async () => {
    await street.reads(credits("500"));
    const told = [];
    for (let round = 0; round < 10; round += 1) {
      told.push(...(await street.reads(credits("0"))), ...(await street.reads(credits("1000"))));
    }
    assert.deepEqual(told, ["poof empty"]);
  });

  it("a failed reading neither shows nor re-arms an alert", async () => {
    await street.reads(credits("99"));
    const failing = { ...credits("500"), failure: { kind: "timeout", seconds: 15 } } as const;
    for (let round = 0; round < 3; round += 1) assert.deepEqual(await street.reads(failing), []);
    assert.deepEqual(await street.reads(statusOf({ id: "poof" })), []);
    assert.deepEqual(await street.reads(credits("99")), []);
    const other = { ...credits("0", "other"), failure: { kind: "timeout", seconds: 15 } } as const;
    assert.deepEqual(await street.reads(other), []);
  });

  it("alerts of one moment are shown together", async () => {
    street.close();
    street.open(1);
    const key = { ...statusOf({ id: "coals", failure: "keyRejected" }) };
    await street.reads(credits("99"), credits("0", "depicta"), key);
    assert.deepEqual(
      street.windows[0]?.moments.map((news) => news.map(({ kind }) => kind)),
      [["low", "empty", "keyRejected"]],
    );
  });

  it("a snooze postpones the alerts of an account for a day in every window, also over a restart", async () => {
    await street.reads(credits("99"));
    const [told] = street.windows.flatMap(({ moments }) => moments);
    await street.windows[1]?.alerts.snooze(told ?? []);
    assert.deepEqual(await street.reads(credits("98")), []);
    assert.deepEqual(await street.reads(credits("0")), [], "nothing else of the account either");
    assert.deepEqual(await street.reads(credits("0"), credits("99", "other")), ["other low"]);
    street.close();
    street.open(2);
    street.clock.jump(dayMs - 30 * minuteMs);
    assert.deepEqual(await street.reads(credits("50")), []);
    street.clock.jump(30 * minuteMs);
    assert.deepEqual(await street.reads(credits("50")), ["poof low"]);
    assert.deepEqual(await street.reads(credits("50")), []);
  });

  it("alerts that the user has turned off are not shown later", async () => {
    for (const { wants } of street.windows) wants.isWanted = false;
    assert.deepEqual(await street.reads(credits("99"), credits("0", "other")), []);
    for (const { wants } of street.windows) wants.isWanted = true;
    assert.deepEqual(await street.reads(credits("98"), credits("0", "other")), []);
    assert.deepEqual(await street.reads(credits("0"), credits("0", "other")), ["poof empty"]);
  });

  it("a removed account leaves no shown alerts for an account that takes its id", async () => {
    const removed = async (history: "keep" | "delete") => {
      assert.deepEqual(await street.reads(credits("99"), credits("99", "poof-2")), []);
      await street.history.delete("poof", history);
      return await street.reads(credits("99"), credits("99", "poof-2"));
    };
    await street.reads(credits("99"), credits("99", "poof-2"));
    assert.deepEqual(await removed("keep"), ["poof low"]);
    assert.deepEqual(await removed("delete"), ["poof low"]);
  });

  it("an alert is not shown again when the account list was invalid for a while", async () => {
    await street.reads(credits("99"));
    await street.reads();
    assert.deepEqual(await street.reads(credits("99")), []);
  });

  it("a window without a database shows an alert once, and postpones it", async () => {
    const heard: string[] = [];
    const clock = new FakeClock();
    const alone = windowOf({ coordinate: async () => undefined }, clock, heard);
    const review = async (remaining: string) => {
      clock.jump(5 * minuteMs);
      const status = credits(remaining);
      const reading = status.reading && { ...status.reading, readAtMs: clock.now() };
      await alone.alerts.review([{ ...status, ...(reading ? { reading } : {}) }]);
      return heard.splice(0);
    };
    assert.deepEqual(await review("99"), ["poof low"]);
    assert.deepEqual(await review("98"), []);
    await alone.alerts.snooze(alone.moments[0] ?? []);
    assert.deepEqual(await review("97"), []);
    clock.jump(dayMs);
    assert.deepEqual(await review("97"), ["poof low"]);
  });

  it("in any sequence of values, an alert needs two recovered readings before it is shown again", async () => {
    street.close();
    street.open(1);
    const draw = seededRandom(7);
    let [remaining, isArmed, recovered] = [500, true, 0];
    for (let step = 0; step < 400; step += 1) {
      remaining =
        draw() < 0.1 ? Math.floor(300 * draw()) + 1 : Math.max(1, remaining + Math.floor(80 * draw() - 40));
      const told = await street.reads(credits(String(remaining)));
      recovered = remaining >= 110 ? recovered + 1 : 0;
      const expected = remaining < 100 && isArmed ? ["poof low"] : [];
      assert.deepEqual(told, expected, `step ${step}: ${remaining}`);
      if (remaining < 100) isArmed = false;
      else if (recovered >= 2) isArmed = true;
    }
  });
});
