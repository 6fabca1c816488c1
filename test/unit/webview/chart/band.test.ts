import assert from "node:assert/strict";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { chartBand, endWithBand, leastOfBand } from "../../../../src/webview/chart/band.ts";

const chart = {
  points: [{ fromMs: 0, toMs: 100, remaining: amountOf("50"), isAfterGap: false }],
  marks: [],
};
const ends = { meterId: "credits", soonest: { atMs: 120, left: 0 }, latest: { atMs: 160, left: 0 } };

describe("the band of what may come", () => {
  it("begins with the last reading", () => {
    assert.deepEqual(chartBand(chart, ends)?.start, { atMs: 100, left: 50 });
  });

  it("is none without a forecast, without readings, and once it is past", () => {
    assert.equal(chartBand(chart, undefined), undefined);
    assert.equal(chartBand({ points: [], marks: [] }, ends), undefined);
    assert.equal(chartBand(chart, { ...ends, latest: { atMs: 90, left: 0 } }), undefined);
  });

  it("gets room for all of it, but never most of the chart", () => {
    const band = chartBand(chart, ends);
    assert.equal(endWithBand(band, -900, 100), 160);
    assert.equal(endWithBand(band, 0, 100), 140);
    assert.equal(endWithBand(undefined, 0, 100), 100);
  });

  it("reaches as low as its soonest course does within the chart", () => {
    const band = chartBand(chart, ends);
    assert.ok(band);
    assert.equal(leastOfBand(band, 140), 0);
    assert.equal(leastOfBand(band, 110), 25);
  });
});
