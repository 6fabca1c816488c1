import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { failed } from "../../../../src/core/readings/outcome.ts";
import { RecentReadings } from "../../../../src/services/polling/recentReadings.ts";

describe("RecentReadings", () => {
  it("the recent readings are the last twenty, newest first", () => {
    const recent = new RecentReadings();
    const report = {
      account: { id: "poof", provider: "poof", label: "Poof" },
      outcome: failed({ kind: "timeout", seconds: 15 }),
      elapsedMs: 15_000,
    };
    for (let atMs = 1; atMs <= 25; atMs += 1) recent.add(report, atMs);
    assert.deepEqual(
      recent.all().map(({ atMs }) => atMs),
      Array.from({ length: 20 }, (_, index) => 25 - index),
    );
    assert.deepEqual(recent.all()[0], { ...report, atMs: 25 });
  });
});
