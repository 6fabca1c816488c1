import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Client } from "../../bench/fleet/client.ts";
import { fixedIntervalClient, productClient } from "../../bench/fleet/clients.ts";
import { day, dayS } from "../../bench/fleet/day.ts";
import { simulateDay } from "../../bench/fleet/simulateDay.ts";

const installs = 3000;
const intervalS = 300;
const { outage, rateLimited, release } = day;

function requestsOf(client: Client): Uint32Array {
  return simulateDay({ client, installs, intervalS });
}

function mean(requests: Uint32Array, fromS: number, toS: number): number {
  return requests.subarray(fromS, toS).reduce((sum, each) => sum + each, 0) / (toS - fromS);
}

/** The highest mean of half a minute; a second has too few requests with so few installations. */
function peak(requests: Uint32Array, fromS: number, toS: number): number {
  let max = 0;
  for (let atS = fromS; atS < toS; atS += 30) max = Math.max(max, mean(requests, atS, atS + 30));
  return max;
}

describe("a fleet of installations", () => {
  const productRequests = requestsOf(productClient(intervalS));
  const naive = requestsOf(fixedIntervalClient(intervalS));
  const before = mean(productRequests, outage.fromS - 1800, outage.fromS);

  it("a fleet sends requests no more often than its interval, and fewer while users are away", () => {
    assert.ok(before > 0 && before <= installs / intervalS);
    assert.ok(mean(productRequests, 12 * 3600, 13 * 3600) < before * 0.8);
    assert.ok(mean(productRequests, 0, dayS) < mean(naive, 0, dayS) * 0.7);
  });

  it("a fleet adds no burst to an outage, nor to its end", () => {
    assert.ok(peak(productRequests, outage.fromS, outage.toS) < before * 1.8);
    assert.ok(peak(productRequests, outage.toS, outage.toS + 3600) < before * 1.5);
    assert.ok(mean(naive, outage.fromS, outage.toS) > before * 3);
  });

  it("a fleet pauses as long as it is asked to, and returns evenly", () => {
    const duringPause = mean(productRequests, rateLimited.toS, rateLimited.retryAtS);
    assert.ok(duringPause < before / 5, "only clients that were not asked to wait send requests");
    assert.ok(peak(productRequests, rateLimited.retryAtS, rateLimited.retryAtS + 3600) < before * 2);
  });

  it("a fleet sends no more requests when all installations restart", () => {
    assert.ok(peak(productRequests, release.fromS, release.toS + 3600) < before * 1.5);
    assert.ok(peak(naive, release.fromS, release.toS) > before * 3);
  });
});
