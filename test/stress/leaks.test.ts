import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { describe, it } from "mocha";
import { minuteMs } from "../../src/core/time/durations.ts";
import { flushPromises } from "../helpers/fakeClock.ts";
import { createTestServices, type TestServices } from "../helpers/testServices.ts";
import { type Census, takeCensus } from "./resourceCounter.ts";

const cycles = 4;
/** Long enough for a look at what other windows wrote. */
const passedMs = 2_000;

async function addReadRemove(house: TestServices): Promise<void> {
  const { credentials } = house.sample;
  await house.add("poof", { kind: "key", key: credentials.poof.key });
  await house.add("coals", { kind: "key", key: credentials.coals.key });
  const { email, password } = credentials.richUtilities;
  const account = await house.add("richUtilities", { kind: "signIn", email, password });
  house.accountDetails.load(account);
  await house.clock.advance(passedMs);
  await house.poller.refresh();
  await Promise.all(house.accountList.all().map(({ id }) => house.accountManager.remove(id, "delete")));
}

/** Sockets and what else is on its way out gets its time. */
async function calmCensus(): Promise<Census> {
  await wait(50);
  await flushPromises();
  return takeCensus();
}

describe("a window that works", () => {
  it("keeps no listener and no timer of accounts that come and go, and none when it is closed", async () => {
    const before = await calmCensus();
    {
      await using house = await createTestServices({
        sample: { ledger: { openedAtMs: Date.UTC(2026, 10, 19) } },
      });
      await house.start();
      const { pendingTimers } = house.clock;
      await addReadRemove(house);
      const first = await calmCensus();
      for (let cycle = 0; cycle < cycles; cycle += 1) await addReadRemove(house);
      const last = await calmCensus();
      assert.equal(last.listeners, first.listeners);
      assert.ok(last.listeners > before.listeners, "they are counted");
      assert.deepEqual(last.objects, first.objects);
      assert.equal(house.clock.pendingTimers, pendingTimers);
      assert.deepEqual(house.bugs, []);
    }
    const after = await calmCensus();
    assert.equal(after.listeners, before.listeners);
    // Connections of tests before this one may have ended meanwhile.
    for (const [kind, count] of Object.entries(after.resources)) {
      assert.ok(count <= (before.resources[kind] ?? 0), `${kind}: ${count}`);
    }
  }).timeout(minuteMs);
});
