import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { minuteMs } from "../../../../../src/core/time/durations.ts";
import { flushPromises } from "../../../../helpers/fakeClock.ts";
import { goodOutcome } from "../../../../helpers/gatedReader.ts";
import { accountOf, createPollerHarness } from "../../../../helpers/pollerHarness.ts";

describe("the poller with many accounts", () => {
  it("the poller has at most six requests in progress, and reads each account once", async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `a-${index}`);
    const { poller, reader } = createPollerHarness(ids.map((id) => accountOf(id)));
    reader.isPaused = true;
    await poller.start();
    for (let answered = 0; answered < ids.length; answered += 1) {
      await flushPromises();
      assert.equal(reader.inFlight, Math.min(6, ids.length - answered));
      reader.reads[answered]?.answer(goodOutcome("1"));
    }
    await flushPromises();
    assert.equal(reader.maxInFlight, 6);
    assert.deepEqual(
      reader.reads.map(({ accountId }) => accountId),
      ids,
    );
    assert.ok(poller.statuses().every(({ reading, isReading }) => reading && !isReading));
  });

  it("the poller reads other accounts while one never answers", async () => {
    const { clock, poller, reader } = createPollerHarness([accountOf("stuck"), accountOf("fine")]);
    reader.isPaused = true;
    await poller.start();
    await flushPromises();
    reader.reads[1]?.answer(goodOutcome("1"));
    reader.isPaused = false;
    await clock.advance(30 * minuteMs);
    assert.equal(reader.readMinutes("stuck", 0).length, 1);
    assert.equal(reader.readMinutes("fine", 0).length, 7);
  });
});
