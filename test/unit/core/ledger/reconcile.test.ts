import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { reconcile } from "../../../../src/core/ledger/reconcile.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";

type Pair = readonly [atMs: number, amount: string];

function unexplained(balances: readonly Pair[], booked: readonly Pair[]) {
  return reconcile(
    balances.map(([atMs, balance]) => ({ atMs, balance: amountOf(balance) })),
    booked.map(([atMs, amount]) => ({ atMs, amount: amountOf(amount) })),
  );
}

describe("reconcile", () => {
  it("finds nothing where the entries explain every change", () => {
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

  it("tells amount and interval of what neither explains, exactly", () => {
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

  it("finds a booking that moved nothing, and a movement that nobody booked", () => {
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

  it("lets clocks disagree: what the next stretch takes back is none", () => {
    const balances = [
      [0, "100"],
      [10, "100"],
      [20, "95"],
      [30, "95"],
    ] as const;
    assert.deepEqual(unexplained(balances, [[9, "-5"]]), [], "booked before it was seen");
    assert.deepEqual(unexplained(balances, [[21, "-5"]]), [], "seen before it was booked");
  });

  it("joins stretches that touch, and keeps apart those with an explained one between", () => {
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

  it("begins anew after two stretches that made up for each other", () => {
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

  it("takes no hold for spending, for the balance has what is held in it", () => {
    // Remaining 100 held 0, then remaining 80 held 20, then captured.
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

  it("leaves out what was booked up to the first reading and after the last", () => {
    const booked = [
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
        booked,
      ),
      [],
    );
  });

  it("has nothing to say of fewer than two readings", () => {
    assert.deepEqual(unexplained([], [[1, "-1"]]), []);
    assert.deepEqual(unexplained([[0, "100"]], [[1, "-1"]]), []);
  });
});
