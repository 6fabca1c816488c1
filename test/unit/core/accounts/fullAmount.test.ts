import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { levelOf } from "../../../../src/core/accounts/accountStatus.ts";
import { withFullAmounts } from "../../../../src/core/accounts/fullAmount.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { currency } from "../../../../src/core/money/unit.ts";
import type { MeterReading, Snapshot } from "../../../../src/core/readings/snapshot.ts";
import { dayMs } from "../../../../src/core/time/durations.ts";
import { instantOf } from "../../../../src/core/time/instant.ts";
import { meterOf, nowMs, snapshotOf } from "../../../helpers/accountStatus.ts";

/** The snapshots of readings a day apart, each made from the one before. */
function read(...meters: readonly MeterReading[]): readonly Snapshot[] {
  const snapshots: Snapshot[] = [];
  meters.forEach((meter, index) => {
    const previous = snapshots.at(-1);
    const readAtMs = nowMs + index * dayMs;
    const before = previous && { snapshot: previous, readAtMs: readAtMs - dayMs };
    snapshots.push(withFullAmounts(snapshotOf([meter]), before, readAtMs));
  });
  return snapshots;
}

const fullOf = (...meters: readonly MeterReading[]) =>
  read(...meters).map(({ meters: [meter] }) => meter.full);
const levels = (...meters: readonly MeterReading[]) =>
  read(...meters).map((snapshot) => levelOf(snapshot, undefined));

const left = (remaining: string, more: Partial<MeterReading> = {}) => meterOf(remaining, undefined, more);
const dollars = (remaining: string, bought?: string) =>
  left(remaining, {
    unit: currency("USD"),
    ...(bought === undefined ? {} : { bought: amountOf(bought) }),
  });

describe("what counts as full without a limit", () => {
  it("the highest amount since the last top-up is full", () => {
    assert.deepEqual(fullOf(left("20"), left("3"), left("2.5"), left("52.5"), left("40")), [
      "20",
      "20",
      "20",
      "52.5",
      "52.5",
    ]);
  });

  it("a refund of less than a tenth is no top-up", () => {
    assert.deepEqual(fullOf(left("20"), left("4"), left("4.3")), ["20", "20", "20"]);
  });

  it("an amount that is held and released is no top-up", () => {
    assert.deepEqual(fullOf(left("20"), left("3", { held: amountOf("2") }), left("5")), ["20", "20", "20"]);
  });

  it("what was bought in all is full at the first reading, and a purchase adds to what was left", () => {
    assert.deepEqual(fullOf(dollars("0.39", "25"), dollars("0.3", "25"), dollars("9.8", "35")), [
      "25",
      "25",
      "10.3",
    ]);
    // The purchase was spent before it was seen.
    assert.deepEqual(fullOf(dollars("25", "25"), dollars("4", "50")), ["25", "50"]);
  });

  it("a new period begins with its own amount", () => {
    const until = (days: number) => ({ resetsAt: instantOf(nowMs + days * dayMs) });
    assert.deepEqual(fullOf(left("500", until(0.5)), left("300", until(30)), left("200", until(30))), [
      "500",
      "300",
      "300",
    ]);
  });

  it("an unlimited meter, a debt and a meter with a limit have no full amount", () => {
    assert.deepEqual(fullOf(meterOf(null)), [undefined]);
    assert.deepEqual(fullOf(left("-3"), left("-4")), [undefined, undefined]);
    assert.deepEqual(fullOf(meterOf("5", "10")), [undefined]);
  });

  it("a balance is low below a tenth of it", () => {
    assert.deepEqual(levels(left("20"), left("2"), left("1.99"), left("41.99"), left("4.19")), [
      "ok",
      "ok",
      "low",
      "ok",
      "low",
    ]);
    assert.deepEqual(levels(dollars("0.39", "25")), ["low"]);
  });

  it("less than 0.50 of a currency is low at the first reading, credits are not", () => {
    assert.deepEqual(levels(dollars("0.02")), ["low"]);
    assert.deepEqual(levels(dollars("0.5")), ["ok"]);
    assert.deepEqual(levels(left("0.02")), ["ok"]);
  });

  it("a share in the settings is a share of it", () => {
    const [, snapshot] = read(left("20"), left("4"));
    assert.equal(levelOf(snapshot, { percent: 20 }), "ok");
    assert.equal(levelOf(snapshot, { percent: 21 }), "low");
    assert.equal(levelOf(snapshot, { below: "3" }), "ok");
  });
});
