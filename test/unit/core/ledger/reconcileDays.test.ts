import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { bookingDatesOf, reconcile } from "../../../../src/core/ledger/reconcile.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { dayMs, hourMs, minuteMs } from "../../../../src/core/time/durations.ts";
import { atDay, type Pair, readings, settled, start, steady, unexplained } from "./helpers/reconciled.ts";

describe("reconcile entries that are dated by their day", () => {
  it("reconcile accuses no ledger whose entries are dated by their day, one or many a day", () => {
    const seen = atDay(readings(3 * dayMs, 5 * minuteMs, steady));
    const toDay = (atMs: number) => Math.floor(atMs / dayMs) * dayMs;
    const dated: Pair[] = steady.map(([atMs, one]) => [toDay(atMs), one]);
    assert.deepEqual(settled(seen, atDay(dated)), []);
    const sums = [0, 1, 2].map((day): Pair => {
      const ofDay = dated.filter(([atMs]) => atMs === day * dayMs);
      return [day * dayMs, String(ofDay.reduce((sum, [, one]) => sum + Number(one), 0))];
    });
    assert.deepEqual(settled(seen, atDay(sums)), []);
  });

  it("reconcile finds an entry that is missing among entries dated by their day, once its day is over", () => {
    const spent: readonly Pair[] = Array.from({ length: 8 }, (_, day) => [
      day * dayMs + 10 * hourMs,
      `-${day + 3}`,
    ]);
    const seen = atDay(readings(8 * dayMs, hourMs, spent));
    const booked = spent.map(([atMs, one]): Pair => [Math.floor(atMs / dayMs) * dayMs, one]);
    const lacking = booked.filter((_, day) => day !== 2);
    const found = settled(seen, atDay(lacking));
    assert.deepEqual(
      found.map(({ amount }) => amount),
      ["-5"],
    );
  });

  it("reconcile finds an entry that is missing among many a day, dated by the day, while more is spent", () => {
    const spent: readonly Pair[] = Array.from({ length: 48 }, (_, index) => [
      index * 5 * hourMs + 13 * minuteMs,
      String(-101 - ((index * 7919) % 1009)),
    ]);
    const seen = readings(10 * dayMs, 20 * minuteMs, spent);
    // Days of UTC, and of zones ahead of it and behind.
    for (const zoneMs of [0, 13 * hourMs, -11 * hourMs]) {
      const booked = spent.map(([atMs, one]): Pair => [Math.floor((atMs + zoneMs) / dayMs) * dayMs, one]);
      assert.deepEqual(settled(atDay(seen), atDay(booked)), []);
      const [missedMs = 0, missing] = spent[20] ?? [];
      const [found, ...more] = settled(atDay(seen), atDay(booked.filter((_, index) => index !== 20)));
      assert.deepEqual(more, []);
      assert.equal(found?.amount, missing);
      assert.ok(found && found.fromMs <= start + missedMs && found.toMs >= start + missedMs);
    }
  });

  it("reconcile takes no entry back that had happened, where days are the dates", () => {
    const balances: readonly Pair[] = [
      [start + 60 * hourMs, "94"],
      [start + 62 * hourMs, "97"],
    ];
    const days = [0, 1, 2].map((day): Pair => [start + day * dayMs, `-${day + 1}`]);
    const found = unexplained(balances, days);
    assert.deepEqual(
      found.map(({ amount, settlesAtMs }) => [amount, settlesAtMs > start + 62 * hourMs]),
      [["3", true]],
    );
  });

  it("reconcile leaves no change of the first days out where entries are dated by their day", () => {
    const midnight = Date.UTC(2026, 4, 1);
    const balances: Pair[] = [
      [midnight + hourMs, "100"],
      [midnight + 2 * hourMs, "90"],
      [midnight + 6 * dayMs, "85"],
      [midnight + 12 * dayMs, "85"],
    ];
    const found = unexplained(balances, [[midnight + 6 * dayMs, "-5"]]);
    assert.deepEqual(
      found.map(({ fromMs, amount }) => [fromMs, amount]),
      [[midnight + hourMs, "-10"]],
    );
  });

  it("reconcile accuses no ledger of days whose ids have no order when the account has just been added", () => {
    // In the order of the ids; the account is added in the afternoon.
    const spent: readonly Pair[] = [
      [19 * hourMs, "-40"],
      [8 * hourMs, "-1"],
      [22 * hourMs, "-20"],
      [9 * hourMs, "-7"],
      [30 * hourMs, "-5"],
      [55 * hourMs, "-9"],
      [100 * hourMs, "-11"],
    ];
    const seen = readings(8 * dayMs, hourMs, spent).filter(([atMs]) => atMs >= 15 * hourMs);
    const booked = spent.map(([atMs, one]): Pair => [Math.floor(atMs / dayMs) * dayMs, one]);
    assert.deepEqual(settled(atDay(seen), atDay(booked)), []);
    const lacking = settled(atDay(seen), atDay(booked.slice(0, -1)));
    assert.deepEqual(
      lacking.map(({ amount }) => amount),
      ["-11"],
    );
  });

  it("reconcile finds an entry that is missing among many of a day whose ids have no order, and nothing else", () => {
    const spent: readonly Pair[] = Array.from({ length: 300 }, (_, index) => [
      index * 50 * minuteMs + 7 * minuteMs,
      String(-101 - ((index * 7919) % 1009)),
    ]);
    const seen = readings(10 * dayMs, 20 * minuteMs, spent);
    const booked = spent.map(([atMs, one]): Pair => [Math.floor(atMs / dayMs) * dayMs, one]);
    // Ids say nothing about the order, and an entry of the last days is missing.
    const shuffled = booked
      .filter((_, index) => index !== 250)
      .toSorted((a, b) => a[0] - b[0] || Number(a[1]) - Number(b[1]));
    assert.deepEqual(
      unexplained(atDay(seen), atDay(shuffled)).map(({ amount }) => amount),
      [spent[250]?.[1]],
    );
  });

  it("reconcile takes no entry of a later day for one that the first balance had, where days are the dates", () => {
    const midnight = Date.UTC(2026, 10, 21);
    // The entry of the day before was corrected by 2 after the first reading, and the ledger shows only its last amount.
    const balances: readonly Pair[] = [
      [midnight + hourMs, "917"],
      [midnight + 26 * hourMs, "914"],
      [midnight + 5 * dayMs, "914"],
    ];
    const entries: readonly Pair[] = [
      [midnight - dayMs, "-2"],
      [midnight + dayMs, "-2"],
      [midnight + dayMs, "-3"],
    ];
    assert.deepEqual(
      unexplained(balances, entries).map(({ amount }) => amount),
      ["2"],
    );
  });

  it("reconcile continues from no reading whose difference a later one takes back", () => {
    const firstMs = Date.UTC(2026, 10, 10);
    // Minutes since then, and what the balance changed by; entries are dated by the day, many of one day.
    const balances = [
      [717, 0],
      [1438, -187336],
      [2578, -564932],
      [3718, -1483456],
      [4858, -2147962],
      [5998, -2448757],
      [7138, -3123299],
      [8278, -3937486],
      [9417, -4195734],
      [10557, -4774548],
      [11697, -5752851],
      [12837, -6730097],
      [13977, -7007557],
      [15838, -7007557],
      [17422, -12794209],
      [17480, -18168963],
      [17559, -21500098],
      [18718, -21500098],
      [24478, -21500098],
    ].map(([minutes = 0, balance]): Pair => [firstMs + minutes * minuteMs, `${balance}`]);
    const entries = [
      [1, -187336, -377596],
      [2, -120503, -612000, -353888, -892172],
      [3, -664506, -605445],
      [4, -300795],
      [5, -341140, -112952],
      [6, -230386, -258248],
      [7, -578814, -284106, -753148],
      [8, -644211, -202443, -638913],
      [9, -260827, -277460],
      [10, -738685],
      [11, -841238],
      [
        12, -882167, -215877, -231794, -767293, -877524, -460370, -162848, -825109, -673434, -444975, -836257,
        -458107, -508564, -479404, -620387, -136152, -172119, -810535, -275673, -954316, -430381,
      ],
    ].flatMap(([day, ...amounts]) =>
      amounts.map((amount): Pair => [firstMs + Number(day) * dayMs, `${amount}`]),
    );
    const readings = balances.map(([atMs, balance]) => ({ atMs, balance: amountOf(balance) }));
    const booked = entries.map(([atMs, amount]) => ({ atMs, amount: amountOf(amount) }));
    const before = reconcile(readings.slice(0, -1), booked);
    const fromMs = before.finalAtMs ?? Number.NEGATIVE_INFINITY;
    const isContinued = before.finalAtMs !== undefined;
    const dates = bookingDatesOf(readings, booked);
    const continued = reconcile(
      readings.filter(({ atMs }) => atMs >= fromMs),
      booked.filter(({ atMs }) => atMs >= fromMs - 3 * dayMs),
      { dates, isContinued },
    );
    assert.deepEqual(continued.changes, reconcile(readings, booked).changes);
  });
});
