import assert from "node:assert/strict";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { bandAt, chartBand, chartEndMs, minOfBand } from "../../../../src/webview/chart/band.ts";

const chart = {
  points: [{ fromMs: 0, toMs: 100, remaining: amountOf("50"), isAfterGap: false }],
  marks: [],
};
const ends = {
  meterId: "credits",
  earliest: { atMs: 120, remaining: 0 },
  latest: { atMs: 160, remaining: 0 },
};

describe("the forecast band of the chart", () => {
  it("the forecast band begins at the last reading", () => {
    assert.deepEqual(chartBand(chart, ends)?.start, { atMs: 100, remaining: 50 });
  });

  it("there is no forecast band without a forecast or readings, or once it is past", () => {
    assert.equal(chartBand(chart, undefined), undefined);
    assert.equal(chartBand({ points: [], marks: [] }, ends), undefined);
    assert.equal(chartBand(chart, { ...ends, latest: { atMs: 90, remaining: 0 } }), undefined);
  });

  it("the chart makes room for the forecast band, but never for more than a part of its width", () => {
    assert.equal(chartEndMs(160, -900, 100), 160);
    assert.equal(chartEndMs(160, 0, 100), 140);
    assert.equal(chartEndMs(undefined, 0, 100), 100);
  });

  it("the forecast at an instant lies between its two courses, and there is none outside of it", () => {
    const band = chartBand(chart, ends);
    assert.ok(band);
    assert.deepEqual(bandAt(band, 115), { from: 12.5, to: 37.5 });
    assert.deepEqual(bandAt(band, 130), { from: 0, to: 25 });
    assert.deepEqual(bandAt(band, 160), { from: 0, to: 0 });
    assert.equal(bandAt(band, 100), undefined);
    assert.equal(bandAt(band, 161), undefined);
  });

  it("the lowest value of the forecast band follows its soonest course within the chart", () => {
    const band = chartBand(chart, ends);
    assert.ok(band);
    assert.equal(minOfBand(band, 140), 0);
    assert.equal(minOfBand(band, 110), 25);
  });
});
