import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type OfflineCase, simulateOffline, summarize } from "../../bench/offline/simulateOffline.ts";
import type { Failure } from "../../src/core/readings/failure.ts";

const dns: Failure = { kind: "unreachable", reason: "dns" };
const ordinary: Failure = { kind: "timeout", seconds: 15 };

describe("a computer that was without network for five hours", () => {
  const resultsOf = async (failure: Failure) => {
    const results = [];
    for (const [accounts, isFocused] of [
      [1, true],
      [1, false],
      [5, true],
      [5, false],
    ] as const) {
      const cases = [101, 102].map((seed): OfflineCase => ({ seed, accounts, failure, isFocused }));
      for (const one of cases) results.push(await simulateOffline(one));
    }
    return summarize(results);
  };

  it("its accounts are back within a minute in 95 % of cases, without a burst", async () => {
    const { withinMinute, maxPer10S, offlinePerHour } = await resultsOf(dns);
    assert.ok(withinMinute >= 0.95, `${withinMinute}`);
    assert.ok(maxPer10S <= 6, `${maxPer10S}`);
    assert.ok(offlinePerHour <= 370, `${offlinePerHour}`);
  });

  it("its accounts would be away for many minutes with the ordinary back-off", async () => {
    const { withinMinute, median } = await resultsOf(ordinary);
    assert.ok(withinMinute < 0.3 && median > 300, `${withinMinute} ${median}`);
  });
});
