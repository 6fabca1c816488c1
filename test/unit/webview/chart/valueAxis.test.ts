import assert from "node:assert/strict";
import { type Amount, amountOf } from "../../../../src/core/money/amount.ts";
import { credits } from "../../../../src/core/money/unit.ts";
import type { ChartView } from "../../../../src/webview/chart/chartView.ts";
import { valueAxis } from "../../../../src/webview/chart/valueAxis.ts";

function axisOf(values: readonly string[], change: { floor?: Amount; others?: readonly string[] } = {}) {
  const chartOf = (amounts: readonly string[]) => ({
    points: amounts.map((amount, index) => ({
      fromMs: index,
      toMs: index,
      remaining: amountOf(amount),
      isAfterGap: false,
    })),
    marks: [],
  });
  const meter = { id: "a", label: "A", unit: credits, remaining: "1" };
  const others = change.others ? [{ meter, chart: chartOf(change.others), colorIndex: 0 }] : [];
  const { floor } = change;
  const view: Pick<ChartView, "chart" | "others" | "toMs" | "floor" | "band"> = {
    chart: chartOf(values),
    others,
    toMs: values.length,
    ...(floor === undefined ? {} : { floor }),
  };
  const { ticks, isBroken } = valueAxis(view);
  return { from: ticks[0]?.amount, to: ticks.at(-1)?.amount, isBroken };
}

describe("the value axis of the chart", () => {
  it("the axis begins at zero", () => {
    assert.deepEqual(axisOf(["717", "417"]), { from: "0", to: "800", isBroken: false });
    assert.equal(axisOf(["0", "0"]).isBroken, false);
    assert.deepEqual(axisOf(["775"]), { from: "0", to: "800", isBroken: false });
  });

  it("the axis is broken where zero would hide how the values differ", () => {
    const { from, isBroken } = axisOf(["1000000", "999000"]);
    assert.ok(Number(from) > 900_000 && isBroken);
  });

  it("a debt is below the zero line, which is on the axis", () => {
    const { from, to, isBroken } = axisOf(["-5", "-6"]);
    assert.ok(Number(from) <= -6 && Number(to) >= 0 && !isBroken);
  });

  it("a floor near the values is on a broken axis, one far below is not", () => {
    assert.ok(Number(axisOf(["1000", "990"], { floor: amountOf("900") }).from) <= 900);
    assert.ok(Number(axisOf(["1000", "990"], { floor: amountOf("100") }).from) > 900);
    assert.equal(axisOf(["1000", "500"], { floor: amountOf("100") }).from, "0");
  });

  it("the axis has room for every line", () => {
    assert.ok(Number(axisOf(["1000", "990"], { others: ["5", "4000"] }).to) >= 4000);
  });
});
