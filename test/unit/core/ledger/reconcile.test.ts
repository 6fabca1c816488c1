import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { reconcile } from "../../../../src/core/ledger/reconcile.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";

type Pair = readonly [atMs: number, amount: string];

function unexplained(balances: readonly Pair[], entries: readonly Pair[]) {
  return reconcile(
    balances.map(([atMs, balance]) => ({ atMs, balance: amountOf(balance) })),
    entries.map(([atMs, amount]) => ({ atMs, amount: amountOf(amount) })),
  );
}

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
});
