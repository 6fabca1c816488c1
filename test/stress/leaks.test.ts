import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { describe, it } from "mocha";
import { minuteMs } from "../../src/core/time/durations.ts";
import { flushPromises } from "../helpers/fakeClock.ts";
import { createTestServices, type TestServices } from "../helpers/testServices.ts";
import { countResources, type ResourceCounts } from "./resourceCounter.ts";

const cycles = 4;
/** Long enough to check for changes of other windows. */
const passedMs = 2_000;

async function addReadRemove(services: TestServices): Promise<void> {
  const { credentials } = services.sample;
  await services.add("poof", { kind: "key", key: credentials.poof.key });
  await services.add("coals", { kind: "key", key: credentials.coals.key });
  const { email, password } = credentials.richUtilities;
  const account = await services.add("richUtilities", { kind: "signIn", email, password });
  services.accountDetails.load(account);
  await services.clock.advance(passedMs);
  await services.poller.refresh();
  await Promise.all(services.accountList.all().map(({ id }) => services.accountManager.remove(id, "delete")));
}

/** Counts resources after sockets that are being closed had time to end. */
async function settledCounts(): Promise<ResourceCounts> {
  await wait(50);
  await flushPromises();
  return countResources();
}

describe("a working window", () => {
  it("a window keeps no listener and no timer of removed accounts, and none when it is closed", async () => {
    const before = await settledCounts();
    {
      await using services = await createTestServices({
        sample: { ledger: { openedAtMs: Date.UTC(2026, 10, 19) } },
      });
      await services.start();
      const { pendingTimers } = services.clock;
      await addReadRemove(services);
      const first = await settledCounts();
      for (let cycle = 0; cycle < cycles; cycle += 1) await addReadRemove(services);
      const last = await settledCounts();
      assert.equal(last.listeners, first.listeners);
      assert.ok(last.listeners > before.listeners, "they are counted");
      assert.deepEqual(last.objects, first.objects);
      assert.equal(services.clock.pendingTimers, pendingTimers);
      assert.deepEqual(services.bugs, []);
    }
    const after = await settledCounts();
    assert.equal(after.listeners, before.listeners);
    // Connections of tests before this one may have ended meanwhile.
    for (const [kind, count] of Object.entries(after.resources)) {
      assert.ok(count <= (before.resources[kind] ?? 0), `${kind}: ${count}`);
    }
  }).timeout(minuteMs);
});
