import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { estimateRunway, type Runway } from "../../../../src/core/forecast/runway.ts";
import type { Decrease, Spending } from "../../../../src/core/forecast/spending.ts";
import { dayMs, hourMs } from "../../../../src/core/time/durations.ts";

/** A Monday. */
const startMs = Date.UTC(2026, 0, 5);

/** Spending of a number of days, hour by hour. */
function hourly(days: number, spent: (hour: number) => number, more: Partial<Spending> = {}): Spending {
  const decreases = Array.from({ length: days * 24 }, (_, hour): Decrease => {
    const fromMs = startMs + hour * hourMs;
    return { fromMs, toMs: fromMs + hourMs, amount: spent(hour), count: 1 };
  }).filter(({ amount }) => amount > 0);
  return { fromMs: startMs, toMs: startMs + days * dayMs, decreases, unknownRanges: [], ...more };
}

function daysOf(runway: Runway, from: Spending): readonly [number, number] {
  assert.equal(runway.kind, "runsOut");
  if (runway.kind !== "runsOut") throw new Error();
  return [
    (runway.fromMs - from.toMs) / dayMs,
    ((runway.toMs ?? Number.POSITIVE_INFINITY) - from.toMs) / dayMs,
  ];
}

/** Spends one credit an hour, in office hours only. */
const officeHours = (hour: number) =>
  Math.floor(hour / 24) % 7 < 5 && hour % 24 >= 9 && hour % 24 < 17 ? 1 : 0;

