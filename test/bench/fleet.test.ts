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

/** The busiest half minute: with so few installs, a second has only some. */
function peak(requests: Uint32Array, fromS: number, toS: number): number {
  let most = 0;
  for (let atS = fromS; atS < toS; atS += 30) most = Math.max(most, mean(requests, atS, atS + 30));
  return most;
}

describe("a fleet of installs", () => {
  const ours = requestsOf(productClient(intervalS));
  const naive = requestsOf(fixedIntervalClient(intervalS));
  const before = mean(ours, outage.fromS - 1800, outage.fromS);

  it("asks no more often than its interval says, and less where nobody looks", () => {
    assert.ok(before > 0 && before <= installs / intervalS);
    assert.ok(mean(ours, 12 * 3600, 13 * 3600) < before * 0.8);
    assert.ok(mean(ours, 0, dayS) < mean(naive, 0, dayS) * 0.7);
  });

  it("adds no burst to an outage, nor to its end", () => {
    assert.ok(peak(ours, outage.fromS, outage.toS) < before * 1.8);
    assert.ok(peak(ours, outage.toS, outage.toS + 3600) < before * 1.5);
    assert.ok(mean(naive, outage.fromS, outage.toS) > before * 3);
  });

  it("keeps away as long as it is asked to, and comes back as evenly as it came", () => {
    const told = mean(ours, rateLimited.toS, rateLimited.retryAtS);
    assert.ok(told < before / 5, "only who was not told yet asks");
    assert.ok(peak(ours, rateLimited.retryAtS, rateLimited.retryAtS + 3600) < before * 2);
  });

  it("asks for nothing more because everybody was restarted", () => {
    assert.ok(peak(ours, release.fromS, release.toS + 3600) < before * 1.5);
    assert.ok(peak(naive, release.fromS, release.toS) > before * 3);
  });
});
