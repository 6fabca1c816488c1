import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { failed } from "../../../../../src/core/readings/outcome.ts";
import { minuteMs } from "../../../../../src/core/time/durations.ts";
import { flushPromises } from "../../../../helpers/fakeClock.ts";
import { goodOutcome } from "../../../../helpers/gatedReader.ts";
import { createPollerHarness } from "../../../../helpers/pollerHarness.ts";
import { account, startPoller } from "./helpers/startPoller.ts";

describe("a reading that was made elsewhere", () => {
  it("a reading made elsewhere counts as the account's own", async () => {
    const { clock, poller, reader, attemptStore } = await startPoller();
    await clock.advance(4 * minuteMs);
    await poller.recordVerifiedReading("poof", goodOutcome("5"));
    await poller.recordVerifiedReading("gone", goodOutcome("5"));
    await clock.advance(4 * minuteMs);
    assert.equal(reader.reads.length, 1);
    assert.equal(attemptStore.attempts.get("poof")?.reading?.snapshot.meters[0].remaining, "5");
    assert.equal(attemptStore.attempts.has("gone"), false);
    await clock.advance(minuteMs);
    assert.equal(reader.reads.length, 2);
  });

  it("a reading made elsewhere unblocks an account that waited for the user", async () => {
    const { clock, poller, reader } = createPollerHarness([account]);
    reader.outcome = () => failed({ kind: "keyMissing" });
    await poller.start();
    await flushPromises();
    await poller.recordVerifiedReading("poof", goodOutcome("5"));
    assert.equal(poller.statuses()[0]?.failure, undefined);
    await clock.advance(5 * minuteMs);
    assert.equal(reader.reads.length, 2);
  });

  it("a reading made elsewhere prevails over one in progress with the old key", async () => {
    const { poller, reader } = createPollerHarness([account]);
    reader.isPaused = true;
    await poller.start();
    await flushPromises();
    const recorded = poller.recordVerifiedReading("poof", goodOutcome("5"));
    reader.reads[0]?.answer(failed({ kind: "keyRejected", status: 401 }));
    await recorded;
    const [status] = poller.statuses();
    assert.equal(status?.failure, undefined);
    assert.equal(status?.reading?.snapshot.meters[0].remaining, "5");
  });
});