describe("estimateRunway", () => {
  it("the runway is a narrow range around the truth where spending is steady", () => {
    const past = hourly(28, () => 1);
    const [from, to] = daysOf(estimateRunway({ spending: past, remaining: 240 }), past);
    assert.ok(from > 7.5 && from < 10 && to > 10 && to < 12.5, `${from}–${to}`);
  });

  it("the runway is the same for the same input", () => {
    const spending = hourly(28, (hour) => hour % 5);
    assert.deepEqual(
      estimateRunway({ spending, remaining: 900 }),
      estimateRunway({ spending, remaining: 900 }),
    );
  });

  it("the runway does not end at night or on weekends that are always quiet", () => {
    // Friday, 17:00, with credits for five hours.
    const spending = hourly(40, officeHours, {});
    const friday = { ...spending, toMs: startMs + (4 + 35) * dayMs + 17 * hourMs };
    const past = { ...friday, decreases: spending.decreases.filter(({ toMs }) => toMs <= friday.toMs) };
    const runway = estimateRunway({ spending: past, remaining: 5 });
    assert.equal(runway.kind, "runsOut");
    const mondayMs = startMs + 42 * dayMs + 13 * hourMs;
    assert.ok(runway.kind === "runsOut" && runway.toMs !== undefined && runway.toMs >= mondayMs);
  });

  it("the runway is wide while no weekend has been observed", () => {
    const past = hourly(4, officeHours);
    const [from, to] = daysOf(estimateRunway({ spending: past, remaining: 80 }), past);
    assert.ok(to / from > 2, `${from}–${to}`);
  });

  it("the runway is wider where spending comes in bursts", () => {
    const steady = hourly(28, () => 1);
    const bursts = hourly(28, (hour) => (hour % 89 < 3 ? 29.7 : 0));
    const width = (past: Spending) => {
      const [from, to] = daysOf(estimateRunway({ spending: past, remaining: 240 }), past);
      return to - from;
    };
    assert.ok(width(bursts) > 2 * width(steady));
  });

  it("the runway expects growth to continue for a while", () => {
    const past = hourly(56, (hour) => 1.15 ** (hour / 168));
    const lastWeek = 1.15 ** 8 * 24;
    const [from] = daysOf(estimateRunway({ spending: past, remaining: 20 * lastWeek }), past);
    assert.ok(from < 18, `${from}`);
  });

  it("the runway includes today's level after a doubling three days ago, and the old one", () => {
    const past = hourly(28, (hour) => (hour >= 25 * 24 ? 2 : 1));
    const [from, to] = daysOf(estimateRunway({ spending: past, remaining: 240 }), past);
    assert.ok(from < 5 && to > 8, `${from}–${to}`);
    const [steadyFrom] = daysOf(estimateRunway({ spending: hourly(28, () => 2), remaining: 240 }), past);
    assert.ok(steadyFrom > 4);
  });

  it("the runway takes a pause of two days for one that ends", () => {
    const past = hourly(28, (hour) => (hour >= 26 * 24 ? 0 : 1));
    const [from, to] = daysOf(estimateRunway({ spending: past, remaining: 240 }), past);
    assert.ok(from < 12 && to > 12 && to < 25, `${from}–${to}`);
  });

  it("the runway takes a weekend for no pause", () => {
    // Sunday night.
    const spending = hourly(42, officeHours);
    const [from, to] = daysOf(estimateRunway({ spending, remaining: 80 }), spending);
    assert.ok(from > 9 && to < 18, `${from}–${to}`);
  });

  it("the runway of a pause that is known to the hour includes its end tomorrow, and in more than a week", () => {
    // Half a day of quiet more than whole days: the day in which the pause began is half full.
    const spending = hourly(28, (hour) => (hour >= 25.5 * 24 ? 0 : 1));
    const [from, to] = daysOf(estimateRunway({ spending, remaining: 2 }), spending);
    assert.ok(from < 1 && to > 5 && to < 12, `${from}–${to}`);
  });

  it("the runway takes a working day with hardly any spending for a quiet time that goes on", () => {
    // Read until Thursday, 20:00; on Thursday a twentieth of what is usual was spent.
    const usual = hourly(46, (hour) => (hour >= 45 * 24 ? 0.05 : 1) * officeHours(hour));
    const past = { ...usual, toMs: usual.toMs - 4 * hourMs };
    const [from, to] = daysOf(estimateRunway({ spending: past, remaining: 8 }), past);
    assert.ok(from < 1.5 && to > 4, `${from}–${to}`);
    const ordinary = { ...hourly(46, officeHours), toMs: past.toMs };
    const [, end] = daysOf(estimateRunway({ spending: ordinary, remaining: 8 }), ordinary);
    assert.ok(end < 4, String(end));
  });

  it("the runway takes a night and a weekend for no fall", () => {
    for (const hours of [3 * 24 + 7, 5 * 24 + 12, 6 * 24 + 20]) {
      const all = hourly(42, officeHours);
      const toMs = startMs + 28 * dayMs + hours * hourMs;
      const past = { ...all, toMs, decreases: all.decreases.filter((decrease) => decrease.toMs <= toMs) };
      const [, to] = daysOf(estimateRunway({ spending: past, remaining: 16 }), past);
      assert.ok(to < 5, `${hours}: ${to}`);
    }
  });

  it("the runway does not expect a busy week that is over to come again at once", () => {
    const past = hourly(35, (hour) => (hour >= 25 * 24 && hour < 30 * 24 ? 4 : 1));
    const [from, to] = daysOf(estimateRunway({ spending: past, remaining: 240 }), past);
    assert.ok(to > 10 && from > 3 && to < 15, `${from}–${to}`);
  });

  it("the runway expects weekends that were not seen yet to be quiet or not", () => {
    // From Monday to Friday evening; credits for two days.
    const past = hourly(5, officeHours);
    const [from, to] = daysOf(estimateRunway({ spending: past, remaining: 15 }), past);
    assert.ok(from < 2 && to > 3.4, `${from}–${to}`);
  });

  it("the runway knows weekends in the reader's time zone", () => {
    const past = hourly(4, () => 1, {});
    const kiritimati = estimateRunway({ spending: past, remaining: 240, timeZone: "Pacific/Kiritimati" });
    assert.notDeepEqual(kiritimati, estimateRunway({ spending: past, remaining: 240 }));
  });

  describe("with an expiry", () => {
    const past = hourly(28, () => 1);
    const at = (days: number) => past.toMs + days * dayMs;

    it("the runway ends where credits expire before they are used up, and says how many", () => {
      const runway = estimateRunway({ spending: past, remaining: 240, expiresAtMs: at(4) });
      assert.ok(runway.kind === "lastsUntilExpiry" && runway.expiresAtMs === at(4));
      assert.ok(runway.remainingFrom < 144 && runway.remainingTo > 144);
    });

    it("the range of the runway ends at the expiry where they may be used up before", () => {
      const runway = estimateRunway({ spending: past, remaining: 240, expiresAtMs: at(10) });
      assert.ok(runway.kind === "runsOut" && runway.toMs === at(10) && runway.expiresAtMs === at(10));
      assert.ok(runway.fromMs < at(10));
    });

    it("an expiry changes nothing of a runway that is surely shorter, and neither does one that has passed", () => {
      for (const expiresAtMs of [at(30), at(-1), at(400)]) {
        assert.deepEqual(
          estimateRunway({ spending: past, remaining: 240, expiresAtMs }),
          estimateRunway({ spending: past, remaining: 240 }),
        );
      }
    });

    it("an amount that would last for months ends with its expiry", () => {
      const runway = estimateRunway({ spending: past, remaining: 24_000, expiresAtMs: at(30) });
      assert.equal(runway.kind, "lastsUntilExpiry");
    });

    it("of a reset and an expiry, the runway ends at the earlier one", () => {
      const kind = (reset: number, expiry: number) =>
        estimateRunway({ spending: past, remaining: 2_000, resetsAtMs: at(reset), expiresAtMs: at(expiry) })
          .kind;
      assert.deepEqual([kind(5, 9), kind(9, 5)], ["lastsUntilReset", "lastsUntilExpiry"]);
    });
  });

  describe("with several pools", () => {
    const past = hourly(28, () => 1);
    const middleOf = ({ fromMs, toMs = Number.NaN }: { fromMs: number; toMs?: number }) =>
      ((fromMs + toMs) / 2 - past.toMs) / dayMs;

    it("the runway is that of all pools, and says when the one that pays first is used up", () => {
      const pools = [{ remaining: 48 }, { remaining: 192 }];
      const runway = estimateRunway({ spending: past, remaining: 240, pools });
      assert.ok(runway.kind === "runsOut" && runway.firstPool);
      assert.ok(Math.abs(middleOf(runway) - 10) < 1.5, `${middleOf(runway)}`);
      assert.ok(Math.abs(middleOf(runway.firstPool) - 2) < 0.7, `${middleOf(runway.firstPool)}`);
    });

    it("a pool that is reset before all are used up pays again", () => {
      const first = { remaining: 48, limit: 480, resetsAtMs: past.toMs + 3 * dayMs };
      const pools = [first, { remaining: 192 }];
      const runway = estimateRunway({ spending: past, remaining: 240, pools });
      // Two days of the first pool, one of the second, then twenty and seven.
      assert.ok(
        runway.kind === "runsOut" && Math.abs(middleOf(runway) - 30) < 4,
        `${middleOf(runway as never)}`,
      );
    });

    it("a pool that is reset after all are used up does not help", () => {
      const late = { remaining: 48, limit: 480, resetsAtMs: past.toMs + 60 * dayMs };
      const runway = (pools: Parameters<typeof estimateRunway>[0]["pools"] & {}) =>
        estimateRunway({ spending: past, remaining: 240, pools });
      assert.deepEqual(runway([late, { remaining: 192 }]), runway([{ remaining: 48 }, { remaining: 192 }]));
    });
  });

  it("the runway ignores ranges of unknown spending, such as the hour of a top-up", () => {
    const all = hourly(28, () => 1);
    const unknownRanges = Array.from({ length: 9 }, (_, index) => {
      const fromMs = startMs + (3 * index + 1) * dayMs;
      return { fromMs, toMs: fromMs + 6 * hourMs };
    });
    const decreases = all.decreases.filter(
      (fall) => !unknownRanges.some(({ fromMs, toMs }) => fall.fromMs >= fromMs && fall.toMs <= toMs),
    );
    const past = { ...all, decreases, unknownRanges };
    const [from, to] = daysOf(estimateRunway({ spending: past, remaining: 240 }), past);
    assert.ok(from > 7.5 && from < 10 && to > 10 && to < 12.5, `${from}–${to}`);
  });

  it("the runway spreads the spending of an unread period evenly over that period", () => {
    const fall = (day: number): Decrease => ({
      fromMs: startMs + day * dayMs,
      toMs: startMs + (day + 1) * dayMs,
      amount: 24,
      count: 1,
    });
    const past = { ...hourly(28, () => 0), decreases: Array.from({ length: 28 }, (_, day) => fall(day)) };
    assert.deepEqual(
      estimateRunway({ spending: past, remaining: 240 }),
      estimateRunway({ spending: hourly(28, () => 1), remaining: 240 }),
    );
  });

  it("the runway gives what will be left at a reset that comes first", () => {
    const past = hourly(28, () => 1);
    const resetsAtMs = past.toMs + 4 * dayMs;
    const runway = estimateRunway({ spending: past, remaining: 240, resetsAtMs });
    assert.ok(runway.kind === "lastsUntilReset" && runway.resetsAtMs === resetsAtMs);
    assert.ok(
      runway.remainingFrom < 144 &&
        runway.remainingTo > 144 &&
        runway.remainingTo - runway.remainingFrom < 60,
    );
  });

  it("the runway says that credits run out before a reset, or that the reset may come first", () => {
    const past = hourly(28, () => 1);
    const before = estimateRunway({ spending: past, remaining: 240, resetsAtMs: past.toMs + 30 * dayMs });
    assert.ok(before.kind === "runsOut" && before.isBeforeReset);
    const saved = estimateRunway({ spending: past, remaining: 240, resetsAtMs: past.toMs + 10 * dayMs });
    assert.ok(
      saved.kind === "runsOut" && !saved.isBeforeReset && saved.resetsAtMs === past.toMs + 10 * dayMs,
    );
  });

  it("the runway ignores a reset that has passed", () => {
    const past = hourly(28, () => 1);
    const runway = estimateRunway({ spending: past, remaining: 240, resetsAtMs: past.toMs - dayMs });
    assert.ok(runway.kind === "runsOut" && runway.resetsAtMs === undefined);
  });

  it("the runway looks no further than three months ahead", () => {
    const spending = hourly(28, () => 1);
    assert.deepEqual(estimateRunway({ spending, remaining: 24_000 }), { kind: "lasts" });
    const runway = estimateRunway({ spending, remaining: 24 * 88 });
    assert.ok(runway.kind === "runsOut" && runway.toMs === undefined);
  });

  const reason = (spending: Spending) => {
    const runway = estimateRunway({ spending, remaining: 10 });
    return runway.kind === "notEnoughData" ? runway.reason : runway.kind;
  };

  it("the runway says why it is unknown: too short, too few changes, nothing spent", () => {
    assert.equal(reason(hourly(2, () => 1)), "tooShort");
    assert.equal(reason(hourly(28, (hour) => (hour % 200 === 7 ? 1 : 0))), "tooFewChanges");
    assert.equal(reason(hourly(28, () => 0)), "nothingSpent");
  });

  it("the runway does not count time about which nothing is known", () => {
    const unknownRanges = [{ fromMs: startMs, toMs: startMs + 26 * dayMs }];
    assert.equal(reason(hourly(28, (hour) => (hour >= 26 * 24 ? 1 : 0), { unknownRanges })), "tooShort");
  });
});
