import assert from "node:assert/strict";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { credits } from "../../../../src/core/money/unit.ts";
import { chartCsv } from "../../../../src/webview/chart/chartCsv.ts";

const point = (fromMs: number, remaining: string) => ({
  fromMs,
  toMs: fromMs + 1000,
  remaining: amountOf(remaining),
  isAfterGap: false,
});
const meter = (label: string) => ({ id: label, label, unit: credits, remaining: "1" });

describe("the chart as CSV", () => {
  it("the CSV has every drawn reading of every line with its exact amount, and no formula", () => {
    const csv = chartCsv({
      meter: meter('=A "1", b'),
      chart: { points: [point(0, "1.000000000000000001"), point(60_000, "-2")], marks: [] },
      others: [{ meter: meter("Spare"), chart: { points: [point(0, "7")], marks: [] }, colorIndex: 0 }],
      unit: credits,
    });
    assert.equal(
      csv,
      [
        "from,to,meter,amount,unit",
        '1970-01-01T00:00:00.000Z,1970-01-01T00:00:01.000Z,"\'=A ""1"", b",1.000000000000000001,credits',
        '1970-01-01T00:01:00.000Z,1970-01-01T00:01:01.000Z,"\'=A ""1"", b",-2,credits',
        "1970-01-01T00:00:00.000Z,1970-01-01T00:00:01.000Z,Spare,7,credits",
        "",
      ].join("\r\n"),
    );
  });
});
