import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { accountOf, pollerBench } from "../../../../helpers/createPollerHarness.ts";
import { settled } from "../../../../helpers/fakeClock.ts";
import { good } from "../../../../helpers/gatedReader.ts";
import { minuteMs } from "./helpers/startPoller.ts";

describe("the poller with many accounts", () => {
  it("has at most six requests under way, and reads each account once", async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `a-${index}`);
    const { poller, reader } = pollerBench(ids.map((id) => accountOf(id)));
    reader.isShut = true;
    await poller.start();
    for (let answered = 0; answered < ids.length; answered += 1) {
      await settled();
      assert.equal(reader.inFlight, Math.min(6, ids.length - answered));
      reader.reads[answered]?.answer(good("1"));
    }
    await settled();
    assert.equal(reader.most, 6);
    assert.deepEqual(
      reader.reads.map(({ accountId }) => accountId),
      ids,
    );
    assert.ok(poller.statuses().every(({ reading, isReading }) => reading && !isReading));
  });

  it("reads others while one account never answers", async () => {
    const { clock, poller, reader } = pollerBench([accountOf("stuck"), accountOf("fine")]);
    reader.isShut = true;
    await poller.start();
    await settled();
    reader.reads[1]?.answer(good("1"));
    reader.isShut = false;
    await clock.pass(30 * minuteMs);
    assert.equal(reader.minutes("stuck", 0).length, 1);
    assert.equal(reader.minutes("fine", 0).length, 7);
  });
});
