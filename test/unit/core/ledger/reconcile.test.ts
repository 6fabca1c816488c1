import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { dayMs, hourMs, minuteMs, secondMs } from "../../../../src/core/time/durations.ts";
import {
  type Pair,
  readings,
  reconciled,
  settled,
  start,
  steady,
  unexplained,
} from "./helpers/reconciled.ts";

describe("reconcile", () => {
  it("reconcile finds nothing where the entries explain every change", () => {
    assert.deepEqual(
      unexplained(
        [
          [0, "100"],
          [10, "95"],
          [20, "95"],
          [30, "145.5"],
        ],
        [
          [3, "-2"],
          [10, "-3"],
          [25, "50"],
          [30, "0.5"],
        ],
      ),
      [],
    );
  });

  it("reconcile gives the exact amount and interval that the entries do not explain", () => {
    const found = unexplained(
      [
        [0, "123456789012345678901234567890"],
        [10, "123456789012345678901234567885.000000000000000000000000000001"],
        [20, "123456789012345678901234567885.000000000000000000000000000001"],
      ],
      [[5, "-5"]],
    );
    assert.deepEqual(found, [
      {
        fromMs: 0,
        toMs: 10,
        observed: "-4.999999999999999999999999999999",
        explained: "-5",
        amount: "0.000000000000000000000000000001",
        entries: 1,
        settlesAtMs: 10 + dayMs,
      },
    ]);
  });

  it("reconcile finds an entry without a balance change, and a balance change without an entry", () => {
    const quiet = [
      [0, "100"],
      [10, "100"],
      [20, "100"],
    ] as const;
    assert.deepEqual(
      unexplained(quiet, [[5, "-5"]]).map(({ fromMs, toMs, amount }) => [fromMs, toMs, amount]),
      [[0, 10, "5"]],
    );
    const [found] = unexplained(
      [
        [0, "100"],
        [10, "93"],
      ],
      [],
    );
    assert.deepEqual([found?.observed, found?.explained, found?.amount], ["-7", "0", "-7"]);
  });

  it("reconcile tolerates clock differences: a difference that the next interval cancels is none", () => {
    const balances = [
      [0, "100"],
      [10, "100"],
      [20, "95"],
      [30, "95"],
    ] as const;
    assert.deepEqual(unexplained(balances, [[9, "-5"]]), [], "booked before it was seen");
    assert.deepEqual(unexplained(balances, [[21, "-5"]]), [], "seen before it was booked");
  });

  it("reconcile joins adjacent intervals, and separates those with an explained interval between", () => {
    const joined = unexplained(
      [
        [0, "100"],
        [10, "95"],
        [20, "92"],
        [30, "92"],
      ],
      [],
    );
    assert.deepEqual(
      joined.map(({ fromMs, toMs, amount }) => [fromMs, toMs, amount]),
      [[0, 20, "-8"]],
    );
    const apart = unexplained(
      [
        [0, "100"],
        [10, "95"],
        [20, "90"],
        [30, "80"],
      ],
      [[15, "-5"]],
    );
    assert.deepEqual(
      apart.map(({ fromMs, toMs, amount }) => [fromMs, toMs, amount]),
      [
        [0, 10, "-5"],
        [20, 30, "-10"],
      ],
    );
  });

  it("reconcile starts a new interval after two intervals that cancelled each other", () => {
    const found = unexplained(
      [
        [0, "100"],
        [10, "95"],
        [20, "100"],
        [30, "99"],
      ],
      [],
    );
    assert.deepEqual(
      found.map(({ fromMs, toMs, amount }) => [fromMs, toMs, amount]),
      [[20, 30, "-1"]],
    );
  });

  it("reconcile counts no hold as spending, because the balance includes what is held", () => {
    // Remaining 100 and held 0, then remaining 80 and held 20, then captured.
    assert.deepEqual(
      unexplained(
        [
          [0, "100"],
          [10, "100"],
          [20, "80"],
        ],
        [[15, "-20"]],
      ),
      [],
    );
  });

  it("reconcile ignores entries up to the first reading and after the last", () => {
    const entries = [
      [-5, "-1"],
      [0, "-2"],
      [21, "-4"],
    ] as const;
    assert.deepEqual(
      unexplained(
        [
          [0, "100"],
          [20, "100"],
        ],
        entries,
      ),
      [],
    );
  });

  it("reconcile finds nothing with fewer than two readings", () => {
    assert.deepEqual(unexplained([], [[1, "-1"]]), []);
    assert.deepEqual(unexplained([[0, "100"]], [[1, "-1"]]), []);
  });

  /** A balance of 1,000 that is read each `intervalMs` for a time, with what was spent before each reading. */

  for (const offsetMs of [30 * secondMs, -30 * secondMs, 3 * minuteMs, -3 * minuteMs]) {
    it(`reconcile accuses no ledger whose clock is off by ${offsetMs / secondMs} s, and finds what it lacks`, () => {
      const seen = readings(3 * dayMs, minuteMs, steady);
      const booked: Pair[] = steady.map(([atMs, one]) => [atMs + offsetMs, one]);
      assert.deepEqual(settled(seen, booked), []);
      const lacking = booked.filter((_, index) => index !== 100);
      const [missing, ...more] = settled(seen, lacking);
      assert.deepEqual(more, []);
      const [missedMs = 0, amount] = steady[100] ?? [];
      assert.equal(missing?.amount, amount);
      assert.ok(missing && missing.fromMs <= missedMs && missing.toMs <= missedMs + 10 * minuteMs);
    });
  }

  it("reconcile accuses no ledger that books minutes to a day late", () => {
    const spent: readonly Pair[] = [
      [hourMs, "-5"],
      [30 * hourMs, "-7"],
      [80 * hourMs, "-9"],
    ];
    const lateMs = [4 * minuteMs, 9 * hourMs, 23 * hourMs];
    const booked: Pair[] = spent.map(([atMs, one], index) => [atMs + (lateMs[index] ?? 0), one]);
    assert.deepEqual(unexplained(readings(6 * dayMs, 5 * minuteMs, spent), booked), []);
  });

  it("reconcile accuses no ledger whose clock is behind when the account has just been added", () => {
    const seen: readonly Pair[] = [
      [0, "1000"],
      [secondMs, "997"],
      [2 * secondMs, "1037"],
      [hourMs, "1037"],
    ];
    const booked: readonly Pair[] = [
      [-5 * minuteMs, "-7"],
      [-minuteMs, "-3"],
      [-minuteMs + 1, "40"],
    ];
    assert.deepEqual(unexplained(seen, booked), []);
  });

  it("reconcile accuses no ledger whose clock is 3 minutes ahead when the balance is read once a day", () => {
    const days = [0, 1, 2, 3, 4, 5];
    const balances = days.map((day): Pair => [start + day * dayMs, `${100 - 7 * day - day * day}`]);
    const entries = days
      .slice(1)
      .map((day): Pair => [start + day * dayMs + 3 * minuteMs, `${-7 - (2 * day - 1)}`]);
    assert.deepEqual(settled(balances, entries), []);
  });

  it("reconcile tells what a ledger without any use leaves out day by day, and that what is older stays so", () => {
    const hours = 30 * 24;
    const balances = Array.from(
      { length: hours },
      (_, hour): Pair => [start + hour * hourMs, `${1000 - hour}`],
    );
    const { changes, finalAtMs = 0 } = reconciled(balances, [[start + 36.5 * hourMs, "0.5"]]);
    const total = changes.reduce((sum, { amount }) => sum + Number(amount), 0);
    assert.equal(total, 1 - hours - 0.5);
    assert.ok(changes.length > 5, `${changes.length}`);
    assert.ok(finalAtMs > start + 20 * dayMs && finalAtMs < start + 27 * dayMs);
  });

  it("reconcile says which change may still be booked", () => {
    const spent: readonly Pair[] = [
      [hourMs, "-5"],
      [50 * hourMs, "-7"],
    ];
    const found = unexplained(readings(60 * hourMs, hourMs, spent), []);
    assert.deepEqual(
      found.map(({ amount, settlesAtMs }) => [amount, settlesAtMs <= 60 * hourMs]),
      [
        ["-5", true],
        ["-7", false],
      ],
    );
  });
});
